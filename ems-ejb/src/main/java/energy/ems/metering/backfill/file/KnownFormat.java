package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.DateOrder;
import energy.ems.metering.backfill.file.Layout.DecimalMark;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.ReadingMode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files whose publishers say in their documentation what does not stand in the file. They are known by their headings;
 * what the publisher does not say either is left open.
 */
public enum KnownFormat {
    /** What EMS itself exports: readings as they were received, each in the unit of its time. */
    EMS_READINGS(
            layout(
                    "timestamp",
                    null,
                    "measurement_value",
                    "unit",
                    null,
                    null,
                    Stamp.AS_DEVICE,
                    DecimalMark.POINT,
                    null),
            "device_id",
            "timestamp",
            "measurement_value",
            "unit",
            "received_at"),
    /** ESB Networks' harmonised downloadable file: Irish time at the end of each half-hour, the latest first. */
    ESB_HDF(
            layout(
                    "Read Date and End Time",
                    null,
                    "Read Value",
                    null,
                    DateOrder.DAY_FIRST,
                    ZoneId.of("Europe/Dublin"),
                    Stamp.END,
                    DecimalMark.POINT,
                    null),
            "Read Value",
            "Read Type",
            "Read Date and End Time"),
    /** n3rgy's half-hours: UTC, at the end of each. */
    N3RGY(
            layout(
                    "timestamp (UTC)",
                    null,
                    "energyConsumption (kWh)",
                    null,
                    null,
                    ZoneOffset.UTC,
                    Stamp.END,
                    DecimalMark.POINT,
                    EnergyUnit.KWH),
            "timestamp (UTC)",
            "energyConsumption (kWh)"),
    /** Fluvius' quarter-hours, as a Dutch page gives them. */
    FLUVIUS(
            layout(
                    "Van (datum)",
                    "Van (tijdstip)",
                    "Volume",
                    "Eenheid",
                    DateOrder.DAY_FIRST,
                    ZoneId.of("Europe/Brussels"),
                    Stamp.START,
                    DecimalMark.COMMA,
                    null),
            "Van (datum)",
            "Van (tijdstip)",
            "Register",
            "Volume",
            "Eenheid"),
    /** The same, as an English page gives them. */
    FLUVIUS_ENGLISH(
            layout(
                    "From (date)",
                    "From (time)",
                    "Volume",
                    "Unit",
                    DateOrder.DAY_FIRST,
                    ZoneId.of("Europe/Brussels"),
                    Stamp.START,
                    DecimalMark.COMMA,
                    null),
            "From (date)",
            "From (time)",
            "Register",
            "Volume",
            "Unit"),
    /** The half-hours of Low Carbon London; neither zone nor end is said in it. */
    LOW_CARBON_LONDON(
            layout(
                    "DateTime",
                    null,
                    "KWH/hh (per half hour)",
                    null,
                    null,
                    null,
                    null,
                    DecimalMark.POINT,
                    EnergyUnit.KWH),
            "LCLid",
            "DateTime",
            "KWH/hh (per half hour)"),
    /**
     * Long-term statistics of Home Assistant: a line for each hour, with what the register shows at its end; in whatever
     * zone was asked for.
     */
    HOME_ASSISTANT(
            layout("start", null, null, "unit", DateOrder.DAY_FIRST, null, Stamp.START, null, null),
            "statistic_id",
            "unit",
            "start");

    private final Layout layout;
    private final Set<String> headings;

    KnownFormat(Layout layout, String... headings) {
        this.layout = layout;
        this.headings = Stream.of(headings).map(KnownFormat::key).collect(Collectors.toSet());
    }

    private static Layout layout(
            String time,
            String clock,
            String value,
            String unitColumn,
            DateOrder order,
            ZoneId zone,
            Stamp stamp,
            DecimalMark mark,
            EnergyUnit unit) {
        return new Layout(time, clock, value, unitColumn, Map.of(), order, zone, stamp, mark, unit, null, null);
    }

    /** The one that has these headings; files may have more. */
    static Optional<KnownFormat> of(List<String> columns) {
        Set<String> there = columns.stream().map(KnownFormat::key).collect(Collectors.toSet());
        return Stream.of(values())
                .filter(format -> there.containsAll(format.headings))
                .findFirst();
    }

    /** The column that says of each line how long its interval is; null where none does. */
    String intervalColumn() {
        return this == EMS_READINGS ? "interval" : null;
    }

    private static String key(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }

    /** What is known of it, in the words of this file's own headings. */
    Layout layout(List<String> columns, ReadingMode mode) {
        Map<String, String> written =
                columns.stream().collect(Collectors.toMap(KnownFormat::key, column -> column, (one, other) -> one));
        String value = layout.valueColumn();
        if (this == HOME_ASSISTANT) {
            value = mode == ReadingMode.CUMULATIVE ? "state" : "delta";
        }
        return new Layout(
                written.get(key(layout.timeColumn())),
                layout.clockColumn() == null ? null : written.get(key(layout.clockColumn())),
                written.get(key(value)),
                layout.unitColumn() == null ? null : written.get(key(layout.unitColumn())),
                Map.of(),
                layout.dateOrder(),
                layout.zone(),
                layout.stamp(),
                layout.decimalMark(),
                layout.unit(),
                null,
                null);
    }
}
