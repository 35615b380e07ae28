package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A panel, a dialog or a menu that opens on a page, with what is in it. */
final class PanelWalk extends Walk {

    private final PortalPages.Opening opening;
    private final String scope;

    private PanelWalk(
            Visitor visitor, Household household, Language language, String scope, String page, String... presses) {
        super(visitor, household, language);
        this.scope = scope;
        this.opening = new PortalPages.Opening(page, List.of(presses), scope, null);
    }

    static List<Walk> all(Visitor visitor, Household household, Language language) {
        String devices = "devices.xhtml?q=" + household.tag;
        String users = "users.xhtml?q=" + household.tag;
        String day = "consumption.xhtml?device=" + household.heatPump(language).id() + "&date=" + household.day;
        return List.of(
                new PanelWalk(
                                visitor,
                                household,
                                language,
                                "#deviceSidebar",
                                devices,
                                "[id='actions:new']",
                                "[id='deviceForm:details'] summary")
                        .device(),
                new PanelWalk(visitor, household, language, "#userSidebar", users, "[id='actions:new']").user(),
                new PanelWalk(visitor, household, language, "#passwordDialog", users, "[id$=':password']").password(),
                new PanelWalk(visitor, household, language, "#renameDialog", devices, "[id='list:renamePlace']")
                        .place(),
                new PanelWalk(visitor, household, language, "#importDialog", devices, "[id='actions:import']").file(),
                new PanelWalk(visitor, household, language, "#historyDialog", devices, "[id$=':history']").closes(),
                new PanelWalk(
                                visitor,
                                household,
                                language,
                                "#letterDialog",
                                "dead-letters.xhtml",
                                "[id='list:table_data'] [id$=':open']")
                        .letter(),
                new PanelWalk(
                                visitor,
                                household,
                                language,
                                "#alertSidebar",
                                "alerts.xhtml?device="
                                        + household.heatPump(language).id(),
                                "[id='list:table:0:details']")
                        .alert(),
                new PanelWalk(visitor, household, language, "#questionDialog", devices, "[id$=':delete']").question(),
                new PanelWalk(visitor, household, language, "[id='choice:compareMenu']", day, "#compareButton")
                        .comparison(),
                new PanelWalk(
                                visitor,
                                household,
                                language,
                                "[id='choice:compareMenu']",
                                "groups.xhtml?group=" + household.group(language) + "&date=" + household.day,
                                "#compareButton")
                        .comparison(),
                new PanelWalk(visitor, household, language, "[id='choice:exportMenu']", day, "#exportButton").export(),
                new PanelWalk(
                                visitor,
                                household,
                                language,
                                "[id='choice:exportMenu']",
                                "groups.xhtml?group=" + household.group(language),
                                "#exportButton")
                        .export(),
                new PanelWalk(visitor, household, language, "[id='preferences:accountMenu']", day, "#accountButton")
                        .account());
    }

    /** The navigation of a phone. */
    static Walk drawer(Visitor visitor, Household household, Language language) {
        PanelWalk drawer =
                new PanelWalk(visitor, household, language, "#nav", "synchronisation.xhtml", "[data-ems='nav-toggle']");
        FrameWalk.PAGES.forEach(
                page -> drawer.known("pages " + page, drawer.leadsTo("#nav a[href*='" + page + "']", page)));
        return drawer;
    }

    @Override
    String page() {
        return opening.toString();
    }

    @Override
    String scope() {
        return scope;
    }

    @Override
    void open() {
        PortalPages.open(visitor, opening);
    }

