package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.naming.OperationNotSupportedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page, and whatever opens on it, meets WCAG 2.2 at the levels A and AA as far as a program can tell: light and
 * dark, on a desk and on a phone. The rules are those of axe-core; that a page speaks one language only is looked at
 * here too, since each page has to be opened for either.
 */
@Timeout(900)
class WithoutBarriersIT {

    private static final List<String> LEVELS_A_AND_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** The page around it is looked at by itself. */
    private static final String WHAT_OPENED = """
            const opened = [...document.querySelectorAll(arguments[0])].find(each => each.checkVisibility());
            const whole = opened.closest('.ui-dialog, .ui-sidebar, .ui-menu, .ui-selectonemenu-panel, .ui-autocomplete-panel,'
                + ' .p-datepicker-panel, .ui-growl, #palette, #nav, main');
            (whole || document.documentElement).setAttribute('data-opened', '');
            """;

    private Household household;
    private Visitor visitor;
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    private Object judge;
    private ForeignWords foreign;

    @BeforeEach
    void openTheSystem() throws IOException, OperationNotSupportedException {
        visitor = Visitor.shared();
        household = Household.shared();
        // Each page brings the rules along: to send half a megabyte to each that is looked at cost more than the look.
        judge = visitor.chromium()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of("source", new EmbeddedResourceAxeProvider().getScript()))
                .get("identifier");
    }

    @AfterEach
    void lookAsUsual() {
        visitor.chromium().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", judge));
        visitor.prefer(Visitor.Appearance.LIGHT);
        visitor.forgiveComplaints();
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, LIGHT", "ROMANIAN, DARK"})
    void everyPageOfTheStaff(Language language, Visitor.Appearance appearance) {
        visitor.asNewcomer(household.staff(language));
        visitor.prefer(appearance);
        foreign = new ForeignWords(language);
        PortalPages.all(household, language).stream()
                .filter(view -> view.opener() == null)
                .forEach(view -> {
                    visitor.open(view.page());
                    judge(appearance, view.page());
                    visitor.script("document.querySelectorAll('button.ui-button')"
                            + ".forEach(button => button.classList.add('ui-state-hover'))");
                    // Nothing but colours changes under the mouse.
                    judge(
                            appearance,
                            Visitor.Width.DESK,
                            view.page() + ", buttons under the mouse",
                            axe -> axe.withOnlyRules(List.of("color-contrast")));
                });
        for (String page : List.of(
                "consumption.xhtml?view=week&device="
                        + household.heatPump(language).id(),
                "consumption.xhtml?view=year&chart=line&compare=previous&device="
                        + household.heatPump(language).id(),
                "consumption.xhtml?chart=heat&view=month&device="
                        + household.heatPump(language).id(),
                "consumption.xhtml?chart=duration&view=month&compare=previous&device="
                        + household.heatPump(language).id(),
                "consumption.xhtml?chart=profile&view=range&until=2026-11-20&date=2026-10-20&device="
                        + household.heatPump(language).id(),
                "consumption.xhtml?device=nobody-knows-it",
                "consumption.xhtml?view=week&devices="
                        + household.heatPump(language).id() + ","
                        + household.lights(language).id(),
                "consumption.xhtml?view=month&together=lines&devices="
                        + household.lights(language).id(),
                "consumption.xhtml?devices=nobody-knows-it",
                "places.xhtml?view=year&place=" + household.house(language),
                "places.xhtml?place=nobody-knows-it",
                "groups.xhtml?view=year&group=" + household.group(language),
                "groups.xhtml?group=nobody-knows-it",
                "places.xhtml",
                "password.xhtml",
                "no-such-page.xhtml")) {
            visitor.open(page);
            judge(appearance, page);
        }
        assertNothingFound();
    }

    /** Dialogs, panels and menus. */
    @ParameterizedTest
    @CsvSource({"ENGLISH, LIGHT", "ROMANIAN, DARK"})
    void whateverOpensOnThem(Language language, Visitor.Appearance appearance) {
        visitor.asNewcomer(household.staff(language));
        visitor.prefer(appearance);
        foreign = new ForeignWords(language);
        for (PortalPages.Opening opening : PortalPages.openings(household, language)) {
            Visitor.Width width = opening.width() == null ? usual(appearance) : opening.width();
            visitor.lookAt(width);
            PortalPages.open(visitor, opening);
            visitor.script(WHAT_OPENED, opening.opened());
            judge(
                    appearance,
                    width,
                    opening.toString(),
                    axe -> axe.withTags(LEVELS_A_AND_AA).include("[data-opened]"));
        }
        assertNothingFound();
    }

    /** What opens is looked at light on a desk and dark on a phone: the other two show nothing that these do not. */
    private static Visitor.Width usual(Visitor.Appearance appearance) {
        return appearance == Visitor.Appearance.LIGHT ? Visitor.Width.DESK : Visitor.Width.PHONE;
    }

    @ParameterizedTest
    @CsvSource({"ROMANIAN, LIGHT", "ENGLISH, DARK"})
    void whatAHouseholdSees(Language language, Visitor.Appearance appearance) {
        visitor.asNewcomer(household.home(language));
        visitor.prefer(appearance);
        foreign = new ForeignWords(language);
        String meter = "device=" + household.heatPump(language).id();
        for (String page : List.of(
                "index.xhtml",
                "consumption.xhtml",
                "consumption.xhtml?" + meter + "&date=" + household.tuesday,
                "consumption.xhtml?" + meter + "&date=" + household.today.minusYears(2),
                "places.xhtml?date=" + household.day,
                "groups.xhtml",
                "groups.xhtml?group=" + household.group(language),
                "alerts.xhtml",
                "alerts.xhtml?device=" + household.lights(language).id(),
                "account.xhtml",
                "messages.xhtml",
                "reports.xhtml",
                "users.xhtml")) {
            visitor.open(page);
            judge(appearance, page + " of a household");
        }
        assertNothingFound();
    }

    @Test
    void aMistakeIsFound() {
        visitor.forget();
        visitor.open("login.xhtml");
        visitor.script("const picture = document.createElement('img'); picture.src = 'none.png';"
                + "document.querySelector('main').append(picture);"
                + "document.querySelector('label').style.color = getComputedStyle(document.body).backgroundColor;");
        foreign = new ForeignWords(Language.ENGLISH);
        visitor.script("document.querySelector('main').append(arguments[0])", foreign.example());
        visitor.forgiveComplaints();

        judge(Visitor.Appearance.LIGHT, Visitor.Width.DESK, "a page with mistakes");

        assertThat(found.keySet())
                .contains("another language: " + foreign.example())
                .anyMatch(mistake -> mistake.startsWith("image-alt:"))
                .anyMatch(mistake -> mistake.startsWith("color-contrast:"));
    }

    @Test
    void theDoor() {
        for (Visitor.Appearance appearance : Visitor.Appearance.values()) {
            visitor.forget();
            visitor.open("login.xhtml");
            visitor.prefer(appearance);
            for (String page : List.of("login.xhtml", "login.xhtml?ended=true")) {
                visitor.open(page);
                judge(appearance, page);
            }
            visitor.login("nobody", "nothing");
            visitor.see("[id='login:loginMessages'] .ui-messages-error");
            judge(appearance, "a wrong password");
        }
        visitor.forget();
        assertNothingFound();
    }

    private void judge(Visitor.Appearance appearance, String what) {
        for (Visitor.Width width : Visitor.Width.values()) {
            visitor.lookAt(width);
            judge(appearance, width, what);
        }
    }

    private void judge(Visitor.Appearance appearance, Visitor.Width width, String what) {
        judge(appearance, width, what, axe -> axe.withTags(LEVELS_A_AND_AA));
    }

    private void judge(
            Visitor.Appearance appearance, Visitor.Width width, String what, UnaryOperator<AxeBuilder> rules) {
        visitor.rest();
        assertThat(visitor.script("return document.documentElement.getAttribute('data-theme')"))
                .as("what " + what + " looks like")
                // A page of the server itself says nothing, and follows the system by its style.
                .isIn(appearance.name().toLowerCase(Locale.ROOT), null);
        if (foreign != null) {
            foreign.on(visitor)
                    .forEach(text -> found.computeIfAbsent("another language: " + text, mistake -> new ArrayList<>())
                            .add(what));
        }
        List<Rule> violations = rules.apply(axe()).analyze(visitor.chromium()).getViolations();
        for (Rule violation : violations) {
            for (CheckedNode node : violation.getNodes()) {
                found.computeIfAbsent(mistake(violation, node), mistake -> new ArrayList<>())
                        .add(what + " " + appearance + " " + width);
            }
        }
    }

    /**
     * Asked for mistakes alone, and in the page itself, where it is already: it would also send all that is well, and load
     * itself into another window for what it finds in frames. That this does not look into frames of others is why it is
     * deprecated; there are no frames.
     */
    @SuppressWarnings("deprecation")
    private static AxeBuilder axe() {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        AxeBuilder axe = new AxeBuilder().withOptions(options).setLegacyMode();
        axe.setInjectAxe(page -> {});
        return axe;
    }

    private void assertNothingFound() {
        assertThat(found.entrySet().stream()
                        .map(mistake -> mistake.getKey() + "\n    on " + String.join("\n    on ", mistake.getValue()))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    /** The same on several pages is one. */
    private static String mistake(Rule rule, CheckedNode node) {
        return rule.getId() + ": " + rule.getHelp() + "\n    " + node.getTarget() + "\n    " + node.getHtml() + "\n    "
                + node.getFailureSummary().replace("\n", "\n    ");
    }
}
