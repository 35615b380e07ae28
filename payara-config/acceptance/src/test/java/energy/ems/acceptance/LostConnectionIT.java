package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has lost the connection is told so in words, does nothing in vain without learning it, and is back by itself. */
@Timeout(900)
class LostConnectionIT {

    /** An action that every page of alerts has, on a phone too. */
    private static final String OPEN_ONLY = "[id='list:openOnly'] .ui-chkbox-box";

    private static final String FAILURE = "#messages_container .ui-growl-message";

    private Household household;
    private Visitor visitor;
    private Relay relay;

    @BeforeEach
    void putTheCableBetween() {
        visitor = Visitor.shared();
        household = Household.shared();
        relay = new Relay(household.system.portal());
    }

    @AfterEach
    void takeTheCableAway() throws IOException {
        // Left open, the page would go on asking where nobody answers, and the next test would be blamed for it.
        visitor.open("about:blank");
        relay.close();
        visitor.forgiveComplaints();
    }

    @ParameterizedTest
    @EnumSource(Visitor.Width.class)
    void isToldAndComesBack(Visitor.Width width) {
        Language language = width == Visitor.Width.DESK ? Language.ENGLISH : Language.ROMANIAN;
        visitor.as(household.home(language));
        visitor.lookAt(width);
        visitor.open(relay.address().resolve("alerts.xhtml").toString());
        visitor.until("live", () -> state().equals("open"));
        visitor.mark();

        relay.cut();
        visitor.until("not live", () -> !state().equals("open"));
        visitor.until(
                "words that say so",
                () -> visitor.all("#live .ems-live-text").stream()
                        .anyMatch(words -> !words.getText().isBlank()));

        visitor.click(OPEN_ONLY);
        visitor.see(FAILURE);
        visitor.until(
                "no bar that waits for ever", () -> visitor.all(".ems-waiting").isEmpty());
        // It appears a moment after an action has begun, and this one has failed before or after that.
        visitor.script("PrimeFaces.widgets.waiting.trigger('start', [])");
        assertThat(visitor.all(".ems-waiting")).isEmpty();

        relay.restore();
        visitor.until("live again", () -> state().equals("open"));
        assertThat(visitor.isSamePage()).isTrue();
        visitor.until("the failure is old news", () -> visitor.all(FAILURE).isEmpty());
        visitor.click(OPEN_ONLY);
        visitor.settle();
        assertThat(visitor.all(FAILURE)).as("an action that works").isEmpty();
    }

    private String state() {
        return String.valueOf(visitor.script("return document.getElementById('live').dataset.state"));
    }
}
