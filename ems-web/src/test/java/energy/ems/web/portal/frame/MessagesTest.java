package energy.ems.web.portal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.Role;
import energy.ems.account.token.TokenScope;
import energy.ems.alerting.AlertKind;
import energy.ems.alerting.AlertReason;
import energy.ems.alerting.AlertState;
import energy.ems.audit.AuditAction;
import energy.ems.boundary.InvalidInputException;
import energy.ems.device.ReconciliationReport;
import energy.ems.metering.profile.Plausibility;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Ruling;
import energy.ems.metering.recomputation.RecomputationView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Pattern KEY_IN_PAGE = Pattern.compile("msg\\['([A-Za-z0-9_.]+)'\\](?!\\.concat)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+(?=[,}])");

    private final Properties english = load("en");
    private final Properties romanian = load("ro");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(new TreeSet<>(romanian.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
    }

    /** The last one would count, and show up somewhere else. */
    @Test
    void noKeyIsThereTwice() throws IOException {
        for (String language : List.of("en", "ro")) {
            assertThat(Files.readAllLines(file(language)).stream()
                            .filter(line -> line.matches("[\\w.]+=.*"))
                            .map(line -> line.substring(0, line.indexOf('='))))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void noTextIsEmpty() {
        assertThat(english.values())
                .allSatisfy(text -> assertThat((String) text).isNotBlank());
        assertThat(romanian.values())
                .allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    @Test
    void bothLanguagesHaveTheSamePlaceholders() {
        for (String key : english.stringPropertyNames()) {
            assertThat(placeholders(romanian.getProperty(key)))
                    .as(key)
                    .containsExactlyInAnyOrderElementsOf(placeholders(english.getProperty(key)));
        }
    }

    @Test
    void everyNumberedPlaceholderIsFilledIn() {
        for (Properties language : List.of(english, romanian)) {
            for (String key : language.stringPropertyNames()) {
                String pattern = language.getProperty(key);
                if (pattern.contains("{0,choice")) {
                    assertThat(new MessageFormat(pattern, Locale.ENGLISH).format(new Object[] {25}))
                            .as(key)
                            .contains("25");
                } else if (pattern.contains("{0}")) {
                    assertThat(new MessageFormat(pattern, Locale.ENGLISH)
                                    .format(new Object[] {"one", "two", "three", "four"}))
                            .as(key)
                            .contains("one")
                            .doesNotContain("{0}");
                }
            }
        }
    }

    @Test
    void everyKeyThatAPageUsesHasAText() {
        for (Path page : pages()) {
            Matcher key = KEY_IN_PAGE.matcher(read(page));
            while (key.find()) {
                assertThat(english.getProperty(key.group(1)))
                        .as("%s in %s", key.group(1), page.getFileName())
                        .isNotNull();
            }
        }
    }

    @Test
    void everyRuleAndEveryKindThatIsShownHasAText() {
        for (InvalidInputException.Rule rule : InvalidInputException.Rule.values()) {
            assertThat(english.getProperty(rule.key())).as(rule.key()).isNotNull();
        }
        assertNamed("audit.", AuditAction.values());
        assertNamed("alert.kind.", AlertKind.values());
        assertNamed("alert.state.", AlertState.values());
        assertNamed("quality.", Quality.values());
        assertNamed("quarantine.", Plausibility.Reason.values());
        assertNamed("recompute.", RecomputationView.State.values());
        assertNamed("role.", Role.values());
        assertNamed("ruling.", Ruling.values());
        assertNamed("sync.", ReconciliationReport.Drift.Kind.values());
        assertNamed("token.scope.", TokenScope.values());
        for (AlertReason reason : AlertReason.values()) {
            String key = "alert.reason." + reason.name().toLowerCase(Locale.ROOT);
            assertThat(english.getProperty(key)).as(key).isNotNull();
        }
    }

    private void assertNamed(String prefix, Enum<?>[] values) {
        for (Enum<?> value : values) {
            assertThat(english.getProperty(prefix + value.name()))
                    .as(prefix + value.name())
                    .isNotNull();
        }
    }

    private static List<String> placeholders(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found.stream().distinct().toList();
    }

    private static Properties load(String language) {
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(file(language))) {
            texts.load(reader);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return texts;
    }

    private static Path file(String language) {
        return Path.of("src/main/resources/energy/ems/web/portal/messages_" + language + ".properties");
    }

    private static List<Path> pages() {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            return files.filter(file -> file.toString().endsWith(".xhtml")).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
