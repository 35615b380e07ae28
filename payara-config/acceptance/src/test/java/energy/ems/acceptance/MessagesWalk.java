package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** What people are told of outside the portal. */
final class MessagesWalk extends Walk {

    MessagesWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("choices:webhookAddress", this::choosesAWebhook);
        known("choices:webhook:*", with("choices:webhookAddress"));
        known("choices:renew", with("choices:webhookAddress"));
        known("choices:save", with("choices:webhookAddress"));
        known("tests:webhook", with("choices:webhookAddress"));
        known("attempts:refresh", with("choices:webhookAddress"));
        known("choices:browser:*", this::choosesWhatTheBrowserCallsOut);
        known("allowBrowser", with("choices:browser:*"));
        known("choices:quietFrom", this::choosesQuietHours);
        known("choices:quietTo", with("choices:quietFrom"));
        known("choices:mostPerHour", this::refusesMoreMessagesThanAnybodyReads);
        known("choices:escalateAfterMinutes", this::choosesToHearOfWhatNobodyAcknowledges);
        known("choices:allDevices*", with("choices:escalateAfterMinutes"));
        known("choices:mail:*", leadsTo("#choices a[href*='account']", "account.xhtml"));
        known("choices account.xhtml", with("choices:mail:*"));
        known("tests:mail", with("choices:mail:*"));
    }

    @Override
    String page() {
        return "messages.xhtml";
    }

    private void choosesAWebhook() {
        write("webhookAddress", "https://10.0.0.1/" + household.tag);
        save();
        // Opened again each time, because what is said of the saving lies over the buttons for a while.
        visitor.open(page());
        assertThat(value("webhookAddress")).isEqualTo("https://10.0.0.1/" + household.tag);
        assertThat(visitor.all("#webhookSecret")).as("it is shown once").isEmpty();
        visitor.click("[id='choices:renew']");
        String first = visitor.see("#webhookSecret").getText();
        assertThat(first).isNotBlank();
        visitor.open(page());
        visitor.click("[id='choices:renew']");
        assertThat(visitor.see("#webhookSecret").getText()).isNotBlank().isNotEqualTo(first);
        visitor.open(page());
        visitor.click("[id='tests:webhook']");
        // In a private network, so nobody is called.
        visitor.see("[id='attempts:list_data'] .ems-tag-bad");
        visitor.open(page());
        visitor.click("[id='attempts:refresh']");
        visitor.settle();
        visitor.see("[id='attempts:list_data'] .ems-tag-bad");
    }

    /** Whether the browser may was said to the browser; a headless one has its own mind about it, and says which. */
    private void choosesWhatTheBrowserCallsOut() {
        assertThat(visitor.see("#browserState").getText()).isNotBlank();
        visitor.click("[id='choices:browser'] .ui-chkbox-box");
        save();
        visitor.open(page());
        assertThat(visitor.script("return document.querySelector(\"[id^='choices:browser:']\").checked"))
                .isEqualTo(true);
        visitor.click("[id='choices:browser'] .ui-chkbox-box");
        save();
    }

    private void choosesQuietHours() {
        write("quietFrom", "22:00");
        save();
        visitor.see("[id='choices:quietToMessage'] .ui-message-error-detail");
        write("quietTo", "07:00");
        save();
        visitor.open(page());
        assertThat(value("quietFrom")).isEqualTo("22:00");
        assertThat(value("quietTo")).isEqualTo("07:00");
    }

    private void refusesMoreMessagesThanAnybodyReads() {
        write("mostPerHour", "61");
        save();
        visitor.see("[id='choices:mostPerHourMessage'] .ui-message-error-detail");
        visitor.open(page());
        assertThat(value("mostPerHour")).isEqualTo("10");
    }

    private void choosesToHearOfWhatNobodyAcknowledges() {
        write("escalateAfterMinutes", "30");
        visitor.click("[id='choices:allDevices'] .ui-chkbox-box");
        save();
        visitor.open(page());
        assertThat(value("escalateAfterMinutes")).isEqualTo("30");
    }

    private void save() {
        visitor.click("[id='choices:save']");
        visitor.settle();
    }

    /** Not typed: what a browser makes of typed times depends on its language. */
    private void write(String field, String text) {
        visitor.script("document.getElementById(arguments[0]).value = arguments[1]", "choices:" + field, text);
    }

    private String value(String field) {
        return String.valueOf(visitor.script("return document.getElementById(arguments[0]).value", "choices:" + field));
    }
}