    /** Everything that a device has is typed, chosen and found again. */
    private Walk device() {
        String id = "panel-" + language.code() + "-" + household.tag;
        known("deviceForm:name", () -> {
            Map.of(
                            "name", "Panel " + household.tag,
                            "id", id,
                            "maxHourlyKwh", "3.5",
                            "address", "12 Long Street",
                            "description", "Behind the door")
                    .forEach((field, text) -> type("deviceForm:" + field, text));
            type("deviceForm:place_input", " Site " + household.tag + " / House 2 ");
            visitor.click("[id='deviceForm:mainMeter'] .ui-chkbox-box");
            choose("deviceForm:unit", "Wh");
            choose(
                    "deviceForm:readingMode",
                    language == Language.ENGLISH ? "Register (cumulative)" : "Registru (cumulativ)");
            visitor.settle();
            type("deviceForm:registerCapacity", "100000");
            type("deviceForm:expectedInterval", "15 min");
            type("deviceForm:factor", "40");
            type("deviceForm:maxPowerKw", "17.25");
            choose("deviceForm:direction", language == Language.ENGLISH ? "Production" : "Producție");
            choose(
                    "deviceForm:afterReset",
                    language == Language.ENGLISH ? "It counts on from zero" : "Numără mai departe de la zero");
            type("deviceForm:owner_input", household.home(language));
            visitor.click(visitor.seeText(".ui-autocomplete-item", household.home(language)));
            save("deviceForm:save");
            JsonObject device = household.administrator.get("devices/" + id).body();
            household.administrator.delete("devices/" + id);
            assertThat(device.toString())
                    .contains(
                            "\"owner\":\"" + household.home(language) + "\"",
                            "\"place\":\"Site " + household.tag + "/House 2\"",
                            "\"main_meter\":true",
                            "\"reading_mode\":\"CUMULATIVE\"",
                            "\"after_reset\":\"FROM_ZERO\"",
                            "\"direction\":\"PRODUCTION\"",
                            "\"unit\":\"Wh\"",
                            "\"expected_interval\":\"PT15M\"",
                            "\"address\":\"12 Long Street\"",
                            "\"description\":\"Behind the door\"");
            assertThat(device.getJsonNumber("max_hourly_kwh").bigDecimalValue()).isEqualByComparingTo("3.5");
            assertThat(device.getJsonNumber("factor").bigDecimalValue()).isEqualByComparingTo("40");
            assertThat(device.getJsonNumber("max_power_kw").bigDecimalValue()).isEqualByComparingTo("17.25");
            assertThat(device.getJsonNumber("register_capacity").bigDecimalValue())
                    .isEqualByComparingTo("100000");
        });
        for (String field : List.of(
                "id",
                "owner_input",
                "place_input",
                "mainMeter_input",
                "maxHourlyKwh",
                "readingMode_input",
                "unit_input",
                "registerCapacity",
                "expectedInterval",
                "factor",
                "maxPowerKw",
                "afterReset_input",
                "direction_input",
                "address",
                "description",
                "save")) {
            known("deviceForm:" + field, with("deviceForm:name"));
        }
        known("deviceForm:intervalStamp_input", () -> choose("deviceForm:intervalStamp", ""));
        known("deviceForm:details summary", this::showsWhatFewMetersNeed);
        known("deviceForm:settingsSince:*", this::asksSinceWhenADeviceIsReadSo);
        known("deviceForm:settingsValidFrom_input", with("deviceForm:settingsSince:*"));
        known(
                "deviceForm:settingsValidFrom button.ui-datepicker-trigger.ui-button",
                with("deviceForm:settingsSince:*"));
        known("deviceForm:cancel", () -> closesBy("[id='deviceForm:cancel']"));
        return closes();
    }

    /** A place gets another path with all that stands in it, once one has been told of how much that is. */
    private Walk place() {
        String place = "Here " + language.code() + " " + household.tag;
        known("renameForm:rename", () -> {
            Household.Meter meter = household.makeDevice(
                    new Household.Meter("placed-" + language.code() + "-" + household.tag, "Placed"), null);
            household.administrator.put(
                    "devices/" + meter.id(),
                    Json.createObjectBuilder().add("place", place + "/Attic").build());
            type("renameForm:place_input", place);
            type("renameForm:newPlace", place + "/North");
            visitor.click("[id='renameForm:rename']");
            visitor.see("#questionDialog");
            visitor.click("[id='questionForm:yes']");
            visitor.until(
                    "it has the new path",
                    () -> household
                            .administrator
                            .get("devices/" + meter.id())
                            .body()
                            .getString("place")
                            .equals(place + "/North/Attic"));
            household.removeDevice(meter);
        });
        known("renameForm:place_input", with("renameForm:rename"));
        known("renameForm:newPlace", with("renameForm:rename"));
        known("renameForm:cancel", () -> closesBy("[id='renameForm:cancel']"));
        return closes();
    }

    /** It is out of the way, and open where a device has something of it or what was typed there is wrong. */
    private void showsWhatFewMetersNeed() {
        String factor = "[id='deviceForm:factor']";
        visitor.open("devices.xhtml?q=" + household.tag);
        visitor.click("[id='actions:new']");
        visitor.see("[id='deviceForm:name']");
        visitor.settle();
        // What slides in is pressed where it was a moment before.
        visitor.rest();
        assertThat(visitor.all(factor)).noneMatch(WebElement::isDisplayed);
        visitor.click("[id='deviceForm:details'] summary");
        visitor.see(factor);
        type("deviceForm:factor", "-1");
        choose("deviceForm:unit", "kW");
        choose(
                "deviceForm:readingMode",
                language == Language.ENGLISH ? "Register (cumulative)" : "Registru (cumulativ)");
        visitor.settle();
        visitor.click("[id='deviceForm:save']");
        visitor.see("[id='deviceForm:factorMessage'] .ui-message-error-detail");
        visitor.see("[id='deviceForm:unitMessage'] .ui-message-error-detail");
        visitor.see(factor);
    }

