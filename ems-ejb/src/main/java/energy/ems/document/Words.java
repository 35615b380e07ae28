package energy.ems.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.ResourceBundle;

/** Texts, numbers and dates of documents in a language. Not thread-safe. */
public final class Words {

    static final String BUNDLE = "energy.ems.document.words";

    private static final Locale ROMANIAN = Locale.forLanguageTag("ro");

    private final Locale locale;
    private final ResourceBundle bundle;
    private final String datePattern;

    private Words(Locale locale) {
        this.locale = locale;
        bundle = ResourceBundle.getBundle(BUNDLE, locale);
        datePattern = locale.equals(ROMANIAN) ? "dd.MM.uuuu" : "d MMM uuuu";
    }

    /** @param locale null, and a language that EMS does not speak, is English */
    public static Words in(Locale locale) {
        boolean romanian = locale != null && locale.getLanguage().equals(ROMANIAN.getLanguage());
        return new Words(romanian ? ROMANIAN : Locale.ENGLISH);
    }

    String language() {
        return locale.toLanguageTag();
    }

    String get(String key, Object... arguments) {
        String text = bundle.getString(key);
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    /** All digits. */
    String exact(BigDecimal number) {
        return decimals(number, Math.max(0, number.scale()), 0);
    }

    /** With that many decimals, rounded half up. */
    String decimals(BigDecimal number, int decimals) {
        return decimals(number, decimals, decimals);
    }

    private String decimals(BigDecimal number, int most, int least) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setRoundingMode(RoundingMode.HALF_UP);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        return format.format(number);
    }

    String money(BigDecimal amount, Currency currency) {
        return decimals(amount, currency.getDefaultFractionDigits()) + " " + currency;
    }

    String date(LocalDate date) {
        return in(datePattern).format(date);
    }

    /** The days from the one to the day before the other. */
    String days(LocalDate from, LocalDate to) {
        return date(from) + " – " + date(to.minusDays(1));
    }

    /** For instance "October 2026". */
    String month(YearMonth month) {
        return in("LLLL uuuu").format(month);
    }

    /** A whole month by its name, other days by their dates. */
    String period(LocalDate from, LocalDate to) {
        YearMonth month = YearMonth.from(from);
        boolean whole =
                from.equals(month.atDay(1)) && to.equals(month.plusMonths(1).atDay(1));
        return whole ? month(month) : days(from, to);
    }

    /** To the minute; of an hour that the clock shows twice with the offset. */
    String moment(ZonedDateTime time) {
        boolean twice = time.getZone()
                        .getRules()
                        .getValidOffsets(time.toLocalDateTime())
                        .size()
                > 1;
        return in(datePattern + ", HH:mm" + (twice ? " xxx" : "")).format(time);
    }

    /** For instance "UTC+03:00". */
    String offset(ZonedDateTime time) {
        return in("'UTC'xxx").format(time);
    }

    String moment(Instant instant, ZoneId zone) {
        return moment(instant.atZone(zone)) + " (" + zone.getId() + ")";
    }

    DateTimeFormatter in(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale);
    }
}
