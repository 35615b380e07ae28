package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The description of the REST API, as it is served, and what it says about the devices of a household. */
final class Description {

    /**
     * What can be asked without changing anything.
     *
     * @param path below {@code api/v1/}, with all that the question cannot do without
     * @param operation its description
     * @param arguments what the parameters that cannot be left out are, by name
     */
    record Question(String path, JsonObject operation, Map<String, String> arguments) {

        String id() {
            return operation.getString("operationId");
        }
    }

    private final Household household;
    private final JsonObject text;

    Description(Household household) {
        this.household = household;
        this.text = household.administrator.get("openapi").body();
    }

    /** All of it. */
    JsonObject text() {
        return text;
    }

    /** The questions that can be asked of a household's device, user and place. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        JsonObject paths = text.getJsonObject("paths");
        for (String path : paths.keySet()) {
            JsonObject methods = paths.getJsonObject(path);
            if (methods.containsKey("get") && !path.equals("/openapi")) {
                Question question = question(path, methods.getJsonObject("get"));
                if (!question.path().contains("{")) {
                    questions.add(question);
                }
            }
        }
        assertThat(questions).hasSizeGreaterThan(15);
        return questions;
    }

    private Question question(String path, JsonObject operation) {
        Map<String, String> arguments = new HashMap<>();
        String asked = path.substring(1);
        if (path.startsWith("/devices/{id}")) {
            arguments.put("id", household.heatPump(Language.ENGLISH).id());
        }
        if (path.contains("{username}")) {
            arguments.put("username", household.home(Language.ENGLISH));
        }
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            asked = asked.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        if (List.of("/places/consumption", "/places/budget").contains(path)) {
            arguments.put("place", household.house(Language.ENGLISH));
            asked += "?place=" + household.house(Language.ENGLISH);
        }
        return new Question(asked, operation, arguments);
    }

    /** What is said of the JSON that answers a question. */
    JsonObject schemaOf(Question question) {
        return resolved(question.operation()
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"));
    }

    JsonObject resolved(JsonObject referring) {
        return referring.containsKey("$ref")
                ? text.getValue(referring.getString("$ref").substring(1)).asJsonObject()
                : referring;
    }
}
