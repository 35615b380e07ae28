package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody sets up a second factor, logs in with it, and turns it off again. */
@Timeout(300)
class SecondFactorIT {

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
    }

    @Test
    void aCodeIsAskedForBesideThePassword() {
        String careful = household.makeUser("careful-" + household.tag, "USER", Language.ENGLISH);
        visitor.as(careful);
        visitor.open("account.xhtml");
        visitor.click("[id='factor:begin']");
        visitor.settle();
        assertThat(visitor.see(".ems-qr path").getAttribute("d")).startsWith("M4 4h7v1h-7z");
        CodeApp app = new CodeApp(visitor.see("#factorSecret").getText());
        confirm(app.code());
        visitor.click("[id='factor:setUp']");
        visitor.settle();
        String recovery =
                visitor.see("#recoveryCodes").getText().lines().findFirst().orElseThrow();

        visitor.forget();
        visitor.open("alerts.xhtml");
        visitor.login(careful, People.PASSPHRASE);
        visitor.until("the page of the code", () -> visitor.address().contains("code.xhtml"));
        assertThat(new Api(household.system.portal(), careful, People.PASSPHRASE)
                        .get("account")
                        .status())
                .isEqualTo(401);
        enter("000000");
        visitor.see(".ui-messages-error");
        enter(app.next());
        visitor.until("the page that was asked for", () -> visitor.address().contains("alerts.xhtml"));

        visitor.open("account.xhtml");
        confirm(recovery);
        visitor.click("[id='factor:turnOff']");
        visitor.settle();
        visitor.see("[id='factor:begin']");
        visitor.forget();
        household.administrator.delete("users/" + careful);
    }

    private void confirm(String code) {
        visitor.see("[id='factor:code']").sendKeys(code);
        visitor.see("[id='factor:currentPassword']").sendKeys(People.PASSPHRASE);
    }

    private void enter(String code) {
        visitor.see("[id='code:digits']").clear();
        visitor.see("[id='code:digits']").sendKeys(code);
        visitor.click("[id='code:submit']");
        visitor.settle();
    }
}
