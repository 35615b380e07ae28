package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** No page in Romanian says anything in English, nor the other way round. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignWordsIT {

    private static final String BUNDLE = "WEB-INF/classes/energy/ems/web/portal/messages_%s.properties";

    /** Shorter texts are found in names, and in the other language. */
    private static final int LONG_ENOUGH = 12;

    /** What is read, what screen readers say, what a field proposes. */
    private static final String WORDS = """
            const said = [document.body.innerText];
            for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
                said.push(element.title, element.getAttribute('aria-label'), element.placeholder);
            }
            return said.filter(Boolean).join('\\n');
            """;

    private Household household;
    private Visitor visitor;

    @BeforeAll
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @Test
    void everyPageAndWhateverOpensOnItSpeaksOneLanguage() {
        List<String> foreign = new ArrayList<>();
        for (Language language : Language.values()) {
            List<String> others = textsOnlyOf(language == Language.ENGLISH ? Language.ROMANIAN : Language.ENGLISH);
            assertThat(others).hasSizeGreaterThan(100);
            visitor.as(household.staff(language));
            for (PortalPages.View view : PortalPages.all(household, language)) {
                PortalPages.open(visitor, view);
                look(language + " " + view, others, foreign);
            }
            for (PortalPages.Opening opening : PortalPages.openings(household, language)) {
                visitor.lookAt(opening.width() == null ? Visitor.Width.DESK : opening.width());
                PortalPages.open(visitor, opening);
                look(language + " " + opening, others, foreign);
            }
            visitor.lookAt(Visitor.Width.DESK);
            visitor.as(household.home(language));
            String meter = "device=" + household.heatPump(language).id();
            for (String page : List.of(
                    "index.xhtml",
                    "alerts.xhtml",
                    "consumption.xhtml?view=week&compare=previous&" + meter + "&date=" + household.tuesday,
                    "consumption.xhtml?view=year&" + meter,
                    "consumption.xhtml?" + meter + "&date=" + household.tuesday,
                    "consumption.xhtml?" + meter + "&date=" + household.today.minusYears(2),
                    "consumption.xhtml?device=nobody-knows-it",
                    "password.xhtml")) {
                visitor.open(page);
                look(language + " " + page, others, foreign);
            }
        }
        visitor.forgiveComplaints();
        assertThat(foreign).isEmpty();
    }

    private void look(String where, List<String> others, List<String> foreign) {
        String said = String.valueOf(visitor.script(WORDS));
        others.stream().filter(said::contains).forEach(text -> foreign.add(where + ": " + text));
    }

    /** The parts of its texts between what is filled in, as far as the other language has nothing alike. */
    private static List<String> textsOnlyOf(Language language) {
        Properties own = bundle(language);
        String theOther = String.join(
                "\n",
                bundle(language == Language.ENGLISH ? Language.ROMANIAN : Language.ENGLISH).values().stream()
                        .map(String::valueOf)
                        .toList());
        return own.values().stream()
                .map(String::valueOf)
                .filter(text -> !text.contains("choice,"))
                .flatMap(text -> List.of(text.split("\\{[^}]*}|\n")).stream())
                .map(text -> text.replace("''", "'").strip())
                .filter(text -> text.length() >= LONG_ENOUGH && text.contains(" ") && !theOther.contains(text))
                .distinct()
                .toList();
    }

    private static Properties bundle(Language language) {
        Properties texts = new Properties();
        try (ZipFile war = new ZipFile(Artifacts.war().toFile());
                InputStreamReader reader = new InputStreamReader(
                        war.getInputStream(war.getEntry(BUNDLE.formatted(language.code()))), StandardCharsets.UTF_8)) {
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
