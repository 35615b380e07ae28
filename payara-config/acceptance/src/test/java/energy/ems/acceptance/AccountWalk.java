package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What people change about themselves. */
final class AccountWalk extends Walk {

    AccountWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("profile:displayName", this::changesTheName);
        known("profile:email", with("profile:displayName"));
        known("profile:zone_input", with("profile:displayName"));
        known("profile:language_input", with("profile:displayName"));
        known("profile:save", with("profile:displayName"));
        known("content password.xhtml", leadsTo("#content a[href*='password']", "password.xhtml"));
        known("toMessages", leadsTo("#toMessages", "messages.xhtml"));
        known("toRest", leadsTo("#toRest", "rest.xhtml"));
        known("tokens:name", this::issuesAToken);
        known("tokens:scope_input", with("tokens:name"));
        known("tokens:expiresAt_input", in(DayChoiceIT.class));
        known("tokens:expiresAt button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("tokens:currentPassword", with("tokens:name"));
        known("tokens:issue", with("tokens:name"));
        known("tokens:list:*:revoke", with("tokens:name"));
        known("tokens*", with("tokens:name"));
        known("factor:*", in(SecondFactorIT.class));
        known("sessions:endOthers", this::logsOutElsewhere);
        known("sessions:list:*:end", with("sessions:endOthers"));
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
                        .get("users/" + actor())
                        .body()
                        .getString("display_name")
                        .equals(name));
    }

    private void logsOutElsewhere() {
        BrowserSession one = BrowserSession.login(household.system.portal(), actor(), People.PASSPHRASE);
        visitor.open(page());
        visitor.click("[id='sessions:list_data'] [id$=':end']");
        visitor.settle();
        BrowserSession other = BrowserSession.login(household.system.portal(), actor(), People.PASSPHRASE);
        visitor.open(page());
        visitor.click("[id='sessions:endOthers']");
        visitor.settle();
        assertThat(List.of(one, other))
                .allSatisfy(session ->
                        assertThat(session.get("account.xhtml").uri().getPath()).endsWith("login.xhtml"));
        visitor.open(page());
        visitor.see("[id='profile:displayName']");
    }

    private void issuesAToken() {
        visitor.see("[id='tokens:name']").sendKeys("token " + household.tag);
        visitor.see("[id='tokens:currentPassword']").sendKeys(People.PASSPHRASE);
        visitor.click("[id='tokens:issue']");
        assertThat(visitor.see("#secret").getText()).isNotBlank();
    }
}
