package energy.ems.web.portal.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Currency;

/**
 * Numbers and times as people read them, in the viewer's language and zone. Screens round to three significant digits
 * but never drop a whole one; {@link #exact} keeps all of them, for tooltips.
 */
@Named
@RequestScoped
public class Figures {

    public static final String NOTHING = "–";
    private static final int SIGNIFICANT = 3;

    private final Viewer viewer;

    /** For the container's proxy alone. */
    protected Figures() {
        this(null);
    }

    @Inject
    public Figures(Viewer viewer) {
        this.viewer = viewer;
    }

    /** The energy in kWh, rounded for the eye, without its unit. */
    public String energy(BigDecimal kwh) {
        if (kwh == null) {
            return NOTHING;
        }
        int decimals = Math.max(0, SIGNIFICANT - Math.max(1, kwh.precision() - kwh.scale()));
        NumberFormat format = NumberFormat.getNumberInstance(viewer.getLocale());
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        // Below one the zeros in front do not count as digits, but four decimals are as many as anybody reads.
        format.setMaximumFractionDigits(
                kwh.signum() != 0 && kwh.abs().compareTo(BigDecimal.ONE) < 0 ? SIGNIFICANT : decimals);
        return format.format(kwh);
    }

    /** All digits. */
    public String exact(BigDecimal number) {
        if (number == null) {
            return NOTHING;
        }
        NumberFormat format = NumberFormat.getNumberInstance(viewer.getLocale());
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    /** An amount of money, rounded half up to the currency's smallest unit, for instance "12.40 RON". */
    public String money(BigDecimal amount, Currency currency) {
        return amount == null ? NOTHING : decimals(amount, currency.getDefaultFractionDigits()) + " " + currency;
    }

    /** With that many decimals, rounded half up. */
    public String decimals(BigDecimal number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(viewer.getLocale());
        format.setRoundingMode(RoundingMode.HALF_UP);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(number);
    }

    /** Rounded for the eye, with its sign. */
    public String signed(BigDecimal number) {
        if (number == null) {
            return NOTHING;
        }
        String sign = number.signum() > 0 ? "+" : number.signum() < 0 ? "−" : "";
        return sign + energy(number.abs());
    }

    public String whole(long number) {
        return NumberFormat.getIntegerInstance(viewer.getLocale()).format(number);
    }

    /** With its sign, for instance "+8 %". */
    public String percent(BigDecimal percent) {
        if (percent == null) {
            return NOTHING;
        }
        BigDecimal rounded = percent.setScale(0, RoundingMode.HALF_EVEN);
        String sign = rounded.signum() > 0 ? "+" : rounded.signum() < 0 ? "−" : "±";
        return sign + whole(rounded.abs().longValue()) + " %";
    }

    /** Date and time in the viewer's zone, to the minute. */
    public String moment(Instant instant) {
        return moment(instant, ", HH:mm");
    }

    /** Date and time in the viewer's zone, to the second. */
    public String second(Instant instant) {
        return moment(instant, ", HH:mm:ss");
    }

    /** Date and time in the viewer's zone, with its offset, to the millisecond. */
    public String exactMoment(Instant instant) {
        return moment(instant, ", HH:mm:ss.SSS xxx");
    }

    private String moment(Instant instant, String pattern) {
        return instant == null ? NOTHING : words().moment(instant, viewer.getZone(), pattern);
    }

    public String clock(ZonedDateTime time) {
        return words().clock(time);
    }

    public String date(LocalDate date) {
        return date == null ? NOTHING : words().date(date);
    }

    /** For instance "Tuesday 17 November 2026". */
    public String longDate(LocalDate date) {
        return words().longDate(date);
    }

    public String weekday(LocalDate date) {
        return words().weekday(date);
    }

    /** Dates and times in the viewer's language. */
    public DateWords words() {
        return new DateWords(viewer.getLocale(), viewer.getDatePattern());
    }

    /** For instance "2 h 5 min". */
    public String duration(Duration duration) {
        if (duration == null) {
            return NOTHING;
        }
        StringBuilder text = new StringBuilder();
        part(text, duration.toDays(), "d");
        part(text, duration.toHoursPart(), "h");
        part(text, duration.toMinutesPart(), "min");
        part(text, duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0 s" : text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(text.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
        }
    }
}
