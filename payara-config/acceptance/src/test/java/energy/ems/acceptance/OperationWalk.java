package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The pages of work that waits for an administrator. */
final class OperationWalk {

    private OperationWalk() {}

    /** Marks the row that says so, and tells how it is found. */
    private static String rowOf(Visitor visitor, String text) {
        visitor.seeText(".ui-datatable-data > tr", text);
        visitor.script(
                "for (const row of document.querySelectorAll('.ui-datatable-data > tr')) {"
                        + "row.toggleAttribute('data-walked', row.textContent.includes(arguments[0])); }",
                text);
        return ".ui-datatable-data > tr[data-walked]";
    }

    /** Meters that send and are nobody's. */
    static final class Unassigned extends Walk {

        Unassigned(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:table:*:details", opens("[id$=':details']", "#deviceSidebar"));
            known("list:table:*:register", this::registersTheMeter);
            known("list:table_paginator_bottom *", in(LongListsIT.class));
        }

        @Override
        String page() {
            return "unassigned.xhtml";
        }

        private void registersTheMeter() {
            String meter = "waiting-" + UUID.randomUUID();
            household.broker.measure(
                    meter, household.day.atStartOfDay(Household.ZONE).toInstant(), "1");
            visitor.until("the meter", () -> {
                open();
                return visitor.text("[id='list:table']").contains(meter);
            });
            visitor.click(rowOf(visitor, meter) + " [id$=':register']");
            visitor.until(
                    "the device",
                    () -> household.administrator.get("devices/" + meter).status() == 200);
            visitor.settle();
            household.administrator.delete("devices/" + meter);
        }
    }

    /** Readings that are not believed. */
    static final class Quarantine extends Walk {

        Quarantine(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:release", () -> decides("release"));
            known("list:discard", () -> decides("discard"));
            known("list:table*input*", with("list:release"));
            known("list:table_data quarantine.xhtml device reason", this::opensAGroup);
            known("list:table:*:raise", this::raisesTheMaximum);
            known("list:table_paginator_bottom *", in(LongListsIT.class));
        }

        @Override
        String page() {
            return "quarantine.xhtml";
        }

        private void opensAGroup() {
            visitor.click("[id='list:table_data'] a[href*='reason=']");
            visitor.until("the group in the address", () -> visitor.address().contains("reason="));
            visitor.settle();
            assertThat(visitor.all("[id='list:readings_data'] > tr")).isNotEmpty();
            visitor.click("[id='list:all']");
            visitor.until("all groups", () -> !visitor.address().contains("reason="));
            visitor.settle();
        }

        /** What the new maximum lets pass leaves by itself. */
        private void raisesTheMaximum() {
            String id = "strong-" + UUID.randomUUID();
            Household.Meter meter = household.makeDevice(new Household.Meter(id, id), null);
            household.broker.measure(
                    meter.id(), household.day.atStartOfDay(Household.ZONE).toInstant(), "5000");
            visitor.until("the reading", () -> {
                open();
                return visitor.text("[id='list:table']").contains(meter.name());
            });
            visitor.click(rowOf(visitor, meter.name()) + " [id$=':raise']");
            assertThat(visitor.see("[id='raiseForm:maxPowerKw']").getAttribute("value"))
                    .isEqualTo("5000");
            visitor.click("[id='raiseForm:raise']");
            visitor.until("decided", () -> !waits(meter));
            visitor.settle();
            household.removeDevice(meter);
        }

        /** Nothing without a tick; with one, what is ticked, after a question. */
        private void decides(String verb) {
            // A name of its own: what was decided about a reading stays decided.
            String id = verb + "-" + UUID.randomUUID();
            Household.Meter meter = household.makeDevice(new Household.Meter(id, id), null);
            household.broker.measure(
                    meter.id(),
                    household.today.plusDays(4).atStartOfDay(Household.ZONE).toInstant(),
                    "1");
            visitor.until("the reading", () -> {
                open();
                return visitor.text("[id='list:table']").contains(meter.name());
            });
            if (visitor.see("[id='list:" + verb + "']").isEnabled()) {
                visitor.click("[id='list:" + verb + "']");
                visitor.settle();
                assertThat(visitor.openDialogs()).isEmpty();
            }
            visitor.click(rowOf(visitor, meter.name()) + " .ui-chkbox-box");
            visitor.settle();
            visitor.click("[id='list:" + verb + "']");
            visitor.see("#questionDialog");
            visitor.click("[id='questionForm:yes']");
            visitor.until("decided", () -> !waits(meter));
            visitor.settle();
            household.removeDevice(meter);
        }

