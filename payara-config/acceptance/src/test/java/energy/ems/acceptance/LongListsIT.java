package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Lists that are longer than a page: their next page, their order and how much of them is shown at once. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListsIT {

    private static final Duration SOON = Duration.ofMinutes(3);

    /** More than one page of the longest usual one, which has fifty rows. */
    private static final int MANY = 55;

    private static final String ROWS = "[id='list:table_data'] > tr";
    private static final String PAGINATOR = "[id='list:table_paginator_bottom']";

    private final String tag = "long" + UUID.randomUUID().toString().substring(0, 8);

    private Household household;
    private Visitor visitor;

    @BeforeAll
    void fillTheLists() {
        Visitor.shared();
        household = Household.shared();
        StringBuilder devices = new StringBuilder("id,name,expected_interval,max_hourly_kwh\n");
        List<String> messages = new ArrayList<>();
        Instant hour = household.day.atStartOfDay(Household.ZONE).toInstant();
        for (int i = 0; i < MANY; i++) {
            devices.append("%s-%02d,Meter %s %02d,PT1H,1%n".formatted(tag, i, tag, MANY - i));
            messages.add(Broker.measurement("unknown-%s-%02d".formatted(tag, i), hour, "1"));
            messages.add("no reading " + tag + " " + i);
        }
        assertThat(household.administrator.importDevices(devices.toString()).status())
                .isEqualTo(200);
        await().atMost(SOON).until(() -> total("devices?q=" + tag) == MANY);
        for (int i = 0; i < MANY; i++) {
            String meter = "%s-%02d".formatted(tag, i);
            await().atMost(SOON)
                    .until(() -> household
                                    .administrator
                                    .get("devices/" + meter + "/consumption")
                                    .status()
                            == 200);
            messages.add(Broker.measurement(meter, hour, "2"));
            messages.add(Broker.measurement(
                    meter,
                    household.today.plusDays(3).atStartOfDay(Household.ZONE).toInstant(),
                    "1"));
            household.makeUser("%s-%02d".formatted(tag, i), "USER", Language.ENGLISH);
        }
        household.broker.send(messages.toArray(String[]::new));
        // The day is long past, so each meter's alert is told of in a sum of its own, which is the last to come.
        await().atMost(SOON)
                .until(() ->
                        total("alerts?kind=PAST_LIMIT_EXCEEDED&from=" + hour + "&to=" + hour.plusSeconds(1)) >= MANY);
        await().atMost(SOON).until(() -> total("quarantine") >= MANY);
        await().atMost(SOON).until(() -> total("unassigned") >= MANY);
        await().atMost(SOON).until(() -> total("dead-letters") >= MANY);
    }

    /** Other tests look at the same lists. */
    @AfterAll
    void emptyThem() {
        if (household == null) {
            return;
        }
        discard("quarantine");
        discard("dead-letters");
        for (int i = 0; i < MANY; i++) {
            String unknown = "unknown-%s-%02d".formatted(tag, i);
            household.makeDevice(new Household.Meter(unknown, unknown), null);
            household.administrator.delete("devices/" + unknown);
            household.administrator.delete("devices/%s-%02d".formatted(tag, i));
            household.administrator.delete("users/%s-%02d".formatted(tag, i));
        }
        await().atMost(SOON).until(() -> total("unassigned") < MANY);
    }

    private void discard(String list) {
        JsonArrayBuilder ids = Json.createArrayBuilder();
        for (JsonObject item : household
                .administrator
                .get(list.equals("quarantine") ? list + "?size=500" : list)
                .body()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)) {
            if (item.toString().contains(tag)) {
                ids.add(item.get("id"));
            }
        }
        household.administrator.post(
                list + "/discard", Json.createObjectBuilder().add("ids", ids).build());
    }

    private int total(String list) {
        JsonObject answer = household.administrator.get(list).body();
        return answer.getInt("total");
    }

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("devices.xhtml?q=TAG", Language.ENGLISH, Visitor.Width.DESK),
                Arguments.of("devices.xhtml?q=TAG", Language.ROMANIAN, Visitor.Width.PHONE),
                Arguments.of("users.xhtml?q=TAG", Language.ROMANIAN, Visitor.Width.DESK),
                Arguments.of("users.xhtml?q=TAG", Language.ENGLISH, Visitor.Width.PHONE),
                Arguments.of("alerts.xhtml", Language.ENGLISH, Visitor.Width.DESK),
                Arguments.of("alerts.xhtml", Language.ROMANIAN, Visitor.Width.PHONE),
                Arguments.of("quarantine.xhtml", Language.ROMANIAN, Visitor.Width.DESK),
                Arguments.of("unassigned.xhtml", Language.ENGLISH, Visitor.Width.DESK),
                Arguments.of("dead-letters.xhtml", Language.ROMANIAN, Visitor.Width.DESK),
                Arguments.of("audit.xhtml", Language.ENGLISH, Visitor.Width.DESK));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void haveANextPageAndAWayBack(String page, Language language, Visitor.Width width) {
        open(page, language, width);
        String first = visitor.text(ROWS);
        String report = report();

        turn(".ui-paginator-next");
        assertThat(visitor.text(ROWS)).isNotEqualTo(first);
        assertThat(report()).isNotEqualTo(report);

        turn(".ui-paginator-first");
        assertThat(visitor.text(ROWS)).isEqualTo(first);

        turn(".ui-paginator-last");
        assertThat(visitor.all(ROWS)).isNotEmpty();
        turn(".ui-paginator-prev");
        turn(".ui-paginator-last");
        turn(".ui-paginator-pages > *:first-child");
        assertThat(visitor.text(ROWS)).isEqualTo(first);
        visitor.assertNoComplaints();
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices.xhtml?q=TAG", "users.xhtml?q=TAG"})
    void showAsMuchAtOnceAsOneWishes(String page) {
        open(page, Language.ENGLISH, Visitor.Width.DESK);
        assertThat(visitor.all(ROWS)).hasSize(25);

        visitor.click(PAGINATOR + " select");
        visitor.click(PAGINATOR + " select option[value='100']");
        visitor.settle();

        assertThat(visitor.all(ROWS)).hasSize(MANY);
        assertThat(visitor.address()).contains("size=100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices.xhtml?q=TAG", "users.xhtml?q=TAG"})
    void haveTheOrderOfTheColumnThatIsPressed(String page) {
        open(page, Language.ENGLISH, Visitor.Width.DESK);
        int columns =
                visitor.all("[id='list:table_head'] th.ui-sortable-column").size();
        assertThat(columns).isPositive();
        for (int column = 0; column < columns; column++) {
            WebElement head =
                    visitor.all("[id='list:table_head'] th.ui-sortable-column").get(column);
            int cell = ((Number) visitor.script("return arguments[0].cellIndex", head)).intValue();
            visitor.click(head);
            visitor.settle();
            visitor.until("the order in the address", () -> visitor.address().contains("sort="));
            String ascending = visitor.address();
            List<String> up = cells(cell);
            visitor.click(
                    visitor.all("[id='list:table_head'] th.ui-sortable-column").get(column));
            visitor.settle();
            visitor.until("the other order", () -> visitor.address().contains("sort=-"));
            assertThat(visitor.address()).isNotEqualTo(ascending);
            if (up.stream().distinct().count() == up.size()) {
                assertThat(up).isSortedAccordingTo(Comparator.comparing(text -> text.toLowerCase(Locale.ROOT)));
                assertThat(cells(cell)).isNotEqualTo(up);
            }
        }
    }

    private List<String> cells(int column) {
        return ((List<?>) visitor.script(
                        "return [...document.querySelectorAll(arguments[0])]"
                                + ".map(row => row.cells[arguments[1]].textContent.trim())",
                        ROWS,
                        column))
                .stream().map(String::valueOf).toList();
    }

    private void open(String page, Language language, Visitor.Width width) {
        visitor.lookAt(width);
        visitor.as(household.staff(language));
        visitor.open(page.replace("TAG", tag));
    }

    private String report() {
        return visitor.text(PAGINATOR + " .ui-paginator-current");
    }

    private void turn(String button) {
        String before = report();
        visitor.click(PAGINATOR + " " + button);
        visitor.settle();
        visitor.until("another page", () -> !report().equals(before));
    }
}
