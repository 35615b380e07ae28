package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A group shows what its reader may see anyway, and nothing else, by whichever way it is asked for. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsIT {

    private Household household;
    private Api home;
    private Api neighbour;
    private String both;

    /** A group of two households for all, and one of the first household's own. */
    @BeforeAll
    void openTheSystem() {
        household = Household.shared();
        home = api(household.home(Language.ENGLISH));
        neighbour = api(household.home(Language.ROMANIAN));
        both = household
                .administrator
                .post(
                        "groups",
                        group(
                                "Both houses " + household.tag,
                                List.of(
                                        household.heatPump(Language.ENGLISH).id(),
                                        household.heatPump(Language.ROMANIAN).id()),
                                List.of(household.house(Language.ENGLISH), household.house(Language.ROMANIAN))))
                .body()
                .getString("id");
    }

    private Api api(String user) {
        return new Api(household.system.portal(), user, People.PASSPHRASE);
    }

    private static JsonObject group(String name, List<String> devices, List<String> places) {
        JsonArray ids = Json.createArrayBuilder(devices).build();
        return Json.createObjectBuilder()
                .add("name", name)
                .add("devices", ids)
                .add("places", Json.createArrayBuilder(places))
                .build();
    }

    private String day() {
        return "from=" + household.day + "&to=" + household.day.plusDays(1) + "&resolution=day&zone=" + Household.ZONE;
    }

    private static double consumption(Api.Answer answer) {
        return answer.body().getJsonNumber("consumption_kwh").doubleValue();
    }

    @Test
    void eachReaderHasTheSumOfTheirOwn() {
        double hers =
                consumption(home.get("places/consumption?place=" + household.house(Language.ENGLISH) + "&" + day()));
        double his = consumption(
                neighbour.get("places/consumption?place=" + household.house(Language.ROMANIAN) + "&" + day()));

        assertThat(consumption(home.get("groups/" + both + "/consumption?" + day())))
                .isEqualTo(hers);
        assertThat(consumption(neighbour.get("groups/" + both + "/consumption?" + day())))
                .isEqualTo(his);
        assertThat(consumption(household.administrator.get("groups/" + both + "/consumption?" + day())))
                .isEqualTo(hers + his);
    }

    @Test
    void nothingOfAnothersDevicesIsInAnyAnswer() throws Exception {
        String its = household.heatPump(Language.ROMANIAN).id();
        String house = household.house(Language.ROMANIAN);
        BrowserSession browser =
                BrowserSession.login(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        for (String answer : List.of(
                home.get("groups").body().toString(),
                home.get("groups/" + both).body().toString(),
                home.get("groups/" + both + "/consumption?" + day()).body().toString(),
                home.get("search?q=" + household.tag).body().toString(),
                browser.get("groups.xhtml").body(),
                browser.get("groups.xhtml?view=month&group=" + both).body(),
                browser.get("groups.xhtml?chart=heat&view=month&group=" + both).body(),
                browser.get("groups.xhtml?chart=duration&view=month&group=" + both)
                        .body(),
                browser.get("groups.xhtml?chart=profile&view=month&group=" + both)
                        .body())) {
            assertThat(answer).doesNotContain(its).doesNotContain(house);
        }
        assertThat(browser.get("groups.xhtml?group=" + both).body())
                .contains(household.heatPump(Language.ENGLISH).id());
    }

    @Test
    void aGroupThatIsNotTheirsIsAsIfItWereNotThere() throws Exception {
        String own = neighbour
                .post("groups", group("Secret " + household.tag, List.of(), List.of()))
                .body()
                .getString("id");
        BrowserSession browser =
                BrowserSession.login(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        String nothing = UUID.randomUUID().toString();
        String unknown = masked(browser.get("groups.xhtml?group=" + nothing), nothing);
        try {
            for (Api other : List.of(home, household.administrator, api(household.operator()))) {
                for (String path : List.of("groups/%s", "groups/%s/consumption", "groups/%s/consumption?from=never")) {
                    Api.Answer refused = other.get(path.formatted(own));
                    assertThat(refused.status()).as(path).isEqualTo(404);
                    assertThat(refused.body().toString().replace(own, ""))
                            .isEqualTo(other.get(path.formatted(nothing))
                                    .body()
                                    .toString()
                                    .replace(nothing, ""));
                }
                assertThat(other.delete("groups/" + own).status()).isEqualTo(404);
                assertThat(other.get("groups").body().toString()).doesNotContain("Secret");
                assertThat(other.get("search?q=secret").body().getJsonArray("groups"))
                        .isEmpty();
                Api.Answer inside = other.post(
                        "groups",
                        Json.createObjectBuilder()
                                .add("name", "Around")
                                .add("groups", Json.createArrayBuilder().add(own))
                                .build());
                assertThat(inside.status()).isEqualTo(400);
            }
            assertThat(masked(browser.get("groups.xhtml?group=" + own), own)).isEqualTo(unknown);
        } finally {
            assertThat(neighbour.delete("groups/" + own).status()).isEqualTo(204);
        }
    }

    /** What the page says, without the id that was asked for. */
    private static String masked(HttpResponse<String> answer, String id) {
        assertThat(answer.statusCode()).isEqualTo(200);
        String page = answer.body();
        String content = page.substring(page.indexOf("id=\"content\""), page.indexOf("</main>"));
        return content.replace(id, "").replaceAll("value=\"[^\"]*\"", "");
    }

    @Test
    void whoMaySeeItOnlyChangesNothing() {
        JsonObject seen = home.get("groups/" + both).body();
        assertThat(home.delete("groups/" + both).status()).isEqualTo(404);
        assertThat(seen.getJsonArray("devices")).hasSize(1);
        assertThat(household.administrator.get("groups/" + both).body().getJsonArray("devices"))
                .hasSize(2);
    }

    @Test
    void itsReportOfAMonthIsThereForWhoSeesItAlone() throws Exception {
        String month = household.day.minusMonths(1).toString().substring(0, 7);
        JsonObject order = Json.createObjectBuilder()
                .add("month", month)
                .add("group", both)
                .build();
        Api.Answer made = home.post("reports", order);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().getString("group")).isEqualTo(both);
        assertThat(made.body().getString("name")).isEqualTo("Both houses " + household.tag);
        assertThat(made.body().isNull("place")).isTrue();
        HttpResponse<byte[]> file = home.file("reports/" + made.body().getInt("id"), "application/pdf");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(new String(file.body(), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
        assertThat(neighbour
                        .file("reports/" + made.body().getInt("id"), "application/pdf")
                        .statusCode())
                .isEqualTo(404);

        String own = neighbour
                .post("groups", group("Hidden " + household.tag, List.of(), List.of()))
                .body()
                .getString("id");
        try {
            JsonObject ofOwn = Json.createObjectBuilder()
                    .add("month", month)
                    .add("group", own)
                    .build();
            assertThat(neighbour.post("reports", ofOwn).status()).isEqualTo(201);
            for (Api other : List.of(home, household.administrator)) {
                assertThat(other.post("reports", ofOwn).status()).isEqualTo(404);
                assertThat(other.put(
                                        "reports/choice",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "groups",
                                                        Json.createArrayBuilder()
                                                                .add(own))
                                                .build())
                                .status())
                        .isEqualTo(400);
            }
        } finally {
            assertThat(neighbour.delete("groups/" + own).status()).isEqualTo(204);
        }
    }

    @Test
    void itIsMadeChangedAndDeletedByRest() {
        Api.Answer made = home.post(
                "groups",
                group(
                        "Mine " + household.tag,
                        List.of(household.lights(Language.ENGLISH).id()),
                        List.of()));
        assertThat(made.status()).isEqualTo(201);
        String id = made.body().getString("id");
        assertThat(made.body().getBoolean("shared")).isFalse();
        JsonObject change = Json.createObjectBuilder()
                .add("places", Json.createArrayBuilder().add(household.house(Language.ENGLISH)))
                .add("version", 1)
                .build();
        assertThat(home.put("groups/" + id, change).body().getJsonArray("devices"))
                .hasSize(1);
        assertThat(home.put("groups/" + id, change).status())
                .as("an older version")
                .isEqualTo(409);
        JsonObject circle = Json.createObjectBuilder()
                .add("groups", Json.createArrayBuilder().add(id))
                .build();
        assertThat(home.put("groups/" + id, circle).body().toString()).contains("circle", "Mine");
        assertThat(home.delete("groups/" + id).status()).isEqualTo(204);
        assertThat(home.get("groups/" + id).status()).isEqualTo(404);
    }
}
