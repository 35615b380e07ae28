package energy.ems.device;

import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.SettingsDates;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of a device import, by the names of the REST contract, in any order. */
final class DeviceCsv {

    static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "description",
            "address",
            "owner",
            "max_hourly_kwh",
            "place",
            "main_meter",
            "reading_mode",
            "interval_stamp",
            "unit",
            "register_capacity",
            "expected_interval",
            "factor",
            "max_power_kw",
            "after_reset",
            "direction",
            "settings_valid_from");

    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_SHOWN = 60;

    private final Map<String, Integer> positions = new HashMap<>();
    private final int width;
    private final boolean decimalComma;

    /** @throws InvalidInputException when a column is unknown, doubled, or the name is missing */
    DeviceCsv(List<String> header, char separator) {
        InputCheck check = new InputCheck();
        for (int position = 0; position < header.size(); position++) {
            String column = header.get(position).strip().toLowerCase(Locale.ROOT);
            String shown = column.length() > 40 ? column.substring(0, 40) : column;
            check.require(COLUMNS.contains(column), shown, Rule.NOT_ONE_OF, String.join(", ", COLUMNS));
            check.require(positions.put(column, position) == null, shown, Rule.DUPLICATE, 1);
        }
        check.require(positions.containsKey("name"), "name", Rule.REQUIRED);
        check.finish();
        this.width = header.size();
        this.decimalComma = separator != ',';
    }

    /** The record as a device, with an id of its own when it had none; what is wrong with it is noted. */
    DeviceDraft device(List<String> record, Instant now, InputCheck check) {
        if (record.size() != width) {
            throw new InvalidInputException("line", Rule.MALFORMED, record.size() + " values instead of " + width);
        }
        DeviceDraft draft = new DeviceDraft(
                text(record, "id"),
                text(record, "name"),
                text(record, "description"),
                text(record, "address"),
                text(record, "owner"),
                check.attempt(() -> number(record, "max_hourly_kwh")),
                new DevicePlace(
                        text(record, "place"), Boolean.TRUE.equals(check.attempt(() -> flag(record, "main_meter")))),
                settings(record, check),
                check.attempt(() -> date(record, "settings_valid_from")));
        return DeviceRules.check(draft, now, check);
    }

    private ReadingSettings settings(List<String> record, InputCheck check) {
        return new ReadingSettings(
                check.attempt(() -> choice(record, "reading_mode", ReadingMode.values())),
                check.attempt(() -> choice(record, "interval_stamp", IntervalStamp.values())),
                check.attempt(() -> choice(record, "unit", EnergyUnit.values())),
                check.attempt(() -> number(record, "register_capacity")),
                check.attempt(() -> interval(record)),
                check.attempt(() -> number(record, "factor")),
                check.attempt(() -> number(record, "max_power_kw")),
                check.attempt(() -> choice(record, "after_reset", AfterReset.values())),
                check.attempt(() -> choice(record, "direction", Direction.values())));
    }

    /** What the record has in that column, short enough to be shown; null for nothing. */
    String shown(List<String> record, String column) {
        Integer position = positions.get(column);
        if (position == null
                || position >= record.size()
                || record.get(position).isBlank()) {
            return null;
        }
        String value = record.get(position).strip();
        return value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    }

    private String text(List<String> record, String column) {
        Integer position = positions.get(column);
        return position == null || record.get(position).isBlank()
                ? null
                : record.get(position).strip();
    }

    private BigDecimal number(List<String> record, String column) {
        String text = text(record, column);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(decimalComma ? text.replace(',', '.') : text);
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(column, Rule.NOT_A_NUMBER);
        }
        throw new InvalidInputException(column, Rule.NOT_A_NUMBER);
    }

    private <E extends Enum<E>> E choice(List<String> record, String column, E[] choices) {
        String text = text(record, column);
        if (text == null) {
            return null;
        }
        return Stream.of(choices)
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findAny()
                .orElseThrow(() -> new InvalidInputException(
                        column,
                        Rule.NOT_ONE_OF,
                        Stream.of(choices).map(Enum::name).collect(Collectors.joining(", "))));
    }

    private boolean flag(List<String> record, String column) {
        String text = text(record, column);
        if (text == null || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        throw new InvalidInputException(column, Rule.NOT_ONE_OF, "true, false");
    }

    private Instant date(List<String> record, String column) {
        String text = text(record, column);
        if (text == null || text.equalsIgnoreCase(SettingsDates.ALWAYS_WORD)) {
            return text == null ? null : SettingsDates.ALWAYS;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(column, Rule.NOT_A_DATE, SettingsDates.ALWAYS_WORD);
        }
    }

    private Duration interval(List<String> record) {
        String text = text(record, "expected_interval");
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException("expected_interval", Rule.NOT_A_DURATION, "PT1S", "P31D");
        }
    }
}
