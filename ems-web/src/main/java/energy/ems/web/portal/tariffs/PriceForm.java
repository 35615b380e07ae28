package energy.ems.web.portal.tariffs;

import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.tariff.billing.PriceBlock;
import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.RateRule;
import energy.ems.web.portal.frame.DecimalConverter;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of the editor: a price and when it counts. What was typed stays as it was typed. */
public class PriceForm implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Beside the names of weekdays. */
    static final String HOLIDAY = "HOLIDAY";

    /** A price, and behind it up to which kWh of the month it counts, with whatever word between. */
    private static final Pattern BLOCK = Pattern.compile("\\s*(\\d+(?:[.,]\\d+)?)"
            + "(?:(?:\\s*<\\s*|\\s+\\p{L}[\\p{L} ]*\\s+)(\\d+(?:[.,]\\d+)?)(?:\\s*kWh)?)?\\s*");

    private static final Pattern MONTHS = Pattern.compile("(\\d{1,2})(?:\\s*[-–]\\s*(\\d{1,2}))?");

    private String name;
    private String price;
    private String from = "00:00";
    private String to = "00:00";
    private List<String> days = allDays();
    private String months;

    /** The price that counts where no other does. */
    static PriceForm usual(Rate rate) {
        PriceForm form = new PriceForm();
        form.name = rate.name();
        form.price = text(rate);
        return form;
    }

    static PriceForm of(Rate rate, RateRule rule) {
        PriceForm form = usual(rate);
        form.from = rule.from().toString();
        form.to = rule.to().toString();
        form.days = Stream.concat(
                        rule.days().stream().sorted().map(DayOfWeek::name),
                        rule.onHolidays() ? Stream.of(HOLIDAY) : Stream.of())
                .collect(Collectors.toCollection(ArrayList::new));
        form.months = rule.months().size() == 12
                ? null
                : rule.months().stream()
                        .sorted()
                        .map(month -> Integer.toString(month.getValue()))
                        .collect(Collectors.joining(", "));
        return form;
    }

    private static List<String> allDays() {
        return Stream.concat(Stream.of(DayOfWeek.values()).map(DayOfWeek::name), Stream.of(HOLIDAY))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String text(Rate rate) {
        return rate.blocks().stream()
                .map(block -> DecimalConverter.text(block.price())
                        + (block.upToKwh() == null ? "" : " < " + DecimalConverter.text(block.upToKwh())))
                .collect(Collectors.joining("; "));
    }

    /** @throws InvalidInputException when the price cannot be read */
    Rate rate() {
        InputCheck check = new InputCheck();
        check.require(name != null && !name.isBlank(), "tariff_rate", Rule.REQUIRED);
        check.require(price != null && !price.isBlank(), "tariff_price", Rule.REQUIRED);
        check.finish();
        List<PriceBlock> blocks = new ArrayList<>();
        for (String part : price.split(";")) {
            Matcher block = BLOCK.matcher(part);
            if (!block.matches()) {
                throw new InvalidInputException("tariff_price", Rule.NOT_A_NUMBER);
            }
            blocks.add(new PriceBlock(number(block.group(2)), number(block.group(1))));
        }
        return new Rate(name.strip(), blocks);
    }

    private static BigDecimal number(String text) {
        return DecimalConverter.parse("tariff_price", text);
    }

    /** @throws InvalidInputException when the times or months cannot be read */
    RateRule rule() {
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        days.stream()
                .filter(day -> !day.equals(HOLIDAY))
                .map(DayOfWeek::valueOf)
                .forEach(weekdays::add);
        if (days.isEmpty()) {
            throw new InvalidInputException("tariff_days", Rule.REQUIRED);
        }
        return new RateRule(name.strip(), time(from), time(to), weekdays, days.contains(HOLIDAY), months());
    }

    private static LocalTime time(String text) {
        try {
            return text == null || text.isBlank() || text.strip().equals("24:00")
                    ? LocalTime.MIDNIGHT
                    : LocalTime.parse(text.strip());
        } catch (DateTimeException unreadable) {
            throw new InvalidInputException("tariff_time", Rule.MALFORMED, text);
        }
    }

    private Set<Month> months() {
        Set<Month> chosen = EnumSet.noneOf(Month.class);
        if (months == null || months.isBlank()) {
            return chosen;
        }
        for (String part : months.split(",")) {
            Matcher range = MONTHS.matcher(part.strip());
            if (!range.matches()) {
                throw new InvalidInputException("tariff_months", Rule.MALFORMED, part.strip());
            }
            Month first = month(range.group(1));
            Month last = range.group(2) == null ? first : month(range.group(2));
            // From November to March it goes over the end of the year.
            for (Month each = first; ; each = each.plus(1)) {
                chosen.add(each);
                if (each == last) {
                    break;
                }
            }
        }
        return chosen;
    }

    private static Month month(String number) {
        int value = Integer.parseInt(number);
        if (value < 1 || value > 12) {
            throw new InvalidInputException("tariff_months", Rule.MALFORMED, number);
        }
        return Month.of(value);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPrice() {
        return price;
    }

    public void setPrice(String price) {
        this.price = price;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public List<String> getDays() {
        return days;
    }

    public void setDays(List<String> days) {
        this.days = days;
    }

    public String getMonths() {
        return months;
    }

    public void setMonths(String months) {
        this.months = months;
    }
}
