package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The API answers as its own description says, which everybody who is logged in can read. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionIT {

    private Household household;
    private JsonObject description;

    @BeforeAll
    void readTheDescription() {
        household = Household.shared();
        description = household.administrator.get("openapi").body();
    }

    @Test
    void everybodyWhoIsLoggedInCanReadIt() {
        for (String user : List.of(household.home(Language.ENGLISH), household.operator())) {
            assertThat(new Api(household.system.portal(), user, People.PASSPHRASE)
                            .get("openapi")
                            .body())
                    .isEqualTo(description);
        }
        assertThat(new Api(household.system.portal(), "nobody", "knows")
                        .get("openapi")
                        .status())
                .isEqualTo(401);
    }

    /** A filter that is misspelt would be answered by the whole list. */
    @TestFactory
    Stream<DynamicTest> aParameterThatIsNotDescribedIsRefused() {
        return questions().stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    Api.Answer refused = household.administrator.get(path + "?devise=1");
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.body().getString("detail")).contains("devise");
                }));
    }

    @TestFactory
    Stream<DynamicTest> anAnswerHasTheFieldsThatAreDescribed() {
        return questions().stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    JsonObject answer =
                            household.administrator.get(path + asked(path)).body();
                    JsonObject schema = schemaOf(path);
                    assertThat(answer.keySet())
                            .containsExactlyInAnyOrderElementsOf(
                                    schema.getJsonObject("properties").keySet());
                    if (answer.containsKey("items")
                            && !answer.getJsonArray("items").isEmpty()) {
                        JsonObject item = resolved(schema.getJsonObject("properties")
                                .getJsonObject("items")
                                .getJsonObject("items"));
                        assertThat(answer.getJsonArray("items").getJsonObject(0).keySet())
                                .containsExactlyInAnyOrderElementsOf(
                                        item.getJsonObject("properties").keySet());
                    }
                }));
    }

    /** What a question cannot do without. */
    private String asked(String path) {
        return List.of("places/consumption", "places/budget").contains(path)
                ? "?place=" + household.house(Language.ENGLISH)
                : "";
    }

    /** The paths that can be asked, with a device of the household. */
    private List<String> questions() {
        List<String> questions = new ArrayList<>();
        JsonObject paths = description.getJsonObject("paths");
        for (String path : paths.keySet()) {
            String asked = path.substring(1)
                    .replace(
                            "devices/{id}",
                            "devices/" + household.heatPump(Language.ENGLISH).id())
                    .replace("{username}", household.home(Language.ENGLISH));
            if (paths.getJsonObject(path).containsKey("get") && !asked.contains("{") && !asked.equals("openapi")) {
                questions.add(asked);
            }
        }
        assertThat(questions).hasSizeGreaterThan(15);
        return questions;
    }

    private JsonObject schemaOf(String asked) {
        JsonObject paths = description.getJsonObject("paths");
        String path = paths.keySet().stream()
                .filter(each -> ("/" + asked)
                        .equals(each.replace(
                                        "devices/{id}",
                                        "devices/"
                                                + household
                                                        .heatPump(Language.ENGLISH)
                                                        .id())
                                .replace("{username}", household.home(Language.ENGLISH))))
                .findFirst()
                .orElseThrow();
        return resolved(paths.getJsonObject(path)
                .getJsonObject("get")
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"));
    }

    private JsonObject resolved(JsonObject schema) {
        return schema.containsKey("$ref")
                ? description.getValue(schema.getString("$ref").substring(1)).asJsonObject()
                : schema;
    }
}
