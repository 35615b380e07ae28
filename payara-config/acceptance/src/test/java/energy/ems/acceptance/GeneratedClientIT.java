package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.ems.client.ApiClient;
import energy.ems.client.ApiException;
import energy.ems.client.ApiResponse;
import energy.ems.client.api.AccountApi;
import energy.ems.client.api.ConsumptionApi;
import energy.ems.client.api.DevicesApi;
import energy.ems.client.model.Consumption;
import energy.ems.client.model.Device;
import energy.ems.client.model.DeviceDraft;
import energy.ems.client.model.MeasurementDraft;
import energy.ems.client.model.Problem;
import energy.ems.client.model.TokenDraft;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Whoever has a client generated from the description can do with it what the API can, and loses no figure. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedClientIT {

    private Household household;
    private Description description;
    private ApiClient administrator;

    @BeforeAll
    void openTheSystem() {
        household = Household.shared();
        description = new Description(household);
        administrator = client(basic(household.staff(Language.ENGLISH)));
    }

    @TestFactory
    Stream<DynamicTest> everyQuestionIsAnswered() {
        return description.questions().stream()
                .map(question -> DynamicTest.dynamicTest(
                        question.id(), () -> assertThat(asked(question)).isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsUnderstoodToTheLastDigit() {
        return description.questions().stream()
                .map(question -> DynamicTest.dynamicTest(question.id(), () -> {
                    JsonObject answer =
                            household.administrator.get(question.path()).body();
                    assertThat(known(readAndWritten(answer, method(question).getReturnType())))
                            .isEqualTo(known(answer));
                }));
    }

    @Test
    void aDeviceIsMadeChangedReadAndTakenAway() throws ApiException {
        DevicesApi devices = new DevicesApi(administrator);
        String owner = household.home(Language.ENGLISH);
        Device made = devices.createDevice(new DeviceDraft()
                .name("Generated " + household.tag)
                .owner(owner)
                .maxHourlyKwh(new BigDecimal("1.234567"))
                .unit(DeviceDraft.UnitEnum.K_WH));
        assertThat(made.getMaxHourlyKwh()).isEqualByComparingTo("1.234567");
        assertThat(made.getOwner()).isEqualTo(owner);

        ApiResponse<Device> changed = devices.updateDeviceWithHttpInfo(
                made.getId(), new DeviceDraft().maxHourlyKwh(null), tag(made.getVersion()));
        assertThat(changed.getData().getMaxHourlyKwh()).as("null takes it away").isNull();
        assertThat(changed.getData().getOwner()).as("what is left out stays").isEqualTo(owner);
        assertThat(changed.getHeaders().get("etag"))
                .containsExactly(tag(changed.getData().getVersion()));

        Problem overtaken = problem(
                412,
                () -> devices.updateDevice(made.getId(), new DeviceDraft().name("Too late"), tag(made.getVersion())));
        assertThat(overtaken.getDetail()).isNotBlank();

        anHourIsKept(made.getId());

        devices.deleteDevice(made.getId(), null);
        assertThat(problem(404, () -> devices.getDevice(made.getId())).getTitle())
                .isEqualTo("Not Found");
    }

    private void anHourIsKept(String device) throws ApiException {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> household.administrator.isMonitored(device));
        ConsumptionApi consumption = new ConsumptionApi(administrator);
        OffsetDateTime hour =
                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS).minusHours(2);
        consumption.enterMeasurement(
                device,
                new MeasurementDraft()
                        .timestamp(hour.plusMinutes(10))
                        .measurementValue(new BigDecimal("0.123456789"))
                        .reason("read by hand"));
        Consumption kept = consumption.getConsumption(
                device,
                hour.toInstant().toString(),
                hour.plusHours(1).toInstant().toString(),
                "UTC",
                "hour",
                null);
        assertThat(kept.getBuckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.getStart()).isEqualTo(hour);
            assertThat(bucket.getEnergyKwh()).isEqualByComparingTo("0.123456789");
        });
    }

    /** An operation without an answer: all that such a client accepts are refusals. */
    @Test
    void whatHasNoAnswerIsDoneAllTheSame() throws ApiException {
        AccountApi account = new AccountApi(administrator);
        long token = account.issueToken(new TokenDraft()
                        .name("taken back " + household.tag)
                        .expiresAt(OffsetDateTime.now(ZoneOffset.UTC).plusDays(1)))
                .getId();
        account.revokeToken(Long.toString(token));
        assertThat(account.findTokens().getItems()).noneMatch(each -> each.getId() == token);
    }

    @Test
    void aFieldThatIsRefusedIsNamed() {
        Problem refused = problem(
                400,
                () -> new DevicesApi(administrator)
                        .createDevice(new DeviceDraft().name("x").maxHourlyKwh(new BigDecimal("-1"))));
        assertThat(refused.getErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.getField()).isEqualTo("max_hourly_kwh"));
    }

    @Test
    void aTokenThatMayReadReadsAndChangesNothing() throws ApiException {
        String token = new AccountApi(administrator)
                .issueToken(new TokenDraft()
                        .name("generated " + household.tag)
                        .scope(TokenDraft.ScopeEnum.READ)
                        .expiresAt(OffsetDateTime.now(ZoneOffset.UTC).plusDays(1)))
                .getToken();
        DevicesApi devices = new DevicesApi(client("Bearer " + token));
        assertThat(devices.getDevice(household.heatPump(Language.ENGLISH).id()).getName())
                .isEqualTo(household.heatPump(Language.ENGLISH).name());
        assertThat(problem(403, () -> devices.createDevice(new DeviceDraft().name("x")))
                        .getDetail())
                .contains("read only");
    }

    private ApiClient client(String authorization) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(household.system.portal().resolve("api/v1").toString());
        Consumer<HttpRequest.Builder> authorized = request -> request.header("Authorization", authorization);
        client.setRequestInterceptor(authorized);
        return client;
    }

    private static String basic(String username) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((username + ":" + People.PASSPHRASE).getBytes(StandardCharsets.UTF_8));
    }

    private static String tag(Long version) {
        return "\"" + version + "\"";
    }

    /** What was refused. */
    private interface Refused {
        void run() throws ApiException;
    }

    private static Problem problem(int status, Refused call) {
        ApiException refused = catchThrowableOfType(ApiException.class, call::run);
        assertThat(refused.getCode()).isEqualTo(status);
        try {
            return ApiClient.createDefaultObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(refused.getResponseBody(), e);
        }
    }

    /** The client's method, without those that take headers or tell of them. */
    private static Method method(Description.Question question) throws ClassNotFoundException {
        return Arrays.stream(api(question).getMethods())
                .filter(method -> method.getName().equals(question.id()))
                .filter(method -> !Arrays.asList(method.getParameterTypes()).contains(Map.class))
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> api(Description.Question question) throws ClassNotFoundException {
        String tag = question.operation().getJsonArray("tags").getString(0);
        return Class.forName(
                "energy.ems.client.api." + tag.substring(0, 1).toUpperCase(Locale.ROOT) + tag.substring(1) + "Api");
    }

    /** With those parameters that cannot be left out, in the order of the description, which is the method's. */
    private Object asked(Description.Question question) throws ReflectiveOperationException, ApiException {
        JsonArray parameters = question.operation().getJsonArray("parameters");
        Object[] arguments = parameters == null
                ? new Object[0]
                : parameters.getValuesAs(JsonObject.class).stream()
                        .map(description::resolved)
                        .map(parameter -> question.arguments().get(parameter.getString("name")))
                        .toArray();
        try {
            return method(question)
                    .invoke(api(question).getConstructor(ApiClient.class).newInstance(administrator), arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(question.path(), e.getCause());
        }
    }

    private static JsonObject readAndWritten(JsonObject answer, Class<?> type) throws JsonProcessingException {
        ObjectMapper client = ApiClient.createDefaultObjectMapper();
        String written = client.writeValueAsString(client.readValue(answer.toString(), type));
        return Json.createReader(new StringReader(written)).readObject();
    }

    /** In one order, without what is null, which the client leaves out, and with instants that are written in one way. */
    private static JsonValue known(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder known = Json.createObjectBuilder();
            new TreeMap<>(object).forEach((name, held) -> {
                if (held != JsonValue.NULL) {
                    known.add(name, known(held));
                }
            });
            return known.build();
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder known = Json.createArrayBuilder();
            array.forEach(each -> known.add(known(each)));
            return known.build();
        }
        return value instanceof JsonString text && text.getString().matches("\\d{4}-\\d\\d-\\d\\dT.*")
                ? Json.createValue(
                        OffsetDateTime.parse(text.getString()).toInstant().toString())
                : value;
    }
}
