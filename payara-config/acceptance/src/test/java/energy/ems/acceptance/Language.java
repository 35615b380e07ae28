package energy.ems.acceptance;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A language of the portal, and how its people write a date. */
enum Language {
    ENGLISH("en", "d MMM yyyy"),
    ROMANIAN("ro", "dd.MM.yyyy");

    private final String code;
    private final DateTimeFormatter date;

    Language(String code, String pattern) {
        this.code = code;
        this.date = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    String code() {
        return code;
    }

    String write(LocalDate day) {
        return date.format(day);
    }
}
