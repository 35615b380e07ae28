package energy.ems.acceptance;

import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The Tab key alone leads from the top of every page over everything that can be used, and opens nothing on its way. */
@Timeout(900)
class KeyboardReachIT {

    private static final int AT_ONCE = 10;

    /** What a person sees and may use; of radio buttons one of a group is enough. */
    private static final String NOT_REACHED = """
            const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
            return [...document.querySelectorAll(usable)].filter(element => {
                const box = element.getBoundingClientRect();
                return element.tabIndex >= 0 && !element.disabled && box.width > 2 && box.height > 2
                    && element.checkVisibility({visibilityProperty: true, opacityProperty: true})
                    && !element.closest('[inert]') && !element.matches(':disabled') && !element.emsReached;
            }).map(element => element.tagName.toLowerCase() + '#' + element.id + ' "'
                + (element.getAttribute('aria-label') || element.title || element.textContent || '').trim().slice(0, 40) + '"');
            """;

    private static final String FROM_THE_TOP = """
            document.activeElement.blur();
            window.scrollTo(0, 0);
            window.emsOpened = [];
            document.addEventListener('focusin', event => {
                event.target.emsReached = true;
                requestAnimationFrame(() => {
                    if ([...document.querySelectorAll('.p-datepicker-panel')].some(panel => panel.checkVisibility())) {
                        window.emsOpened.push(event.target.id);
                    }
                });
            });
            """;

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @ParameterizedTest
    @EnumSource(Visitor.Width.class)
    void reachesEveryControlOfEveryPage(Visitor.Width width) {
        Language language = width == Visitor.Width.DESK ? Language.ENGLISH : Language.ROMANIAN;
        visitor.as(household.staff(language));
        visitor.lookAt(width);
        SoftAssertions seen = new SoftAssertions();
        for (PortalPages.View view : PortalPages.all(household, language)) {
            if (view.opener() != null) {
                continue;
            }
            PortalPages.open(visitor, view);
            visitor.script(FROM_THE_TOP);
            List<?> missing = notReached();
            int steps = missing.size() + AT_ONCE;
            for (int step = 0; step < steps && !missing.isEmpty(); step += AT_ONCE) {
                Actions tabs = new Actions(visitor.chromium());
                for (int i = 0; i < AT_ONCE; i++) {
                    tabs.sendKeys(Keys.TAB);
                }
                tabs.perform();
                missing = notReached();
            }
            seen.assertThat(missing).as("never reached on " + view).isEmpty();
            seen.assertThat((List<?>) visitor.script("return window.emsOpened"))
                    .as("a calendar opened by the focus on " + view)
                    .isEmpty();
        }
        seen.assertAll();
        visitor.assertNoComplaints();
    }

    private List<?> notReached() {
        return (List<?>) visitor.script(NOT_REACHED);
    }
}
