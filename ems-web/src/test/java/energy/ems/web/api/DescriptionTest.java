package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import energy.ems.account.token.ApiTokenView;
import energy.ems.alerting.AlertEntry;
import energy.ems.alerting.SnoozeView;
import energy.ems.audit.AuditEntry;
import energy.ems.device.DeviceChangeView;
import energy.ems.device.ReconciliationReport;
import energy.ems.group.GroupEntry;
import energy.ems.metering.HourRevision;
import energy.ems.metering.ReadingRuling;
import energy.ems.metering.intake.DeadLetter;
import energy.ems.metering.meter.UnassignedMeter;
import energy.ems.metering.readings.QuarantineGroup;
import energy.ems.metering.recomputation.RecomputationView;
import energy.ems.operation.SystemReport;
import energy.ems.reporting.ReportChoice;
import energy.ems.retention.StorageReport;
import energy.ems.web.api.alerts.AlertJson;
import energy.ems.web.api.alerts.AlertsResource;
import energy.ems.web.api.consumption.ConsumptionJson;
import energy.ems.web.api.consumption.GroupConsumptionJson;
import energy.ems.web.api.consumption.GroupJson;
import energy.ems.web.api.consumption.MeasurementsResource;
import energy.ems.web.api.desk.FindingJson;
import energy.ems.web.api.desk.MeterStateJson;
import energy.ems.web.api.desk.QuarantinedReadingJson;
import energy.ems.web.api.devices.DeviceJson;
import energy.ems.web.api.devices.ImportJson;
import energy.ems.web.api.people.AttemptJson;
import energy.ems.web.api.people.IssuedTokenJson;
import energy.ems.web.api.people.NotificationsResource;
import energy.ems.web.api.people.PreferencesJson;
import energy.ems.web.api.people.ReportJson;
import energy.ems.web.api.people.UserJson;
import energy.ems.web.api.tariffs.BudgetJson;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The description says what the resources do: their paths, parameters and answers. */
class DescriptionTest {

    private static final Map<Class<? extends Annotation>, String> METHODS =
            Map.of(GET.class, "get", POST.class, "post", PUT.class, "put", DELETE.class, "delete");

    private static final Map<String, Class<? extends Record>> ANSWERS = Map.ofEntries(
            Map.entry("AcknowledgedAlerts", AlertsResource.AcknowledgedJson.class),
            Map.entry("Alert", AlertJson.class),
            Map.entry("AlertEntry", AlertEntry.class),
            Map.entry("Attempt", AttemptJson.class),
            Map.entry("AuditEntry", AuditEntry.class),
            Map.entry("Budget", BudgetJson.class),
            Map.entry("CalledOut", NotificationsResource.CalledOutJson.class),
            Map.entry("Consumption", ConsumptionJson.class),
            Map.entry("DeadLetter", DeadLetter.class),
            Map.entry("Device", DeviceJson.class),
            Map.entry("DeviceChange", DeviceChangeView.class),
            Map.entry("Finding", FindingJson.class),
            Map.entry("Found", SearchResource.FoundJson.class),
            Map.entry("Group", GroupJson.class),
            Map.entry("GroupConsumption", GroupConsumptionJson.class),
            Map.entry("GroupEntry", GroupEntry.class),
            Map.entry("HourRevision", HourRevision.class),
            Map.entry("ImportReport", ImportJson.class),
            Map.entry("IssuedToken", IssuedTokenJson.class),
            Map.entry("Measurement", MeasurementsResource.MeasurementJson.class),
            Map.entry("MeterState", MeterStateJson.class),
            Map.entry("Notifications", PreferencesJson.class),
            Map.entry("QuarantineGroup", QuarantineGroup.class),
            Map.entry("QuarantinedReading", QuarantinedReadingJson.class),
            Map.entry("Recomputation", RecomputationView.class),
            Map.entry("Reconciliation", ReconciliationReport.class),
            Map.entry("Report", ReportJson.class),
            Map.entry("ReportChoice", ReportChoice.class),
            Map.entry("Ruling", ReadingRuling.class),
            Map.entry("Snooze", SnoozeView.class),
            Map.entry("System", SystemReport.class),
            Map.entry("Storage", StorageReport.class),
            Map.entry("Token", ApiTokenView.class),
            Map.entry("UnassignedMeter", UnassignedMeter.class),
            Map.entry("User", UserJson.class));

    private final JsonObject description = Json.createReader(
                    DescriptionResource.class.getResourceAsStream(DescriptionResource.FILE))
            .readObject();

    @Test
    void namesEveryMethodOfEveryResourceAndNoOther() {
        assertThat(described().keySet()).isEqualTo(implemented().keySet());
    }

