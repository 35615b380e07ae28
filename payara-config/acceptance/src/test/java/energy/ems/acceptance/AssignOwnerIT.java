package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Several devices get an owner at once. */
@Timeout(900)
class AssignOwnerIT {

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final List<Household.Meter> meters = List.of(
            new Household.Meter("assign-a-" + tag, "Boiler " + tag),
            new Household.Meter("assign-b-" + tag, "Oven " + tag));

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void makeTheDevices() {
        visitor = Visitor.shared();
        household = Household.shared();
        meters.forEach(meter -> household.makeDevice(meter, null));
    }

    @AfterEach
    void removeTheDevices() {
        meters.forEach(household::removeDevice);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void thoseThatAreTickedAndNoOthers(Language language) {
        String owner = household.home(language);
        visitor.as(household.staff(language));
        visitor.open("devices.xhtml?q=" + tag);
        for (WebElement box : visitor.all("[id='list:table'] td .ui-chkbox-box")) {
            visitor.click(box);
        }
        visitor.settle();

        visitor.click("[id='list:assign']");
        visitor.click("[id='assignForm:newOwner_input']");
        visitor.replace(owner);
        visitor.seeText(".ui-autocomplete-item", owner);
        visitor.press(Keys.ENTER);
        visitor.settle();
        visitor.click("[id='assignForm:assign']");
        visitor.until("the dialog closes", () -> visitor.openDialogs().isEmpty());

        for (Household.Meter meter : meters) {
            assertThat(household
                            .administrator
                            .get("devices/" + meter.id())
                            .body()
                            .get("owner"))
                    .as(meter.id())
                    .hasToString("\"" + owner + "\"");
        }
        visitor.assertNoComplaints();
    }
}
