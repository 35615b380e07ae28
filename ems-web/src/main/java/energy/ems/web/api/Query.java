package energy.ems.web.api;

import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads query parameters; what cannot be read is a {@link BadRequest} that names the parameter. */
public final class Query {

    public static final int LARGEST_PAGE = 500;
    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?\\d{1,15}");
    /** Instants beyond these are typing errors, and no database column holds them. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Query() {}

    /**
     * An instant: epoch milliseconds, ISO 8601 with an offset, or a date, which means the start of that day in the zone.
     *
     * @return null when the parameter is missing
     */
    public static Instant instant(String name, String text, ZoneId zone) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Instant instant = parse(name, text.strip(), zone);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new BadRequest(name, "must lie between 1970 and 2200");
        }
        return instant;
    }

    private static Instant parse(String name, String text, ZoneId zone) {
        try {
            if (EPOCH_MILLIS.matcher(text).matches()) {
                return Instant.ofEpochMilli(Long.parseLong(text));
            }
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            // An unescaped + arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException notAnInstant) {
            throw new BadRequest(
                    name, "must be epoch milliseconds, or ISO 8601 with an offset like 2026-11-23T10:00:00+02:00");
        }
    }

    public static Instant required(String name, String text, ZoneId zone) {
        Instant instant = instant(name, text, zone);
        if (instant == null) {
            throw new BadRequest(name, "is required");
        }
        return instant;
    }

    /** A day; null when it is missing. */
    public static LocalDate date(String name, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text.strip());
            if (date.getYear() >= 1970 && date.getYear() < 2200) {
                return date;
            }
        } catch (DateTimeException notADate) {
            // Answered below.
        }
        throw new BadRequest(name, "must be a date like 2026-11-01, between 1970 and 2200");
    }

    public static ZoneId zone(String name, String text, ZoneId otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return ZoneId.of(text.strip().replace(' ', '+'));
        } catch (DateTimeException unknown) {
            throw new BadRequest(name, "must be an IANA time zone like Europe/Bucharest");
        }
    }

    public static <E extends Enum<E>> E choice(String name, String text, Class<E> type, E otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new BadRequest(
                    name,
                    "must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /**
     * Which page of a list is wanted, in the list's own order.
     *
     * @param page its number, from 0
     * @param size how many items a page has, 50 unless told
     */
    public static PageRequest paging(String page, String size) {
        return paging(null, page, size, Set.of());
    }

    /** @param sort a field's name, with a minus before it for descending order */
    public static PageRequest paging(String sort, String page, String size, Set<String> sortable) {
        boolean descending = sort != null && sort.startsWith("-");
        String field = descending ? sort.substring(1) : sort;
        if (field != null && !field.isEmpty() && !sortable.contains(field)) {
            throw new BadRequest(
                    "sort", "must be one of " + sortable.stream().sorted().collect(Collectors.joining(", ")));
        }
        return new PageRequest(
                number("page", page, 0, 0, 1_000_000),
                number("size", size, 50, 1, LARGEST_PAGE),
                field == null || field.isEmpty() ? null : field,
                !descending);
    }

    public static int number(String name, String text, int otherwise, int least, int most) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, like a number out of range.
        }
        throw new BadRequest(name, "must be a whole number from " + least + " to " + most);
    }

    public static long id(String name, String text) {
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException notANumber) {
            // No such thing, as for any other unknown number.
        }
        throw new NotFoundException(name, text);
    }
}
