package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** What people change about themselves. */
final class AccountWalk extends Walk {

    AccountWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("profile:displayName", this::changesTheName);
        known("profile:email", byAnother("the name, saved with it"));
        known("profile:zone_input", byAnother("the name, saved with it"));
        known("profile:language_input", byAnother("FrameWalk"));
        known("profile:save", byAnother("the name"));
        known("content password.xhtml", leadsTo("#content a[href*='password']", "password.xhtml"));
        known("tokens:name", this::issuesAToken);
        known("tokens:scope_input", byAnother("the token"));
        known("tokens:expiresAt_input", byAnother("DayChoiceIT"));
        known("tokens:expiresAt button.ui-datepicker-trigger.ui-button", byAnother("DayChoiceIT"));
        known("tokens:currentPassword", byAnother("the token"));
        known("tokens:issue", byAnother("the token"));
        known("tokens:list:*:revoke", byAnother("the token"));
        known("tokens*", byAnother("the token"));
    }

    @Override
    String page() {
        return "account.xhtml";
    }

    private void changesTheName() {
        String name = "Somebody " + household.tag;
        visitor.see("[id='profile:displayName']").clear();
        visitor.see("[id='profile:displayName']").sendKeys(name);
        visitor.click("[id='profile:save']");
        visitor.until(
                "the name",
                () -> household
                        .administrator
                        .get("users/" + household.staff(language))
                        .body()
                        .getString("display_name")
                        .equals(name));
    }

    private void issuesAToken() {
        visitor.see("[id='tokens:name']").sendKeys("token " + household.tag);
        visitor.see("[id='tokens:currentPassword']").sendKeys(People.PASSPHRASE);
        visitor.click("[id='tokens:issue']");
        assertThat(visitor.see("#secret").getText()).isNotBlank();
    }
}
