package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No {@linkplain Barriers barrier} is on any page, nor on whatever opens on it: light and dark, on a desk and on a phone,
 * in English. {@link WalkIT} looks at each page and panel in Romanian, where it is anyway.
 */
@Timeout(900)
class WithoutBarriersIT {

    private static final Language LANGUAGE = Language.ENGLISH;

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
        barriers = new Barriers(visitor, LANGUAGE);
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

    @Test
    void everyPageOfTheStaff() {
        visitor.asNewcomer(household.staff(LANGUAGE));
        PortalPages.all(household, LANGUAGE).stream()
                .filter(view -> view.opener() == null)
                .forEach(view -> {
                    look(view.page());
                    lookAtButtonsUnderTheMouse(view.page());
                });
        for (String page : List.of(
                "consumption.xhtml?view=week&device="
                        + household.heatPump(LANGUAGE).id(),
                "consumption.xhtml?view=year&chart=line&compare=previous&device="
                        + household.heatPump(LANGUAGE).id(),
                "consumption.xhtml?chart=heat&view=month&device="
                        + household.heatPump(LANGUAGE).id(),
                "consumption.xhtml?chart=duration&view=month&compare=previous&device="
                        + household.heatPump(LANGUAGE).id(),
                "consumption.xhtml?chart=profile&view=range&until=2026-11-20&date=2026-10-20&device="
                        + household.heatPump(LANGUAGE).id(),
                "consumption.xhtml?compare=2026-10-25&date=" + household.day + "&device="
                        + household.heatPump(LANGUAGE).id(),
                "consumption.xhtml?device=nobody-knows-it",
                "consumption.xhtml?view=week&devices="
                        + household.heatPump(LANGUAGE).id() + ","
                        + household.lights(LANGUAGE).id(),
                "consumption.xhtml?view=month&together=lines&devices="
                        + household.lights(LANGUAGE).id(),
                "consumption.xhtml?devices=nobody-knows-it",
                "places.xhtml?view=year&place=" + household.house(LANGUAGE),
                "places.xhtml?view=month&chart=duration&compare=previous&place=" + household.house(LANGUAGE),
                "places.xhtml?place=nobody-knows-it",
                "groups.xhtml?view=year&group=" + household.group(LANGUAGE),
                "groups.xhtml?view=month&chart=profile&group=" + household.group(LANGUAGE),
                "groups.xhtml?group=nobody-knows-it",
                "places.xhtml",
                "password.xhtml",
                "no-such-page.xhtml")) {
            look(page);
        }
        barriers.assertNone();
    }

    /** Nothing but colours changes there. */
    private void lookAtButtonsUnderTheMouse(String page) {
        visitor.script("document.querySelectorAll('button.ui-button')"
                + ".forEach(button => button.classList.add('ui-state-hover'))");
        visitor.lookAt(Visitor.Width.DESK);
        for (Visitor.Appearance appearance : Visitor.Appearance.values()) {
            visitor.prefer(appearance);
            barriers.lookAtColours(page + " " + appearance + ", buttons under the mouse");
        }
    }

    /** Dialogs, panels and menus: light on a desk and dark on a phone. The other two show nothing that these do not. */
    @Test
    void whateverOpensOnThem() {
        visitor.asNewcomer(household.staff(LANGUAGE));
        for (PortalPages.Opening opening : PortalPages.openings(household, LANGUAGE)) {
            for (Visitor.Width width : Visitor.Width.values()) {
                if (opening.width() == null || opening.width() == width) {
                    visitor.lookAt(width);
                    visitor.prefer(width == Visitor.Width.DESK ? Visitor.Appearance.LIGHT : Visitor.Appearance.DARK);
                    // BEWARE: anew for each, because a window that gets narrower closes menus, a moment later.
                    PortalPages.open(visitor, opening);
                    visitor.script(WHAT_OPENED, opening.opened());
                    barriers.look(opening + " " + width, "[data-opened]");
                }
            }
        }
        barriers.assertNone();
    }

    @Test
    void whatAHouseholdSees() {
        visitor.asNewcomer(household.home(LANGUAGE));
        String meter = "device=" + household.heatPump(LANGUAGE).id();
        for (String page : List.of(
                "index.xhtml",
                "consumption.xhtml",
                "consumption.xhtml?" + meter + "&date=" + household.tuesday,
                "consumption.xhtml?" + meter + "&date=" + household.today.minusYears(2),
                "places.xhtml?date=" + household.day,
                "groups.xhtml",
                "groups.xhtml?group=" + household.group(LANGUAGE),
                "alerts.xhtml",
                "alerts.xhtml?device=" + household.lights(LANGUAGE).id(),
                "account.xhtml",
                "messages.xhtml",
                "reports.xhtml",
                "users.xhtml")) {
            look(page);
        }
        barriers.assertNone();
    }

    @Test
    void aPageThatIsOpenFollowsTheSystemWithItsChart() {
        visitor.asNewcomer(household.home(LANGUAGE));
        visitor.prefer(Visitor.Appearance.LIGHT);
        visitor.open("consumption.xhtml?device=" + household.heatPump(LANGUAGE).id());
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
        visitor.forget();
        for (String page : List.of("login.xhtml", "login.xhtml?ended=true")) {
            look(page);
        }
        visitor.login("nobody", "nothing");
        visitor.see("[id='login:loginMessages'] .ui-messages-error");
        lookFromEverySide("a wrong password");
        visitor.forget();
        barriers.assertNone();
    }

    private void look(String page) {
        visitor.lookAt(Visitor.Width.DESK);
        visitor.prefer(Visitor.Appearance.LIGHT);
        visitor.open(page);
        lookFromEverySide(page);
    }

    private void lookFromEverySide(String what) {
        for (Visitor.Appearance appearance : Visitor.Appearance.values()) {
            visitor.prefer(appearance);
            for (Visitor.Width width : Visitor.Width.values()) {
                visitor.lookAt(width);
                barriers.look(what + " " + appearance + " " + width);
                Screenshots.keep(visitor, appearance + " " + width + " " + LANGUAGE + " " + what);
            }
        }
    }
}