        private boolean waits(Household.Meter meter) {
            return household
                            .administrator
                            .get("quarantine?device=" + meter.id())
                            .body()
                            .getInt("total")
                    > 0;
        }
    }

    /** What was noticed about readings. */
    static final class Findings extends Walk {

        Findings(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:device_input", this::narrowsToADevice);
            known("list:device_button", in(MeterChoiceIT.class));
            known("list:kind_input", this::narrowsToAKind);
            known("list:clear", this::showsAllAgain);
            known("list:table_data consumption.xhtml date device", this::leadsToTheDay);
            known("list:table:*:overrule", this::overrulesAndTakesBack);
            known("list:table_paginator_bottom *", in(LongListsIT.class));
        }

        @Override
        String page() {
            return "findings.xhtml";
        }

        private void narrowsToADevice() {
            Household.Meter register = household.register();
            visitor.focus("[id='list:device_input']");
            visitor.replace(register.name());
            visitor.click(visitor.seeText(".ui-autocomplete-item", register.name()));
            visitor.until("the device in the address", () -> visitor.address().contains("device=" + register.id()));
            visitor.settle();
            assertThat(visitor.all(".ui-datatable-data > tr"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.getText()).contains(register.name()));
        }

        private void narrowsToAKind() {
            String reset = language == Language.ENGLISH ? "Reset" : "Resetare";
            visitor.openMenu("list:kind");
            visitor.click(visitor.seeText(".ui-selectonemenu-panel li", reset));
            visitor.until("the kind in the address", () -> visitor.address().contains("kind=RESET"));
            visitor.settle();
            assertThat(visitor.all(".ui-datatable-data > tr"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.getText()).contains(reset));
        }

        private void showsAllAgain() {
            visitor.open("findings.xhtml?kind=ROLLOVER&device="
                    + household.register().id());
            assertThat(visitor.all("[id='list:table'] a")).isEmpty();
            visitor.click("[id='list:clear']");
            visitor.until("no filter in the address", () -> !visitor.address().contains("kind="));
            visitor.settle();
            assertThat(visitor.all("[id='list:table'] a")).isNotEmpty();
        }

        /** Nothing without a reason; then what was ruled stands beneath, and goes when it is taken back. */
        private void overrulesAndTakesBack() {
            String findings = "devices/" + household.register().id() + "/findings?from=" + household.day;
            visitor.open(
                    "findings.xhtml?kind=RESET&device=" + household.register().id());
            visitor.click("[id='list:table:0:overrule']");
            visitor.see("#overruleDialog");
            visitor.click("[id='overruleForm:overrule']");
            visitor.see(
                    "[id='overruleForm:rulingMessage'] .ui-message-error-detail, [id='overruleForm:rulingMessage'].ui-message-error");
            visitor.click("[id='overruleForm:ruling'] .ui-radiobutton-box");
            visitor.focus("[id='overruleForm:reason']");
            visitor.replace("seen on site");
            visitor.click("[id='overruleForm:overrule']");
            visitor.seeText("[id='list:rulings'] tr", "seen on site");
            visitor.settle();
            assertThat(household.administrator.get(findings).body().toString()).doesNotContain("RESET");
            visitor.click("[id='list:rulings:0:withdraw']");
            visitor.see("#questionDialog");
            visitor.click("[id='questionForm:yes']");
            visitor.until(
                    "the finding",
                    () -> household
                            .administrator
                            .get(findings)
                            .body()
                            .toString()
                            .contains("RESET"));
            visitor.settle();
            assertThat(visitor.all("[id='list:rulings']")).isEmpty();
        }

        private void leadsToTheDay() {
            visitor.open("findings.xhtml?device=" + household.register().id());
            visitor.click("[id='list:table'] a[href*='date=']");
            visitor.until("the day", () -> visitor.address().contains("date=" + household.day));
            visitor.settle();
            assertThat(visitor.text("#figures")).isNotBlank();
        }
    }

    /** Messages that are no readings. */
    static final class DeadLetters extends Walk {