    /** Of a known device, and only when it is to be read otherwise. */
    private void asksSinceWhenADeviceIsReadSo() {
        Household.Meter meter = household.makeDevice(
                new Household.Meter("since-" + language.code() + "-" + household.tag, "Since " + household.tag), null);
        visitor.open("devices.xhtml?q=" + meter.id());
        visitor.click("[id$=':edit']");
        visitor.see("[id='deviceForm:name']");
        String asked = "[id='deviceForm:settingsSince']";
        assertThat(visitor.all(asked)).isEmpty();
        choose("deviceForm:unit", "Wh");
        visitor.see(asked);
        choose("deviceForm:unit", "kWh");
        visitor.until("nothing is asked", () -> visitor.all(asked).isEmpty());
        choose("deviceForm:unit", "Wh");
        visitor.click(visitor.seeText(asked + " label", language == Language.ENGLISH ? "From a date" : "De la o dată"));
        visitor.see("[id='deviceForm:settingsValidFrom_input']");
        visitor.settle();
        visitor.click("[id='deviceForm:settingsValidFrom'] .ui-datepicker-trigger");
        assertThat(visitor.see(".p-datepicker-panel").getText()).contains("15");
        visitor.press(Keys.ESCAPE);
        visitor.until(
                "the calendar closes", () -> visitor.all(".p-datepicker-panel").isEmpty());
        LocalDateTime noon = household.today.minusDays(2).atTime(12, 0);
        type("deviceForm:settingsValidFrom_input", noon.toLocalDate() + " 12:00");
        save("deviceForm:save");
        JsonObject latest = household
                .administrator
                .get("devices/" + meter.id() + "/history")
                .body()
                .getJsonArray("items")
                .getJsonObject(0);
        JsonObject since = latest.getJsonArray("fields").getValuesAs(JsonObject.class).stream()
                .filter(field -> field.getString("field").equals("settings_valid_from"))
                .findFirst()
                .orElseThrow();
        assertThat(since.getString("before")).isEqualTo("ALWAYS");
        assertThat(since.getString("after"))
                .isEqualTo(noon.atZone(Household.ZONE).toInstant().toString());
        household.removeDevice(meter);
    }

    private Walk user() {
        String name = "panel-" + language.code() + "-" + household.tag;
        known("userForm:username", () -> {
            type("userForm:username", name);
            type("userForm:password", People.PASSPHRASE);
            type("userForm:displayName", "Somebody Else");
            type("userForm:email", "somebody@example.org");
            choose("userForm:role", "Operator");
            choose("userForm:language", "Română");
            type("userForm:zone_input", "Europe/Lisbon");
            visitor.click(visitor.seeText(".ui-autocomplete-item", "Europe/Lisbon"));
            visitor.click("[id='userForm:mustChange'] .ui-chkbox-box");
            type("userForm:currentPassword", People.PASSPHRASE);
            save("userForm:save");
            JsonObject user = household.administrator.get("users/" + name).body();
            household.administrator.delete("users/" + name);
            assertThat(user.toString())
                    .contains(
                            "\"display_name\":\"Somebody Else\"",
                            "\"email\":\"somebody@example.org\"",
                            "\"role\":\"OPERATOR\"",
                            "\"zone\":\"Europe/Lisbon\"",
                            "\"language\":\"ro\"",
                            "\"must_change_password\":false");
        });
        for (String field : List.of(
                "password",
                "displayName",
                "email",
                "role_input",
                "language_input",
                "zone_input",
                "mustChange_input",
                "currentPassword",
                "save")) {
            known("userForm:" + field, with("userForm:username"));
        }
        known("userForm:active_input", () -> {
            visitor.click("[id='userForm:active'] .ui-chkbox-box");
            assertThat(visitor.script("return document.getElementById('userForm:active_input').checked"))
                    .isEqualTo(false);
        });
        known("userForm:cancel", () -> closesBy("[id='userForm:cancel']"));
        return closes();
    }

