package energy.ems.web.portal.tariffs;

import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.tariff.billing.Holiday;
import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.RateRule;
import energy.ems.tariff.billing.StandingCharge;
import energy.ems.tariff.billing.TariffVersion;
import energy.ems.tariff.billing.Tax;
import energy.ems.web.portal.frame.DecimalConverter;
import energy.ems.web.portal.frame.TypedTime;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The prices from a day on, as they are typed. */
public class VersionForm implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Pattern TAX = Pattern.compile("\\s*(.+?)\\s+(\\d+(?:[.,]\\d+)?)\\s*%?\\s*");
    private static final String YEARLY = "*";

    private LocalDate validFrom;
    private PriceForm usual = new PriceForm();
    private List<PriceForm> further = new ArrayList<>();
    private String standing;
    private StandingCharge.Per standingPer = StandingCharge.Per.MONTH;
    private String feedIn;
    private String capacity;
    private String taxes;
    private String carbon;
    private String holidays;

    static VersionForm of(TariffVersion version) {
        VersionForm form = new VersionForm();
        form.validFrom = version.validFrom();
        form.usual = PriceForm.usual(version.rates().get(0));
        Map<String, Rate> rates = version.rates().stream().collect(Collectors.toMap(Rate::name, rate -> rate));
        version.rules().forEach(rule -> form.further.add(PriceForm.of(rates.get(rule.rate()), rule)));
        if (version.standingCharge() != null) {
            form.standing = DecimalConverter.text(version.standingCharge().price());
            form.standingPer = version.standingCharge().per();
        }
        form.feedIn = DecimalConverter.text(version.feedInPrice());
        form.capacity = DecimalConverter.text(version.capacityPrice());
        form.carbon = DecimalConverter.text(version.carbonGramsPerKwh());
        form.taxes = version.taxes().stream()
                .map(tax -> tax.name() + " " + DecimalConverter.text(tax.percent()) + " %")
                .collect(Collectors.joining("; "));
        form.holidays = version.holidays().stream()
                .map(holiday -> holiday.date() + (holiday.yearly() ? " " + YEARLY : ""))
                .collect(Collectors.joining("\n"));
        return form;
    }

    /** @throws InvalidInputException naming what cannot be read */
    TariffVersion version() {
        InputCheck check = new InputCheck();
        Map<String, Rate> rates = new LinkedHashMap<>();
        List<RateRule> rules = new ArrayList<>();
        check.attempt(() -> add(rates, usual.rate()));
        for (PriceForm form : further) {
            if (check.attempt(() -> add(rates, form.rate())) != null) {
                check.attempt(() -> rules.add(form.rule()));
            }
        }
        LocalDate from = check.attempt(() -> required("tariff_valid_from", validFrom));
        List<Holiday> days = check.attempt(this::holidays);
        List<Tax> named = check.attempt(this::taxes);
        BigDecimal charge = check.attempt(() -> DecimalConverter.parse("tariff_standing", standing));
        BigDecimal paid = check.attempt(() -> DecimalConverter.parse("tariff_feed_in", feedIn));
        BigDecimal power = check.attempt(() -> DecimalConverter.parse("tariff_capacity", capacity));
        BigDecimal grams = check.attempt(() -> DecimalConverter.parse("tariff_carbon", carbon));
        check.finish();
        return new TariffVersion(
                from,
                new ArrayList<>(rates.values()),
                rules,
                days,
                charge == null ? null : new StandingCharge(charge, standingPer),
                paid,
                power,
                named,
                grams);
    }

    /** A name that comes again is the same price at another time. */
    private static Rate add(Map<String, Rate> rates, Rate rate) {
        Rate known = rates.putIfAbsent(rate.name(), rate);
        if (known != null && !known.equals(rate)) {
            throw new InvalidInputException("tariff_price", Rule.MALFORMED, rate.name());
        }
        return rate;
    }

    private static LocalDate required(String field, LocalDate date) {
        if (date == null) {
            throw new InvalidInputException(field, Rule.REQUIRED);
        }
        return date;
    }

    private static LocalDate date(String field, String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidInputException(field, Rule.REQUIRED);
        }
        try {
            return TypedTime.date(text.strip())
                    .orElseThrow(() -> new InvalidInputException(field, Rule.MALFORMED, text.strip()));
        } catch (DateTimeException unreadable) {
            throw new InvalidInputException(field, Rule.MALFORMED, text.strip());
        }
    }

    private List<Holiday> holidays() {
        List<Holiday> days = new ArrayList<>();
        for (String line : lines(holidays, "\\R")) {
            boolean yearly = line.endsWith(YEARLY);
            String day = yearly ? line.substring(0, line.length() - 1) : line;
            days.add(new Holiday(date("tariff_holidays", day), yearly));
        }
        return days;
    }

    private List<Tax> taxes() {
        List<Tax> named = new ArrayList<>();
        for (String part : lines(taxes, ";")) {
            Matcher tax = TAX.matcher(part);
            if (!tax.matches()) {
                throw new InvalidInputException("tariff_taxes", Rule.MALFORMED, part.strip());
            }
            named.add(new Tax(tax.group(1), DecimalConverter.parse("tariff_taxes", tax.group(2))));
        }
        return named;
    }

    private static List<String> lines(String text, String separator) {
        return text == null
                ? List.of()
                : List.of(text.split(separator)).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    public LocalDate getValidFrom() {
        return validFrom;
    }

    public void setValidFrom(LocalDate validFrom) {
        this.validFrom = validFrom;
    }

    public PriceForm getUsual() {
        return usual;
    }

    public List<PriceForm> getFurther() {
        return further;
    }

    public String getStanding() {
        return standing;
    }

    public void setStanding(String standing) {
        this.standing = standing;
    }

    public StandingCharge.Per getStandingPer() {
        return standingPer;
    }

    public void setStandingPer(StandingCharge.Per standingPer) {
        this.standingPer = standingPer;
    }

    public String getFeedIn() {
        return feedIn;
    }

    public void setFeedIn(String feedIn) {
        this.feedIn = feedIn;
    }

    public String getCapacity() {
        return capacity;
    }

    public void setCapacity(String capacity) {
        this.capacity = capacity;
    }

    public String getTaxes() {
        return taxes;
    }

    public void setTaxes(String taxes) {
        this.taxes = taxes;
    }

    public String getCarbon() {
        return carbon;
    }

    public void setCarbon(String carbon) {
        this.carbon = carbon;
    }

    public String getHolidays() {
        return holidays;
    }

    public void setHolidays(String holidays) {
        this.holidays = holidays;
    }
}