        DeadLetters(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:reload", this::readsAnew);
            known("list:table:*:open", opens("[id$=':open']", ".ui-dialog"));
            known("list:replay", this::sendsAgain);
            known("list:discard", this::throwsAway);
            known("list:table*input*", with("list:discard"));
            known("list:table_paginator_bottom *", in(LongListsIT.class));
        }

        @Override
        String page() {
            return "dead-letters.xhtml";
        }

        private void throwsAway() {
            String text = tick();
            visitor.click("[id='list:discard']");
            visitor.see("#questionDialog");
            visitor.click("[id='questionForm:yes']");
            visitor.settle();
            visitor.until("gone", () -> !letters().contains(text));
        }

        /** What was no reading is none the second time either, so it comes back with a later date. */
        private void sendsAgain() {
            String text = tick();
            String before = letters();
            visitor.click("[id='list:replay']");
            visitor.settle();
            visitor.until("back again", () -> {
                String now = letters();
                return now.contains(text) && !now.equals(before);
            });
        }

        private String tick() {
            String text = "ticked " + UUID.randomUUID();
            household.broker.send(text);
            visitor.until("the message", () -> {
                open();
                return visitor.text("[id='list']").contains(text);
            });
            visitor.click(rowOf(visitor, text) + " .ui-chkbox-box");
            visitor.settle();
            return text;
        }

        private String letters() {
            return household.administrator.get("dead-letters").body().toString();
        }

        private void readsAnew() {
            String news = "news " + UUID.randomUUID();
            household.broker.send(news);
            visitor.until("the message", () -> {
                visitor.click("[id='list:reload']");
                visitor.settle();
                return visitor.text("[id='list']").contains(news);
            });
        }
    }

    /** What device management and monitoring know. */
    static final class Synchronisation extends Walk {

        Synchronisation(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("actions:compare", this::compares);
            known("sync:resend", this::sendsWhatIsTicked);
            known("sync:resendAll", with("sync:resend"));
            known("sync:table*", with("sync:resend"));
        }

        @Override
        String page() {
            return "synchronisation.xhtml";
        }

        /** Monitoring has heard of a version that device management never made: told again, it knows better. */
        private void sendsWhatIsTicked() {
            for (String button : new String[] {"resend", "resendAll"}) {
                String id = "ahead-" + UUID.randomUUID();
                Household.Meter meter = household.makeDevice(new Household.Meter(id, id), null);
                household.broker.publish(Broker.TOPIC, Broker.DEVICE_EVENTS, updated(id));
                visitor.until("the difference", () -> {
                    compares();
                    return visitor.text("#sync").contains(id);
                });
                if (button.equals("resend")) {
                    visitor.click(rowOf(visitor, id) + " .ui-chkbox-box");
                    visitor.settle();
                }
                visitor.click("[id='sync:" + button + "']");
                visitor.settle();
                visitor.until("agreement on the device", () -> {
                    compares();
                    return !visitor.text("#sync").contains(id);
                });
                household.removeDevice(meter);
            }
        }

        private static byte[] updated(String id) {
            return Json.createObjectBuilder()
                    .add("event_id", UUID.randomUUID().toString())
                    .add("type", "DEVICE_UPDATED")
                    .add("version", 99)
                    .add("occurred_at", Instant.now().toString())
                    .add("device", Json.createObjectBuilder().add("id", id).add("name", id))
                    .build()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }

        private void compares() {
            visitor.click("[id='actions:compare']");
            visitor.settle();
            assertThat(visitor.text("#content")).isNotBlank();
        }
    }

    /** How much is stored, to be read: it has no controls. */
    static final class Storage extends Walk {

        Storage(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
        }

        @Override
        String page() {
            return "storage.xhtml";
        }
    }

    /** A page to be read: it has no controls. */
    static final class Security extends Walk {

        Security(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
        }

        @Override
        String page() {
            return "security.xhtml";
        }
    }

    /** How the system is doing. */
    static final class System extends Walk {

        System(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            for (String page : new String[] {"unassigned", "quarantine", "dead-letters", "synchronisation"}) {
                known("system " + page + ".xhtml", leadsTo("[id='system'] a[href*='" + page + "']", page + ".xhtml"));
            }
        }

        @Override
        String page() {
            return "system.xhtml";
        }
    }
}
