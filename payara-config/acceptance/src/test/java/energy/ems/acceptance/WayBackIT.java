package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Cookie;

/** Who has to log in comes to where they wanted to go, and knows why they were asked. */
@Timeout(900)
class WayBackIT {

    private static final Map<Language, String> WORDS =
            Map.of(Language.ENGLISH, "You were logged out", Language.ROMANIAN, "deconectat");

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @AfterEach
    void leave() {
        visitor.forget();
        visitor.forgiveComplaints();
    }

    @Test
    void aWrongPasswordKeepsThePlaceThatWasAskedFor() {
        String user = household.home(Language.ENGLISH);
        String week = "consumption.xhtml?device="
                + household.lights(Language.ENGLISH).id() + "&date=" + household.day + "&view=week";
        visitor.forget();
        visitor.open(week);

        visitor.login(user, "not the password " + UUID.randomUUID());
        visitor.see("[id='login:loginMessages'] .ui-messages-error");
        visitor.login(user, People.PASSPHRASE);

        visitor.until("the week that was asked for", () -> visitor.address().endsWith(week));
    }

    @Test
    void anEndedSessionIsToldAndLeadsBack() {
        String user = household.home(Language.ENGLISH);
        visitor.forget();
        visitor.as(user);
        String day =
                "consumption.xhtml?device=" + household.lights(Language.ENGLISH).id() + "&date=" + household.day;
        visitor.open(day);
        Cookie session = visitor.chromium().manage().getCookieNamed("EMSSESSION");
        // The browser brings the name of a session that the server does not have any more.
        visitor.chromium().manage().deleteCookie(session);
        visitor.chromium()
                .manage()
                .addCookie(new Cookie(
                        session.getName(), "0".repeat(session.getValue().length()), session.getPath()));

        visitor.open(day + "&view=month");

        assertThat(visitor.address()).contains("login.xhtml");
        assertThat(visitor.text("main, body")).containsAnyOf(WORDS.values().toArray(String[]::new));
        visitor.login(user, People.PASSPHRASE);
        visitor.until("the month that was asked for", () -> visitor.address().endsWith(day + "&view=month"));
    }
}