    private Walk password() {
        known("passwordForm:password", () -> {
            String name = household.makeUser("forgot-" + language.code() + "-" + household.tag, "USER", language);
            visitor.open("users.xhtml?q=" + name);
            visitor.click("[id$=':password']");
            type("passwordForm:password", "another " + People.PASSPHRASE);
            type("passwordForm:currentPassword", People.PASSPHRASE);
            save("passwordForm:save");
            assertThat(new Api(household.system.portal(), name, People.PASSPHRASE)
                            .get("devices")
                            .status())
                    .isEqualTo(401);
            household.administrator.delete("users/" + name);
        });
        known("passwordForm:currentPassword", with("passwordForm:password"));
        known("passwordForm:save", with("passwordForm:password"));
        known("passwordForm:mustChange_input", () -> {
            visitor.click("[id='passwordForm:mustChange'] .ui-chkbox-box");
            assertThat(visitor.script("return document.getElementById('passwordForm:mustChange_input').checked"))
                    .isEqualTo(false);
        });
        known("passwordForm:cancel", () -> closesBy("[id='passwordForm:cancel']"));
        return closes();
    }

    /** A list of devices from a spreadsheet is looked at before it counts. */
    private Walk file() {
        String id = "import-" + language.code() + "-" + household.tag;
        known("importForm:file_input", () -> {
            Path file = Scratch.directory("import").resolve("devices.csv");
            try {
                Files.writeString(file, "id,name\n" + id + ",Imported " + household.tag + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            visitor.chromium()
                    .findElement(org.openqa.selenium.By.id("importForm:file_input"))
                    .sendKeys(file.toString());
            visitor.click("[id='importForm:preview']");
            visitor.seeText("#importDialog", id);
            assertThat(household.administrator.get("devices/" + id).status()).isEqualTo(404);
            visitor.click("[id='importForm:apply']");
            visitor.settle();
            visitor.until(
                    "the device",
                    () -> household.administrator.get("devices/" + id).status() == 200);
            household.administrator.delete("devices/" + id);
        });
        known("importForm:file*", with("importForm:file_input"));
        known("importForm:preview", with("importForm:file_input"));
        known("importForm:apply", with("importForm:file_input"));
        known(
                "template",
                () -> assertThat(visitor.see("#template").getAttribute("href")).contains("devices.csv"));
        known("importForm:cancel", () -> closesBy("[id='importForm:cancel']"));
        return closes();
    }

    private Walk letter() {
        known("letterForm:corrected", this::sendsACorrectedText);
        known("letterForm:correct", with("letterForm:corrected"));
        known("letterForm button.ems-button", () -> {
            visitor.click("#letterDialog [data-ems='copy']");
            visitor.seeText("#letterDialog [data-ems='copy']", language == Language.ENGLISH ? "Copied" : "Copiat");
        });
        return closes();
    }

    private void sendsACorrectedText() {
        String id = "corrected-" + language.code() + "-" + household.tag;
        Household.Meter meter = household.makeDevice(new Household.Meter(id, id), null);
        // Whatever the zone of who asks, it is of that day.
        Instant hour = household.day.atTime(12, 0).atZone(Household.ZONE).toInstant();
        String right = Broker.measurement(id, hour, "0.75");
        String wrong = right.replace("0.75", "?");
        household.broker.send(wrong);
        visitor.until("the message", () -> {
            visitor.open("dead-letters.xhtml");
            return visitor.text("[id='list']").contains(id);
        });
        visitor.click(visitor.seeText("[id$=':open']", id));
        type("letterForm:corrected", right);
        save("letterForm:correct");
        visitor.until(
                "the reading",
                () -> household
                        .administrator
                        .get("devices/" + id + "/measurements?from=" + household.day)
                        .body()
                        .toString()
                        .contains("0.75"));
        assertThat(household.administrator.get("dead-letters").body().toString())
                .doesNotContain(id);
        household.removeDevice(meter);
    }

    /** Somebody says something of an alert, has it seen to, and keeps its kind quiet for a while. */
    private Walk alert() {
        String words = "Panel " + household.tag + " <b>" + language.code() + "</b>";
        known("alertForm:text", () -> {
            type("alertForm:text", words);
            visitor.click("[id='alertForm:comment']");
            visitor.seeText(".ems-said", words);
            assertThat(visitor.see("[id='alertForm:text']").getAttribute("value"))
                    .isEmpty();
        });
        known("alertForm:comment", with("alertForm:text"));
        known("alertForm:assignedTo_input", () -> {
            type("alertForm:assignedTo_input", actor());
            visitor.click(visitor.seeText(".ui-autocomplete-item", actor()));
            visitor.click("[id='alertForm:assign']");
            visitor.until("assigned", () -> alerts().contains("\"assigned_to\":\"" + actor() + "\""));
            type("alertForm:assignedTo_input", "x");
            visitor.press(Keys.BACK_SPACE);
            visitor.click("[id='alertForm:assign']");
            visitor.until("assigned to nobody", () -> !alerts().contains("\"assigned_to\":\"" + actor() + "\""));
        });
        known("alertForm:assignedTo_button", with("alertForm:assignedTo_input"));
        known("alertForm:assign", with("alertForm:assignedTo_input"));
        known("alertForm:until_input", () -> {
            choose("alertForm:until", language == Language.ENGLISH ? "for a week" : "o săptămână");
            visitor.click("[id='alertForm:snooze']");
            visitor.see("[id='alertForm:endSnooze']");
            assertThat(alerts()).contains("\"snoozed_until\":\"");
            visitor.click("[id='alertForm:endSnooze']");
            visitor.see("[id='alertForm:snooze']");
            assertThat(alerts()).doesNotContain("\"snoozed_until\":\"");
        });
        known("alertForm:snooze", with("alertForm:until_input"));
        return closes();
    }

    private String alerts() {
        return household
                .administrator
                .get("alerts?device=" + household.heatPump(language).id())
                .body()
                .toString();
    }

    private Walk question() {
        known("questionForm:no", () -> closesBy("[id='questionForm:no']"));
        // What is confirmed is asserted where the question is asked.
        known(
                "questionForm:yes",
                () -> assertThat(visitor.see("[id='questionForm:yes']").getText())
                        .isNotBlank());
        return closes();
    }

    private Walk comparison() {
        for (String other : List.of("none", "previous", "week", "year")) {
            String item = "[id='choice:compareMenu'] a[href*='compare=" + other + "']";
            known("choice:compare" + other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1), () -> {
                visitor.click(item);
                visitor.until(other, () -> visitor.address().contains("compare=" + other));
                visitor.settle();
                assertThat(visitor.all(".ems-key-comparison, .ems-shade-comparison")
                                .isEmpty())
                        .isEqualTo(other.equals("none"));
            });
        }
        known("choice:compareAny", () -> {
            visitor.click("[id='choice:compareAny']");
            visitor.until("a day to compare with", () -> visitor.address().matches(".*compare=\\d{4}-.*"));
            visitor.see("[id='choice:compared_input']");
            visitor.focus("[id='choice:compared_input']");
            visitor.replace(language.write(household.day.minusDays(3)));
            visitor.press(Keys.ENTER);
            visitor.until(
                    "compared with another", () -> visitor.address().contains("compare=" + household.day.minusDays(3)));
            visitor.see(".ems-key-comparison, .ems-shade-comparison");
            visitor.open(opening.page() + "&compare=" + household.today);
            assertThat(visitor.all(".ems-key-comparison, .ems-shade-comparison"))
                    .as("today is not over, and no measure")
                    .isEmpty();
        });
        return this;
    }

    /** What is loaded down is asserted over HTTP by the tests of the server; here it must not leave the page. */
    private Walk export() {
        known(
                "choice:export*",
                () -> IntStream.range(
                                0, visitor.all("[id='choice:exportMenu'] a").size())
                        .forEach(item -> {
                            open();
                            String address = visitor.address();
                            visitor.click(
                                    visitor.all("[id='choice:exportMenu'] a").get(item));
                            visitor.settle();
                            assertThat(visitor.address()).isEqualTo(address);
                        }));
        return this;
    }

    private Walk account() {
        known("preferences:toAccount", leadsTo("[id='preferences:toAccount']", "account.xhtml"));
        known("preferences:logout", in(WayBackIT.class));
        return this;
    }

    /** The cross at the corner. */
    private Walk closes() {
        String cross = scope + " .ui-sidebar-close, " + scope + " .ui-dialog-titlebar-close";
        known(scope.substring(1) + " #*", () -> closesBy(cross));
        return this;
    }

    private void closesBy(String css) {
        visitor.click(css);
        visitor.until("the panel closes", () -> visitor.openDialogs().isEmpty());
    }

    private void type(String field, String text) {
        visitor.focus("[id='" + field + "']");
        visitor.replace(text);
    }

    /** @param choice what is chosen; the first one when empty */
    private void choose(String menu, String choice) {
        visitor.take(visitor.openMenu(menu).stream()
                .filter(item -> choice.isEmpty() || item.getText().strip().equals(choice))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + choice + " in " + menu)));
    }

    private void save(String button) {
        visitor.click("[id='" + button + "']");
        visitor.until("the panel closes", () -> visitor.openDialogs().isEmpty());
        visitor.settle();
    }
}
