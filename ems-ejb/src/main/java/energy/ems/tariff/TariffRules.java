package energy.ems.tariff;

import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.tariff.billing.PriceBlock;
import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.RateRule;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.TariffVersion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a tariff has to look like. */
final class TariffRules {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_RATE = 60;
    private static final int MOST_VERSIONS = 100;
    private static final int MOST_ENTRIES = 200;
    private static final int MOST_DECIMALS = 6;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private TariffRules() {}

    static void check(Tariff tariff, InputCheck check) {
        checkName(check, "name", tariff.name(), LONGEST_NAME);
        // Pseudo currencies, such as gold, have no smallest unit.
        check.require(
                tariff.currency().getDefaultFractionDigits() >= 0,
                "currency",
                Rule.MALFORMED,
                "a code such as EUR is expected");
        check.require(!tariff.versions().isEmpty(), "versions", Rule.REQUIRED);
        check.require(tariff.versions().size() <= MOST_VERSIONS, "versions", Rule.TOO_MANY_LINES, MOST_VERSIONS);
        List<LocalDate> dates = new ArrayList<>();
        for (int i = 0; i < tariff.versions().size(); i++) {
            TariffVersion version = tariff.versions().get(i);
            String at = "versions[" + i + "].";
            LocalDate from = version.validFrom();
            check.require(!from.isBefore(EARLIEST), at + "valid_from", Rule.TOO_EARLY, EARLIEST);
            check.require(from.isBefore(LATEST), at + "valid_from", Rule.MALFORMED, "too far in the future");
            int known = dates.indexOf(from);
            check.require(known < 0, at + "valid_from", Rule.DUPLICATE, known + 1);
            dates.add(from);
            checkVersion(check, at, version);
        }
    }

    private static void checkVersion(InputCheck check, String at, TariffVersion version) {
        List<String> names = new ArrayList<>();
        checkNumber(check, at + "rates", version.rates().size());
        for (int i = 0; i < version.rates().size(); i++) {
            Rate rate = version.rates().get(i);
            String atRate = at + "rates[" + i + "].";
            checkName(check, atRate + "name", rate.name(), LONGEST_RATE);
            int known = names.indexOf(rate.name());
            check.require(known < 0, atRate + "name", Rule.DUPLICATE, known + 1);
            names.add(rate.name());
            checkBlocks(check, atRate, rate);
        }
        checkNumber(check, at + "rules", version.rules().size());
        for (int i = 0; i < version.rules().size(); i++) {
            RateRule rule = version.rules().get(i);
            boolean ever = !rule.days().isEmpty() || rule.onHolidays();
            check.require(ever, at + "rules[" + i + "].days", Rule.REQUIRED);
        }
        checkNumber(check, at + "holidays", version.holidays().size());
        checkNumber(check, at + "taxes", version.taxes().size());
        for (int i = 0; i < version.taxes().size(); i++) {
            String atTax = at + "taxes[" + i + "].";
            checkName(check, atTax + "name", version.taxes().get(i).name(), LONGEST_RATE);
            checkPrice(check, atTax + "percent", version.taxes().get(i).percent(), HUNDRED);
        }
        if (version.standingCharge() != null) {
            checkPrice(
                    check,
                    at + "standing_charge.price",
                    version.standingCharge().price(),
                    LARGEST);
        }
        checkPrice(check, at + "feed_in_price", version.feedInPrice(), LARGEST);
        checkPrice(check, at + "capacity_price", version.capacityPrice(), LARGEST);
        checkPrice(check, at + "carbon_g_per_kwh", version.carbonGramsPerKwh(), LARGEST);
    }

    private static void checkBlocks(InputCheck check, String at, Rate rate) {
        checkNumber(check, at + "blocks", rate.blocks().size());
        BigDecimal former = BigDecimal.ZERO;
        for (int i = 0; i < rate.blocks().size(); i++) {
            PriceBlock block = rate.blocks().get(i);
            String atBlock = rate.isFlat() ? at : at + "blocks[" + i + "].";
            boolean last = i + 1 == rate.blocks().size();
            check.require(block.price() != null, atBlock + "price", Rule.REQUIRED);
            checkPrice(check, atBlock + "price", block.price(), LARGEST);
            checkPrice(check, atBlock + "up_to_kwh", block.upToKwh(), LARGEST);
            if (last) {
                check.require(
                        block.upToKwh() == null, atBlock + "up_to_kwh", Rule.MALFORMED, "the last block has no end");
            } else {
                check.require(block.upToKwh() != null, atBlock + "up_to_kwh", Rule.REQUIRED);
                boolean ascends = block.upToKwh() == null || block.upToKwh().compareTo(former) > 0;
                check.require(
                        ascends,
                        atBlock + "up_to_kwh",
                        Rule.MALFORMED,
                        "it must be greater than that of the block before");
                former = block.upToKwh() == null ? former : block.upToKwh();
            }
        }
    }

    private static void checkName(InputCheck check, String field, String name, int longest) {
        check.require(name != null && !name.isBlank(), field, Rule.REQUIRED);
        check.require(name == null || name.length() <= longest, field, Rule.TOO_LONG, longest);
        check.require(name == null || !CONTROL.matcher(name).find(), field, Rule.CONTROL_CHARACTERS);
    }

    private static void checkNumber(InputCheck check, String field, int entries) {
        check.require(entries <= MOST_ENTRIES, field, Rule.TOO_MANY_LINES, MOST_ENTRIES);
    }

    private static void checkPrice(InputCheck check, String field, BigDecimal price, BigDecimal largest) {
        if (price == null) {
            return;
        }
        check.require(price.signum() >= 0, field, Rule.NEGATIVE);
        check.require(price.compareTo(largest) <= 0, field, Rule.TOO_LARGE, largest);
        check.require(price.stripTrailingZeros().scale() <= MOST_DECIMALS, field, Rule.TOO_PRECISE, MOST_DECIMALS);
    }
}
