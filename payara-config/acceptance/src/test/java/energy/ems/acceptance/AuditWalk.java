package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.WebElement;

/** What was done by whom. */
final class AuditWalk extends Walk {

    AuditWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("list:text", in(EnterKeyIT.class));
        known("list:actor", this::findsWhatOneDid);
        known("list:action_input", this::findsOneKind);
        known("list:from_input", in(EnterKeyIT.class));
        known("list:to_input", in(EnterKeyIT.class));
        known("list:from button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("list:to button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("list:table_paginator_bottom *", in(LongListsIT.class));
    }

    @Override
    String page() {
        return "audit.xhtml";
    }

    private void findsOneKind() {
        WebElement choice = visitor.openMenu("list:action").get(1);
        String kind = choice.getText();
        visitor.take(choice);
        assertThat(visitor.text("[id='list:action_label']")).isEqualTo(kind);
        assertThat(visitor.all("[id='list:table'] tbody tr"))
                .allSatisfy(row -> assertThat(row.getText()).containsAnyOf(kind, nothing()));
    }

    private String nothing() {
        return language == Language.ENGLISH ? "Nothing" : "Nimic";
    }

    private void findsWhatOneDid() {
        String actor = actor();
        visitor.see("[id='list:actor']").sendKeys(actor);
        visitor.until(
                "what " + actor + " did",
                () -> visitor.all("[id='list:table'] tbody tr").stream()
                        .allMatch(row -> row.getText().contains(actor)));
        assertThat(visitor.all("[id='list:table'] tbody tr")).isNotEmpty();
    }
}
