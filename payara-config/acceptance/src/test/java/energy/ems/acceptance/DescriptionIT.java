package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
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
    private Description description;

    @BeforeAll
    void readTheDescription() {
        household = Household.shared();
        description = new Description(household);
    }

    @Test
    void everybodyWhoIsLoggedInCanReadIt() {
        for (String user : List.of(household.home(Language.ENGLISH), household.operator())) {
            assertThat(new Api(household.system.portal(), user, People.PASSPHRASE)
                            .get("openapi")
                            .body())
                    .isEqualTo(description.text());
        }
        assertThat(new Api(household.system.portal(), "nobody", "knows")
                        .get("openapi")
                        .status())
                .isEqualTo(401);
    }

    /** A filter that is misspelt would be answered by the whole list. */
    @TestFactory
    Stream<DynamicTest> aParameterThatIsNotDescribedIsRefused() {
        return description.questions().stream()
                .map(question -> DynamicTest.dynamicTest(question.id(), () -> {
                    String path = question.path();
                    Api.Answer refused =
                            household.administrator.get(path + (path.contains("?") ? "&" : "?") + "devise=1");
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.body().getString("detail")).contains("devise");
                }));
    }

    @TestFactory
    Stream<DynamicTest> anAnswerHasTheFieldsThatAreDescribed() {
        return description.questions().stream()
                .map(question -> DynamicTest.dynamicTest(question.id(), () -> {
                    JsonObject answer =
                            household.administrator.get(question.path()).body();
                    JsonObject fields = description.schemaOf(question).getJsonObject("properties");
                    assertThat(answer.keySet()).containsExactlyInAnyOrderElementsOf(fields.keySet());
                    if (answer.containsKey("items")
                            && !answer.getJsonArray("items").isEmpty()) {
                        JsonObject item = description.resolved(
                                fields.getJsonObject("items").getJsonObject("items"));
                        assertThat(answer.getJsonArray("items").getJsonObject(0).keySet())
                                .containsExactlyInAnyOrderElementsOf(
                                        item.getJsonObject("properties").keySet());
                    }
                }));
    }
}