    @TestFactory
    Stream<DynamicTest> namesTheParameters() {
        Map<String, JsonObject> described = described();
        return implemented().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(),
                        () -> assertThat(parameters(described.get(each.getKey())))
                                .isEqualTo(parameters(each.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> namesTheFieldsOfTheAnswers() {
        return ANSWERS.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> assertSame(each.getKey(), schema(each.getKey()), each.getValue())));
    }

    @Test
    void namesEachOperationOnce() {
        List<String> names = described().values().stream()
                .map(operation -> operation.getString("operationId"))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> references = new ArrayList<>();
        collect(description, references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(description.getValue(reference.substring(1)))
                        .as(reference)
                        .isNotNull());
        assertThat(schemas().keySet())
                .as("schemas that are used")
                .allMatch(name -> references.contains("#/components/schemas/" + name));
    }

    @Test
    void saysOfEveryOperationWhoMayCallItAndHowItIsRefused() {
        described().forEach((name, operation) -> {
            assertThat(operation.getString("summary")).as(name).isNotBlank();
            assertThat(operation.getString("description")).as(name).contains("For ");
            assertThat(operation.getJsonObject("responses").keySet()).as(name).contains("401", "429");
        });
    }

    private void assertSame(String where, JsonObject schema, Class<?> type) {
        JsonObject properties = schema.getJsonObject("properties");
        assertThat(properties.keySet())
                .as(where)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getRecordComponents())
                        .map(component -> snake(component.getName()))
                        .toList());
        for (RecordComponent component : type.getRecordComponents()) {
            JsonObject property = properties.getJsonObject(snake(component.getName()));
            Class<?> held = component.getType();
            String place = where + "." + component.getName();
            if (held.isEnum() && property.containsKey("enum")) {
                assertThat(property.getJsonArray("enum").getValuesAs(JsonString::getString))
                        .as(place)
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(held.getEnumConstants())
                                .map(String::valueOf)
                                .toList());
            } else if (held.isRecord() && property.containsKey("properties")) {
                assertSame(place, property, held);
            } else if (List.class.equals(held)
                    && property.getJsonObject("items").containsKey("properties")) {
                Type item = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
                JsonObject items = property.getJsonObject("items");
                if (item instanceof Class<?> record && record.isRecord()) {
                    assertSame(place, items, record);
                }
            }
        }
    }

    private JsonObject schemas() {
        return description.getJsonObject("components").getJsonObject("schemas");
    }

    private JsonObject schema(String name) {
        return schemas().getJsonObject(name);
    }

    /** By method and path. */
    private Map<String, JsonObject> described() {
        Map<String, JsonObject> described = new TreeMap<>();
        JsonObject paths = description.getJsonObject("paths");
        for (String path : paths.keySet()) {
            JsonObject methods = paths.getJsonObject(path);
            methods.keySet().forEach(method -> described.put(method + " " + path, methods.getJsonObject(method)));
        }
        return described;
    }

    private static Map<String, Method> implemented() {
        Map<String, Method> implemented = new TreeMap<>();
        new ClassFileImporter()
                .importPackagesOf(DescriptionResource.class).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(type -> type.reflect())
                        .forEach(type -> {
                            for (Method method : type.getDeclaredMethods()) {
                                METHODS.forEach((annotation, name) -> {
                                    if (method.isAnnotationPresent(annotation)) {
                                        implemented.put(name + " " + path(type, method), method);
                                    }
                                });
                            }
                        });
        return implemented;
    }

    private static String path(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        return "/" + resource.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
    }

    private static TreeSet<String> parameters(Method method) {
        TreeSet<String> names = new TreeSet<>();
        for (var parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(QueryParam.class)) {
                names.add("query " + parameter.getAnnotation(QueryParam.class).value());
            } else if (parameter.isAnnotationPresent(PathParam.class)) {
                names.add("path " + parameter.getAnnotation(PathParam.class).value());
            } else if (parameter.isAnnotationPresent(HeaderParam.class)) {
                names.add("header " + parameter.getAnnotation(HeaderParam.class).value());
            }
        }
        return names;
    }

    private TreeSet<String> parameters(JsonObject operation) {
        TreeSet<String> names = new TreeSet<>();
        if (operation.containsKey("parameters")) {
            for (JsonObject each : operation.getJsonArray("parameters").getValuesAs(JsonObject.class)) {
                JsonObject parameter = each.containsKey("$ref")
                        ? description
                                .getValue(each.getString("$ref").substring(1))
                                .asJsonObject()
                        : each;
                names.add(parameter.getString("in") + " " + parameter.getString("name"));
            }
        }
        return names;
    }

    private static void collect(JsonValue value, List<String> references) {
        if (value instanceof JsonObject object) {
            object.forEach((name, held) -> {
                if (name.equals("$ref")) {
                    references.add(((JsonString) held).getString());
                } else {
                    collect(held, references);
                }
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(each -> collect(each, references));
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
