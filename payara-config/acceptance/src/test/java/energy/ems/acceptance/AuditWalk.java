package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** What was done by whom. */
final class AuditWalk extends Walk {

    AuditWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("list:text", byAnother("EnterKeyIT"));
        known("list:actor", this::findsWhatOneDid);
        known("list:action_input", byAnother("AlertsWalk, the same menu"));
        known("list:from_input", byAnother("EnterKeyIT"));
        known("list:to_input", byAnother("EnterKeyIT"));
        known("list:from button.ui-datepicker-trigger.ui-button", byAnother("AlertsWalk, the same calendar"));
        known("list:to button.ui-datepicker-trigger.ui-button", byAnother("AlertsWalk, the same calendar"));
        known("list:table_paginator_bottom *", byAnother("a page of many entries"));
    }

    @Override
    String page() {
        return "audit.xhtml";
    }

    private void findsWhatOneDid() {
        String actor = household.staff(language);
        visitor.see("[id='list:actor']").sendKeys(actor);
        visitor.until(
                "what " + actor + " did",
                () -> visitor.all("[id='list:table'] tbody tr").stream()
                        .allMatch(row -> row.getText().contains(actor)));
        assertThat(visitor.all("[id='list:table'] tbody tr")).isNotEmpty();
    }
}
