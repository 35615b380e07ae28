package energy.ems.tariff;

import energy.ems.boundary.Audience;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.FlowFigures;
import energy.ems.metering.MeterSummary;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.Billing;
import energy.ems.tariff.billing.HourCost;
import energy.ems.tariff.billing.MeteredHour;
import energy.ems.tariff.billing.Tariff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the energy of a device costs, in the eyes of whoever is named. Inside the house alone: callers come in by
 * {@link Costs}.
 */
@ApplicationScoped
public class CostFigures {

    private static final int MOST_DAYS = 1_100;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    StoredAssignments assignments;

    @Inject
    FlowFigures flows;

    @Inject
    Clock clock;

    /** Days of which a tariff is assigned. */
    private record Stretch(Tariff tariff, LocalDate from, LocalDate to) {

        Instant start() {
            return from.atStartOfDay(tariff.zone()).toInstant();
        }

        Instant end() {
            return to.atStartOfDay(tariff.zone()).toInstant();
        }

        /** Its first day that they may see, whose hours these are. */
        LocalDate since(List<MeteredHour> hours) {
            LocalDate first = LocalDate.ofInstant(hours.get(0).start(), tariff.zone());
            return first.isAfter(from) ? first : from;
        }
    }

    /** Whether a tariff ever counts for it, its own or that of its place; says nothing of whether the caller may see it. */
    public boolean hasTariff(MeterSummary meter) {
        return assignments.inForce(meter.deviceId(), meter.place()).stream()
                .anyMatch(assignment -> assignment.tariffId() != null);
    }

    /**
     * The bills of some days, one for each month and tariff.
     *
     * @param to exclusive
     * @throws NotFoundException when there is no such device for them
     * @throws InvalidInputException when the range is empty or longer than three years
     */
    public CostStatement statement(Audience audience, String deviceId, LocalDate from, LocalDate to) {
        MeterSummary meter = flows.meter(audience, deviceId);
        if (!from.isBefore(to)) {
            throw new InvalidInputException("to", Rule.MALFORMED, "it must be later than from");
        }
        if (ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
            throw new InvalidInputException("to", Rule.MALFORMED, "the range has too many days, ask for less");
        }
        Instant now = clock.instant();
        List<Bill> bills = new ArrayList<>();
        for (Stretch stretch : stretches(meter, from, to)) {
            List<MeteredHour> hours =
                    hours(audience, deviceId, stretch, stretch.tariff().zone(), now);
            if (!hours.isEmpty()) {
                bills.addAll(Billing.bills(stretch.tariff(), stretch.since(hours), stretch.to(), hours, now));
            }
        }
        return new CostStatement(
                deviceId,
                meter.name(),
                from,
                to,
                bills,
                CostStatement.totals(bills),
                withoutPrice(audience, deviceId, from, to, bills, now));
    }

    /** The days that are theirs and have begun, and are in none of the bills. */
    private int withoutPrice(
            Audience audience, String deviceId, LocalDate from, LocalDate to, List<Bill> bills, Instant now) {
        ZoneId zone =
                bills.isEmpty() ? ZoneOffset.UTC : bills.get(bills.size() - 1).zone();
        LocalDate since = LocalDate.ofInstant(flows.visibleSince(audience, deviceId), zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        Set<LocalDate> days = from.datesUntil(to)
                .filter(day -> !day.isBefore(since) && !day.isAfter(today))
                .collect(Collectors.toSet());
        bills.forEach(bill -> bill.from().datesUntil(bill.to()).forEach(days::remove));
        return days.size();
    }

    /**
     * What the hours of a zone's clock cost.
     *
     * @param from inclusive
     * @param to exclusive
     * @param zone by whose clock the hours are cut
     * @return empty when no price is in force, or prices of several currencies are
     * @throws NotFoundException when a price is in force and there is no such device for them
     */
    public Optional<EnergyCosts> ofHours(Audience audience, MeterSummary meter, Instant from, Instant to, ZoneId zone) {
        Instant end = to.isBefore(clock.instant()) ? to : clock.instant();
        List<HourCost> costs = new ArrayList<>();
        Set<Currency> currencies = new HashSet<>();
        // Whole months, because blocks are filled from their beginning; a day more, because the zones may differ.
        LocalDate first = LocalDate.ofInstant(from, zone).minusDays(1).withDayOfMonth(1);
        LocalDate last =
                LocalDate.ofInstant(to, zone).plusDays(1).withDayOfMonth(1).plusMonths(1);
        for (Stretch stretch : stretches(meter, first, last)) {
            List<MeteredHour> hours = hours(audience, meter.deviceId(), stretch, zone, end);
            if (!hours.isEmpty()) {
                List<HourCost> ofStretch =
                        Billing.costs(stretch.tariff(), stretch.since(hours), stretch.to(), hours).stream()
                                .filter(hour -> !hour.start().isBefore(from))
                                .toList();
                ofStretch.stream()
                        .findAny()
                        .ifPresent(any -> currencies.add(stretch.tariff().currency()));
                costs.addAll(ofStretch);
            }
        }
        return currencies.size() == 1
                ? Optional.of(new EnergyCosts(currencies.iterator().next(), costs))
                : Optional.empty();
    }

    private List<Stretch> stretches(MeterSummary meter, LocalDate from, LocalDate to) {
        List<Stretch> stretches = new ArrayList<>();
        List<TariffAssignment> assigned = assignments.inForce(meter.deviceId(), meter.place());
        for (int i = 0; i < assigned.size(); i++) {
            TariffAssignment assignment = assigned.get(i);
            LocalDate begin = assignment.validFrom().isAfter(from) ? assignment.validFrom() : from;
            LocalDate next = i + 1 < assigned.size() ? assigned.get(i + 1).validFrom() : to;
            LocalDate end = next.isBefore(to) ? next : to;
            if (assignment.tariffId() != null && begin.isBefore(end)) {
                Tariff tariff = entityManager
                        .find(StoredTariff.class, assignment.tariffId())
                        .tariff();
                stretches.add(new Stretch(tariff, begin, end));
            }
        }
        return stretches;
    }

    /** Those that begin before that end. */
    private List<MeteredHour> hours(Audience audience, String deviceId, Stretch stretch, ZoneId zone, Instant end) {
        Instant until = stretch.end().isBefore(end) ? stretch.end() : end;
        if (!stretch.start().isBefore(until)) {
            return List.of();
        }
        return flows.of(audience, deviceId, stretch.start(), until, zone).stream()
                .map(flow ->
                        new MeteredHour(flow.start(), flow.end(), flow.energyKwh(), flow.quality(), flow.direction()))
                .toList();
    }
}
