package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No {@linkplain Barriers barrier} is on any page, nor on whatever opens on it: light in one language and dark in the other,
 * on a desk and on a phone.
 */
@Timeout(900)
class WithoutBarriersIT {

    /** The page around it is looked at by itself. */
    private static final String WHAT_OPENED = """
            const opened = [...document.querySelectorAll(arguments[0])].find(each => each.checkVisibility());
            const whole = opened.closest('.ui-dialog, .ui-sidebar, .ui-menu, .ui-selectonemenu-panel, .ui-autocomplete-panel,'
                + ' .p-datepicker-panel, .ui-growl, #palette, #nav, main');
            (whole || document.documentElement).setAttribute('data-opened', '');
            """;

    private static final String COLOUR_OF_THE_CHART =
            "return PrimeFaces.widgets.consumptionChart.chart.scales.y.options.ticks.color";

    private Household household;
    private Visitor visitor;
    private Barriers barriers;
    private Object rules;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
        // Each page brings the rules along: to send half a megabyte to each that is looked at cost more than the look.
        rules = visitor.chromium()
                .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", Barriers.rules()))
                .get("identifier");
    }

    @AfterEach
    void lookAsUsual() {
        visitor.chromium().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", rules));
        visitor.prefer(Visitor.Appearance.LIGHT);
        visitor.forgiveComplaints();
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, LIGHT", "ROMANIAN, DARK"})
    void everyPageOfTheStaff(Language language, Visitor.Appearance appearance) {
        barriers = new Barriers(visitor, language);
        visitor.asNewcomer(household.staff(language));
        visitor.prefer(appearance);
        PortalPages.all(household, language).stream()
                .filter(view -> view.opener() == null)
                .forEach(view -> {
                    look(appearance, view.page());
                    lookAtButtonsUnderTheMouse(view.page() + " " + appearance);
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
                "consumption.xhtml?compare=2026-10-25&date=" + household.day + "&device="
                        + household.heatPump(language).id(),
                "consumption.xhtml?device=nobody-knows-it",
                "consumption.xhtml?view=week&devices="
                        + household.heatPump(language).id() + ","
                        + household.lights(language).id(),
                "consumption.xhtml?view=month&together=lines&devices="
                        + household.lights(language).id(),
                "consumption.xhtml?devices=nobody-knows-it",
                "places.xhtml?view=year&place=" + household.house(language),
                "places.xhtml?view=month&chart=duration&compare=previous&place=" + household.house(language),
                "places.xhtml?place=nobody-knows-it",
                "groups.xhtml?view=year&group=" + household.group(language),
                "groups.xhtml?view=month&chart=profile&group=" + household.group(language),
                "groups.xhtml?group=nobody-knows-it",
                "places.xhtml",
                "password.xhtml",
                "no-such-page.xhtml")) {
            look(appearance, page);
        }
        barriers.assertNone();
    }

    /** Nothing but colours changes there. */
    private void lookAtButtonsUnderTheMouse(String what) {
        visitor.script("document.querySelectorAll('button.ui-button')"
                + ".forEach(button => button.classList.add('ui-state-hover'))");
        visitor.lookAt(Visitor.Width.DESK);
        barriers.lookAtColours(what + ", buttons under the mouse");
    }

    /** Dialogs, panels and menus. */
    @ParameterizedTest
    @CsvSource({"ENGLISH, LIGHT", "ROMANIAN, DARK"})
    void whateverOpensOnThem(Language language, Visitor.Appearance appearance) {
        barriers = new Barriers(visitor, language);
        visitor.asNewcomer(household.staff(language));
        visitor.prefer(appearance);
        for (PortalPages.Opening opening : PortalPages.openings(household, language)) {
            Visitor.Width width = opening.width() == null ? usual(appearance) : opening.width();
            visitor.lookAt(width);
            PortalPages.open(visitor, opening);
            visitor.awaitAppearance(appearance);
            visitor.script(WHAT_OPENED, opening.opened());
            barriers.look(opening + " " + appearance + " " + width, "[data-opened]");
        }
        barriers.assertNone();
    }

    /** What opens is looked at light on a desk and dark on a phone: the other two show nothing that these do not. */
    private static Visitor.Width usual(Visitor.Appearance appearance) {
        return appearance == Visitor.Appearance.LIGHT ? Visitor.Width.DESK : Visitor.Width.PHONE;
    }

    @ParameterizedTest
    @CsvSource({"ROMANIAN, LIGHT", "ENGLISH, DARK"})
    void whatAHouseholdSees(Language language, Visitor.Appearance appearance) {
        barriers = new Barriers(visitor, language);
        visitor.asNewcomer(household.home(language));
        visitor.prefer(appearance);
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
                "rest.xhtml",
                "users.xhtml")) {
            look(appearance, page);
        }
        barriers.assertNone();
    }

    @Test
    void aPageThatIsOpenFollowsTheSystemWithItsChart() {
        visitor.asNewcomer(household.home(Language.ENGLISH));
        visitor.prefer(Visitor.Appearance.LIGHT);
        visitor.open("consumption.xhtml?device="
                + household.heatPump(Language.ENGLISH).id());
        visitor.see(".ems-chart canvas");
        Object light = visitor.script(COLOUR_OF_THE_CHART);
        visitor.mark();

        visitor.prefer(Visitor.Appearance.DARK);

        visitor.until("a dark chart", () -> !light.equals(visitor.script(COLOUR_OF_THE_CHART)));
        visitor.prefer(Visitor.Appearance.LIGHT);
        visitor.until("a light one again", () -> light.equals(visitor.script(COLOUR_OF_THE_CHART)));
        assertThat(visitor.isSamePage()).isTrue();
    }

    @Test
    void aMistakeIsFound() {
        barriers = new Barriers(visitor, Language.ENGLISH);
        visitor.forget();
        visitor.open("login.xhtml");
        visitor.script("const picture = document.createElement('img'); picture.src = 'none.png';"
                + "document.querySelector('main').append(picture);"
                + "document.querySelector('label').style.color = getComputedStyle(document.body).backgroundColor;");
        visitor.script("document.querySelector('main').append(arguments[0])", barriers.foreignWord());
        visitor.forgiveComplaints();

        barriers.look("a page with mistakes");

        assertThat(barriers.mistakes())
                .contains("another language: " + barriers.foreignWord())
                .anyMatch(mistake -> mistake.startsWith("image-alt:"))
                .anyMatch(mistake -> mistake.startsWith("color-contrast:"));
    }

    @Test
    void theDoor() {
        barriers = new Barriers(visitor, Language.ENGLISH);
        for (Visitor.Appearance appearance : Visitor.Appearance.values()) {
            visitor.forget();
            visitor.open("login.xhtml");
            visitor.prefer(appearance);
            for (String page : List.of("login.xhtml", "login.xhtml?ended=true")) {
                look(appearance, page);
            }
            visitor.login("nobody", "nothing");
            visitor.see("[id='login:loginMessages'] .ui-messages-error");
            lookAtEitherWidth(appearance, "a wrong password");
        }
        visitor.forget();
        barriers.assertNone();
    }

    private void look(Visitor.Appearance appearance, String page) {
        visitor.open(page);
        lookAtEitherWidth(appearance, page);
    }

    private void lookAtEitherWidth(Visitor.Appearance appearance, String what) {
        visitor.awaitAppearance(appearance);
        for (Visitor.Width width : Visitor.Width.values()) {
            visitor.lookAt(width);
            barriers.look(what + " " + appearance + " " + width);
            Screenshots.keep(visitor, appearance + " " + width + " " + what);
        }
    }
}
