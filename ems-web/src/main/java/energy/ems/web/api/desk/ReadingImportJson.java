package energy.ems.web.api.desk;

import energy.ems.metering.ReadingImports.Preview;
import energy.ems.metering.backfill.BackfillView;
import energy.ems.metering.backfill.file.FileContent;
import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.Layout.DateOrder;
import energy.ems.metering.backfill.file.Layout.DecimalMark;
import energy.ems.metering.backfill.file.Layout.DoubledHour;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.metering.backfill.file.Recognition;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.web.api.BadRequest;
import energy.ems.web.api.Fields;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Imports of readings as the API writes and reads them. */
final class ReadingImportJson {

    private ReadingImportJson() {}

    /** An import, and how far it has come. */
    public record ReadingImport(
            long id,
            String deviceId,
            String fileName,
            String state,
            int percent,
            int added,
            int corrected,
            int unchanged,
            int quarantined,
            int leftOut,
            int kept,
            Instant from,
            Instant to,
            Instant requestedAt,
            String requestedBy,
            Instant finishedAt,
            String undoneBy,
            String error,
            LayoutJson layout) {

        static ReadingImport of(BackfillView view) {
            return new ReadingImport(
                    view.id(),
                    view.deviceId(),
                    view.fileName(),
                    view.state().name(),
                    view.percent(),
                    view.added(),
                    view.corrected(),
                    view.unchanged(),
                    view.quarantined(),
                    view.leftOut(),
                    view.kept(),
                    view.from(),
                    view.to(),
                    view.requestedAt(),
                    view.requestedBy(),
                    view.finishedAt(),
                    view.undoneBy(),
                    view.error(),
                    LayoutJson.of(view.layout()));
        }
    }

    /** How a file is read; what is not known is null. */
    public record LayoutJson(
            String timeColumn,
            String clockColumn,
            String valueColumn,
            String unitColumn,
            Map<String, Set<String>> series,
            String dateOrder,
            String zone,
            String stamp,
            String decimalMark,
            String unit,
            String period,
            String doubledHour) {

        static LayoutJson of(Layout layout) {
            return new LayoutJson(
                    layout.timeColumn(),
                    layout.clockColumn(),
                    layout.valueColumn(),
                    layout.unitColumn(),
                    layout.series(),
                    text(layout.dateOrder()),
                    text(layout.zone()),
                    text(layout.stamp()),
                    text(layout.decimalMark()),
                    layout.unit() == null ? null : layout.unit().label(),
                    text(layout.period()),
                    text(layout.doubledHour()));
        }

        private static String text(Object value) {
            return value == null ? null : value.toString();
        }
    }

    /** What a file holds when it is read so. */
    public record ContentJson(
            int lines,
            int readings,
            int withoutValue,
            int leftOut,
            List<ProblemJson> problems,
            Instant from,
            Instant to,
            BigDecimal energyKwh,
            List<String> doubledTimes,
            boolean eachTwice,
            List<SampleJson> sample) {

        static ContentJson of(FileContent content) {
            return content == null
                    ? null
                    : new ContentJson(
                            content.lines(),
                            content.readings(),
                            content.withoutValue(),
                            content.problemCount(),
                            ProblemJson.of(content.problems()),
                            content.from(),
                            content.to(),
                            content.energyKwh(),
                            content.doubled().stream().map(Object::toString).toList(),
                            content.eachTwice(),
                            content.sample().stream()
                                    .map(sent -> new SampleJson(sent.at(), sent.value()))
                                    .toList());
        }
    }

    /** A reading as the device would have sent it. */
    public record SampleJson(Instant timestamp, BigDecimal measurementValue) {}

    /** Why a line was left out; the headings are line 1. */
    public record ProblemJson(int line, String kind, String value) {

        static List<ProblemJson> of(List<LineProblem> problems) {
            return problems.stream()
                    .map(each -> new ProblemJson(each.line(), each.kind().name(), each.value()))
                    .toList();
        }
    }

    /** A heading with the first values below it. */
    public record ColumnJson(String name, List<String> examples) {}

    /** What was recognised, and what has to be said. */
    public record PreviewJson(
            ReadingImport readingImport,
            String format,
            List<ColumnJson> columns,
            Map<String, Set<String>> series,
            LayoutJson layout,
            List<String> questions,
            ContentJson content) {

        static PreviewJson of(Preview preview) {
            Recognition recognised = preview.recognition();
            return new PreviewJson(
                    ReadingImport.of(preview.backfill()),
                    recognised.format() == null ? null : recognised.format().name(),
                    recognised.columns().stream()
                            .map(column -> new ColumnJson(column.name(), column.examples()))
                            .toList(),
                    recognised.series(),
                    LayoutJson.of(recognised.layout()),
                    recognised.questions().stream().map(Enum::name).toList(),
                    ContentJson.of(recognised.content()));
        }
    }

    /** What the body says of a layout. */
    static Layout layout(Fields body) {
        return new Layout(
                body.text("time_column"),
                body.text("clock_column"),
                body.text("value_column"),
                body.text("unit_column"),
                series(body.json().get("series")),
                choice(body, "date_order", DateOrder.values()),
                value(body, "zone", ZoneId::of, "must be a time zone like Europe/Brussels"),
                choice(body, "stamp", Stamp.values()),
                choice(body, "decimal_mark", DecimalMark.values()),
                value(body, "unit", EnergyUnit::ofLabel, "must be kWh, Wh, MWh, kW or W"),
                period(body),
                choice(body, "doubled_hour", DoubledHour.values()));
    }

    private static Duration period(Fields body) {
        Duration period = body.duration("period");
        if (period != null && (period.isNegative() || period.toSeconds() == 0)) {
            throw new BadRequest("period", "must be at least a second");
        }
        return period;
    }

    private static Map<String, Set<String>> series(JsonValue json) {
        Map<String, Set<String>> series = new LinkedHashMap<>();
        if (json == null || json == JsonValue.NULL) {
            return series;
        }
        if (!(json instanceof JsonObject columns)) {
            throw new BadRequest("series", "must be an object of lists of strings");
        }
        columns.forEach((column, chosen) -> {
            if (!(chosen instanceof JsonArray values) || !values.stream().allMatch(JsonString.class::isInstance)) {
                throw new BadRequest("series", "must be an object of lists of strings");
            }
            series.put(
                    column,
                    values.getValuesAs(JsonString::getString).stream().collect(Collectors.toCollection(TreeSet::new)));
        });
        return series;
    }

    private static <E extends Enum<E>> E choice(Fields body, String name, E[] choices) {
        return value(
                body,
                name,
                text -> Arrays.stream(choices)
                        .filter(choice -> choice.name().equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                "must be one of " + Arrays.stream(choices).map(Enum::name).collect(Collectors.joining(", ")));
    }

    private static <T> T value(Fields body, String name, Function<String, T> read, String otherwise) {
        String text = body.text(name);
        try {
            return text == null ? null : read.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadRequest(name, otherwise);
        }
    }
}
