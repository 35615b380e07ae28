package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of users, of which this test's own are seen. */
final class UsersWalk extends Walk {

    UsersWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("actions:new", this::makesAUser);
        known("list:text", in(EnterKeyIT.class));
        known("list:role_input", this::findsAdministrators);
        known("list:activate", with("list:deactivate"));
        known("list:deactivate", this::shutsThoseOutWhoAreTickedAndLetsThemIn);
        known("list:table:*:password", opens("[id$=':password']", "#passwordDialog"));
        known("list:table:*:tokens", opens("[id$=':tokens']", "#tokensDialog"));
        known("list:table:*:edit", opens("[id$=':edit']", "#userSidebar"));
        known("list:table:*:delete", this::asksBeforeItDeletes);
        known("list:table_head *", in(LongListsIT.class));
        // A phone has no headings; it sorts by a menu.
        known("list:table_reflowDD", onAPhone(() -> visitor.sortByMenu("list:table")));
        known("list:table_paginator_bottom *", in(LongListsIT.class));
        known("list:table*input*", with("list:deactivate"));
    }

    @Override
    String page() {
        return "users.xhtml?q=" + household.tag;
    }

    private void makesAUser() {
        String made = "made-" + household.tag;
        visitor.click("[id='actions:new']");
        visitor.see("[id='userForm:username']").sendKeys(made);
        visitor.see("[id='userForm:password']").sendKeys(People.PASSPHRASE);
        visitor.see("[id='userForm:currentPassword']").sendKeys(People.PASSPHRASE);
        visitor.click("[id='userForm:save']");
        visitor.until("the panel closes", () -> visitor.openDialogs().isEmpty());
        assertThat(household.administrator.get("users/" + made).status()).isEqualTo(200);
        household.administrator.delete("users/" + made);
    }

    private void findsAdministrators() {
        visitor.openMenu("list:role");
        visitor.take(visitor.seeText(".ui-selectonemenu-panel li", "Administrator"));
        assertThat(visitor.text("[id='list:table']")).isNotBlank();
    }

    private void shutsThoseOutWhoAreTickedAndLetsThemIn() {
        String guest = household.makeUser("guest-" + household.tag, "USER", language);
        visitor.open("users.xhtml?q=" + guest);
        visitor.click("[id='list:table_data'] .ui-chkbox-box");
        visitor.settle();
        visitor.click("[id='list:deactivate']");
        visitor.see("#questionDialog");
        visitor.click("[id='questionForm:yes']");
        visitor.until("shut out", () -> !mayLogIn(guest));
        visitor.settle();
        visitor.click("[id='list:table_data'] .ui-chkbox-box");
        visitor.settle();
        visitor.click("[id='list:activate']");
        visitor.until("let in", () -> mayLogIn(guest));
        visitor.settle();
        household.administrator.delete("users/" + guest);
    }

    private boolean mayLogIn(String username) {
        return household.administrator.get("users/" + username).body().getBoolean("active");
    }

    private void asksBeforeItDeletes() {
        String gone = household.makeUser("gone-" + household.tag, "USER", language);
        visitor.open("users.xhtml?q=" + gone);
        visitor.click("[id$=':delete']");
        assertThat(visitor.see(".ui-dialog, .ui-confirm-dialog").getText()).contains(gone);
        visitor.click(".ui-dialog .ui-button-danger, .ui-confirm-dialog .ui-confirmdialog-yes");
        visitor.until(
                "the user is gone",
                () -> household.administrator.get("users/" + gone).status() == 404);
    }
}
