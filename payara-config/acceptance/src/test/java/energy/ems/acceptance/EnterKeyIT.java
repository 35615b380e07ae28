package energy.ems.acceptance;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Enter in a field does what the field is for and nothing else. The fields are those that the pages have, not those that
 * somebody thought of.
 */
@Timeout(900)
class EnterKeyIT {

    private static final String FIELDS = "input:not([type=hidden]):not([type=checkbox]):not([type=radio])"
            + ":not([type=file]):not([type=submit]):not([type=button]):not([disabled])";

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @Test
    void inNoFieldOfNoPageItChangesAnything() {
        String actor = household.staff(Language.ENGLISH);
        visitor.as(actor);
        SoftAssertions seen = new SoftAssertions();
        for (PortalPages.View view : PortalPages.all(household, Language.ENGLISH)) {
            Map<String, String> before = state(actor, view);
            PortalPages.open(visitor, view);
            List<String> fields = fields();
            for (int i = 0; i < fields.size(); i++) {
                if (i > 0) {
                    PortalPages.open(visitor, view);
                }
                String field = view + ", " + fields.get(i);
                List<String> dialogs = visitor.openDialogs();
                enter(fields.get(i));
                seen.assertThat(visitor.openDialogs())
                        .as("dialogs after Enter in " + field)
                        .isSubsetOf(dialogs);
            }
            state(actor, view)
                    .forEach((what, now) -> seen.assertThat(now)
                            .as(what + " after Enter in the fields of " + view + " " + fields)
                            .isEqualTo(before.get(what)));
        }
        seen.assertAll();
        visitor.forgiveComplaints();
    }

    /** A profile that is saved as it was is noted in the audit, and that is what its form is for. */
    private Map<String, String> state(String actor, PortalPages.View view) {
        Map<String, String> state = household.state(actor);
        if (view.page().startsWith("account")) {
            state.remove("audit of " + actor);
        }
        return state;
    }

    private List<String> fields() {
        List<WebElement> found = visitor.all(visitor.openDialogs().isEmpty() ? FIELDS : ".ui-sidebar " + FIELDS);
        return found.stream()
                .filter(field -> field.getSize().getWidth() > 10)
                .map(field -> field.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private void enter(String id) {
        WebElement field = visitor.see("[id='" + id + "']");
        visitor.focus(field);
        if (id.startsWith("list:") && field.getAttribute("readonly") == null) {
            visitor.replace(
                    id.endsWith("_input") ? Language.ENGLISH.write(household.today.minusDays(5)) : household.tag);
        }
        visitor.press(Keys.ENTER);
        visitor.settle();
    }
}
