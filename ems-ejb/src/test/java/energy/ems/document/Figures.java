package energy.ems.document;

import energy.ems.metering.Bucket;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.EnergyCosts;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.Billing;
import energy.ems.tariff.billing.MeteredHour;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.ThreeRates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What documents are made of in tests. */
final class Figures {

    static final Instant LATER = Instant.parse("2026-12-01T10:00:00Z");

    private Figures() {}

    /** October 2026 of the tariff that is worked out by hand. */
    static CostStatement october(String device, Tariff tariff) {
        List<Bill> bills =
                Billing.bills(tariff, ThreeRates.OCTOBER, ThreeRates.NOVEMBER, ThreeRates.hoursOfOctober(), LATER);
        return new CostStatement("meter-1", device, ThreeRates.OCTOBER, ThreeRates.NOVEMBER, bills, List.of(), 0);
    }

    static EnergyCosts costsOfOctober() {
        List<MeteredHour> hours = ThreeRates.hoursOfOctober();
        Tariff tariff = ThreeRates.tariff();
        return new EnergyCosts(
                tariff.currency(), Billing.costs(tariff, ThreeRates.OCTOBER, ThreeRates.NOVEMBER, hours));
    }

    /** @param energy of each bucket by its number; null for what is missing */
    static ConsumptionReport report(
            String device, LocalDate from, LocalDate to, Resolution resolution, Function<Integer, BigDecimal> energy) {
        ChronoUnit unit = resolution == Resolution.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        List<Bucket> buckets = new ArrayList<>();
        ZonedDateTime end = to.atStartOfDay(ThreeRates.BUCHAREST);
        for (ZonedDateTime at = from.atStartOfDay(ThreeRates.BUCHAREST); at.isBefore(end); at = at.plus(1, unit)) {
            BigDecimal known = energy.apply(buckets.size());
            Quality quality = known == null ? Quality.MISSING : Quality.MEASURED;
            buckets.add(new Bucket(at, at.plus(1, unit), known, known == null ? 0 : 6, 6, quality, false, null));
        }
        MeterSummary meter = new MeterSummary(
                "meter-1",
                device,
                null,
                null,
                Duration.ofMinutes(10),
                Direction.CONSUMPTION,
                MeterState.ACTIVE,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new ConsumptionReport(meter, ThreeRates.BUCHAREST, resolution, List.of(), buckets);
    }
}
