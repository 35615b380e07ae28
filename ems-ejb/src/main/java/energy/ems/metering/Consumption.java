package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.hours.HourlyConsumption;
import energy.ems.metering.hours.StoredFindings;
import energy.ems.metering.hours.StoredHours;
import energy.ems.metering.meter.LimitsAndOwners;
import energy.ems.metering.meter.LimitsAndOwners.Limits;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.place.DeviceFlows;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.Flow;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.Finding;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.Period;
import energy.ems.metering.profile.PeriodValue;
import energy.ems.metering.profile.QuarterHour;
import energy.ems.metering.profile.Resolution;
import energy.ems.metering.profile.UtcHour;
import energy.ems.metering.readings.StoredReadings;
import energy.ems.platform.SearchText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What has been consumed. A user sees the meters that are theirs, and of those what was measured since they are;
 * operators and administrators see all. What somebody may not see is not found.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Consumption {

    private static final int MOST_READINGS = 100_000;
    private static final int MOST_REVISIONS = 1_000;
    private static final int MOST_FINDINGS = 1_000;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    VisibleMeters visibleMeters;

    @Inject
    StoredHours hours;

    @Inject
    StoredFindings storedFindings;

    @Inject
    StoredReadings storedReadings;

    @Inject
    LimitsAndOwners facts;

    @Inject
    PlaceFigures figures;

    @Inject
    Caller caller;

    /**
     * @param from the bucket that holds it is the first
     * @param to exclusive
     * @throws NotFoundException when there is no such device for the caller
     * @throws InvalidInputException when the range is empty or has too many buckets
     */
    public ConsumptionReport report(String deviceId, Instant from, Instant to, ZoneId zone, Resolution resolution) {
        return reports(deviceId, zone, List.of(Question.ofBuckets(from, to, resolution)))
                .get(0);
    }

    /**
     * Answers several questions about one device, in their order, at the cost of three queries and one for each.
     *
     * @throws NotFoundException when there is no such device for the caller
     * @throws InvalidInputException when a range is empty or has too many buckets
     */
    public List<ConsumptionReport> reports(String deviceId, ZoneId zone, List<Question> questions) {
        Meter meter = visibleMeters.get(deviceId);
        Instant since = visibleMeters.since(meter);
        Limits limits = facts.limits(meter);
        return questions.stream()
                .map(question -> answer(question, meter, since, limits, zone))
                .toList();
    }

    private ConsumptionReport answer(Question question, Meter meter, Instant since, Limits limits, ZoneId zone) {
        List<Period> periods = periods(question, zone);
        // Where energy has flowed another way before, a sum of it says too little.
        if (question.energyUntil() != null
                && meter.settings().directionChanges().isEmpty()) {
            return energy(question, meter, since, periods, zone);
        }
        List<HourlyConsumption> stored =
                hours.load(meter.id(), Period.firstHour(periods), Period.endOfLastHour(periods)).stream()
                        .filter(hour -> !hour.start().isBefore(since))
                        .toList();
        List<HourValue> values = stored.stream().map(HourlyConsumption::value).toList();
        TreeSet<Instant> corrected = stored.stream()
                .filter(HourlyConsumption::isCorrected)
                .map(HourlyConsumption::start)
                .collect(Collectors.toCollection(TreeSet::new));
        Predicate<Instant> isWatched = meter.watchedByLimits();
        Function<Instant, BigDecimal> limitsInForce = start -> isWatched.test(start) ? limits.at(start) : null;
        boolean asHours = question.resolution() == Resolution.HOUR;
        List<Finding> findings = asHours || question.inDetail()
                ? storedFindings.load(
                        meter.id(),
                        latest(Period.firstHour(periods), since),
                        Period.endOfLastHour(periods),
                        MOST_FINDINGS)
                : List.of();
        if (!asHours && (question.inHours() || question.energyUntil() != null)) {
            PeriodValue.WithHours both = bounded(() -> PeriodValue.withHours(periods, values, meter.settings()));
            return new ConsumptionReport(
                    MeterSummary.of(meter),
                    zone,
                    question.resolution(),
                    buckets(both.hours(), limitsInForce, corrected, findings),
                    buckets(both.periods(), none -> null, corrected, List.of()));
        }
        List<Bucket> buckets = buckets(
                PeriodValue.of(periods, values, meter.settings()),
                asHours ? limitsInForce : none -> null,
                corrected,
                asHours ? findings : List.of());
        List<Bucket> inHours = asHours ? buckets : List.of();
        return new ConsumptionReport(MeterSummary.of(meter), zone, question.resolution(), inHours, buckets);
    }

    /** What is summed up already, and for the rest of it the hours, which are summed up where they are stored. */
    private ConsumptionReport energy(Question question, Meter meter, Instant since, List<Period> periods, ZoneId zone) {
        ZonedDateTime cut = Period.covering(
                        question.energyUntil(), question.energyUntil().plusNanos(1), zone, Resolution.HOUR)
                .get(0)
                .start();
        List<Period> pieces = new ArrayList<>();
        for (Period period : periods) {
            if (period.start().isBefore(cut) && cut.isBefore(period.end())) {
                pieces.add(new Period(period.start(), cut));
                pieces.add(new Period(cut, period.end()));
            } else {
                pieces.add(period);
            }
        }
        DeviceFlows flows =
                figures.flows(List.of(meter), Map.of(meter.id(), since), pieces).get(meter.deviceId());
        boolean produces = meter.settings().latest().direction() == Direction.PRODUCTION;
        List<Bucket> stretches = new ArrayList<>();
        List<Bucket> buckets = new ArrayList<>();
        int piece = 0;
        for (Period period : periods) {
            Flow flow = null;
            DeviceHours hours = DeviceHours.NONE;
            for (; piece < pieces.size() && pieces.get(piece).start().isBefore(period.end()); piece++) {
                flow = Flow.plus(flow, flows.flow(piece));
                hours = hours.plus(flows.hours(piece));
                stretches.add(energy(pieces.get(piece), flows.flow(piece), flows.hours(piece), produces));
            }
            buckets.add(energy(period, flow, hours, produces));
        }
        return new ConsumptionReport(MeterSummary.of(meter), zone, question.resolution(), stretches, buckets);
    }

    private static Bucket energy(Period period, Flow flow, DeviceHours hours, boolean produces) {
        BigDecimal balance = flow == null ? null : flow.balanceKwh();
        return PlaceFigures.bucket(
                period.start(), period.end(), balance != null && produces ? balance.negate() : balance, hours);
    }

    static List<Period> periods(Question question, ZoneId zone) {
        if (!question.from().isBefore(question.to())) {
            throw new InvalidInputException("to", InvalidInputException.Rule.MALFORMED, "it must be later than from");
        }
        return bounded(() -> Period.covering(question.from(), question.to(), zone, question.resolution()));
    }

    private static <T> T bounded(Supplier<T> cut) {
        try {
            return cut.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "to", InvalidInputException.Rule.MALFORMED, "the range has too many buckets, ask for less");
        }
    }

    /** @param limits by the start of the bucket; longer ones than an hour have none */
    private static List<Bucket> buckets(
            List<PeriodValue> values,
            Function<Instant, BigDecimal> limits,
            TreeSet<Instant> corrected,
            List<Finding> findings) {
        List<Set<Finding.Kind>> noticed = noticed(values, findings);
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            PeriodValue value = values.get(i);
            Instant start = value.period().start().toInstant();
            Instant firstCorrected = corrected.ceiling(UtcHour.of(start));
            buckets.add(new Bucket(
                    value.period().start(),
                    value.period().end(),
                    value.energyKwh(),
                    value.readings(),
                    value.expectedReadings(),
                    value.quality(),
                    firstCorrected != null
                            && firstCorrected.isBefore(value.period().end().toInstant()),
                    limits.apply(start),
                    noticed.get(i)));
        }
        return buckets;
    }

    /** What was noticed in each of consecutive periods; of a year they are too many to look through for each finding. */
    private static List<Set<Finding.Kind>> noticed(List<PeriodValue> values, List<Finding> findings) {
        List<Set<Finding.Kind>> noticed = new ArrayList<>(Collections.nCopies(values.size(), Set.of()));
        TreeMap<Instant, Integer> byEnd = new TreeMap<>();
        if (!findings.isEmpty()) {
            for (int i = 0; i < values.size(); i++) {
                byEnd.put(values.get(i).period().end().toInstant(), i);
            }
        }
        for (Finding finding : findings) {
            for (int i : byEnd.tailMap(finding.from(), false).values()) {
                if (values.get(i).period().start().toInstant().isAfter(finding.until())) {
                    break;
                }
                Set<Finding.Kind> kinds = EnumSet.of(finding.kind());
                kinds.addAll(noticed.get(i));
                noticed.set(i, kinds);
            }
        }
        return noticed;
    }

    /**
     * The caller's devices whose name or id holds what was typed, by name.
     *
     * @param typed in any case, with or without accents; blank for all
     * @param most how many at most
     */
    public List<MeterChoice> choices(String typed, int most) {
        String part = typed == null ? "" : typed.strip();
        String matching = part.isEmpty()
                ? ""
                : " AND (m.name LIKE :part ESCAPE '!' OR LOWER(m.deviceId) LIKE :lowerPart ESCAPE '!')";
        TypedQuery<Object[]> query = own(
                "SELECT m.deviceId, m.name FROM Meter m", matching + " ORDER BY m.name, m.deviceId", Object[].class);
        if (!part.isEmpty()) {
            query.setParameter("part", SearchText.anywhere(part));
            query.setParameter("lowerPart", SearchText.anywhere(part.toLowerCase(Locale.ROOT)));
        }
        return query.setMaxResults(most)
                .getResultStream()
                .map(row -> new MeterChoice((String) row[0], (String) row[1]))
                .toList();
    }

    /** The device to begin with: the first by name that has sent something, or else the first. */
    public Optional<MeterSummary> first() {
        return first(" AND m.lastReadingAt IS NOT NULL").or(() -> first(""));
    }

    private Optional<MeterSummary> first(String condition) {
        return own("SELECT m FROM Meter m", condition + " ORDER BY m.name, m.deviceId", Meter.class)
                .setMaxResults(1)
                .setHint("eclipselink.read-only", "true")
                .getResultStream()
                .findFirst()
                .map(MeterSummary::of);
    }

    /**
     * Which of the caller's meters want looking at.
     *
     * @param most how many of the silent ones are named
     */
    public MeterAttention attention(int most) {
        Object[] counts = own(
                        "SELECT COUNT(m), COUNT(m.silentSince), COUNT(m.lastReadingAt) FROM Meter m",
                        "",
                        Object[].class)
                .getSingleResult();
        long meters = ((Number) counts[0]).longValue();
        long silent = ((Number) counts[1]).longValue();
        List<MeterSummary> latest = silent == 0
                ? List.of()
                : own(
                                "SELECT m FROM Meter m",
                                " AND m.silentSince IS NOT NULL ORDER BY m.silentSince DESC, m.deviceId",
                                Meter.class)
                        .setMaxResults(most)
                        .setHint("eclipselink.read-only", "true")
                        .getResultStream()
                        .map(MeterSummary::of)
                        .toList();
        return new MeterAttention(meters, silent, meters - ((Number) counts[2]).longValue(), latest);
    }

    /** A question about the registered meters that the caller may see. */
    private <T> TypedQuery<T> own(String select, String rest, Class<T> type) {
        String owned = caller.seesAll() ? "" : " AND m.owner = :owner";
        TypedQuery<T> query = entityManager
                .createQuery(select + " WHERE m.state = :state" + owned + rest, type)
                .setParameter("state", MeterState.ACTIVE);
        return caller.seesAll() ? query : query.setParameter("owner", caller.username());
    }

    /** @throws NotFoundException when there is no such device for the caller */
    public MeterSummary meter(String deviceId) {
        return MeterSummary.of(visibleMeters.get(deviceId));
    }

    /** Which of these devices were registered once and are deleted; says nothing of others that the caller may not see. */
    public Set<String> deleted(Collection<String> deviceIds) {
        if (deviceIds.isEmpty() || !caller.seesAll()) {
            return Set.of();
        }
        return entityManager
                .createQuery(
                        "SELECT m.deviceId FROM Meter m WHERE m.state = :state AND m.deviceId IN :ids", String.class)
                .setParameter("state", MeterState.DELETED)
                .setParameter("ids", deviceIds)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** The days of a month of which something is known. */
    public Set<LocalDate> daysWithData(String deviceId, YearMonth month, ZoneId zone) {
        Meter meter = visibleMeters.get(deviceId);
        Instant since = visibleMeters.since(meter);
        Instant from = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        // Where days begin inside a UTC hour, its quarters tell to which of the two days its energy belongs.
        TreeSet<LocalDate> days = new TreeSet<>();
        for (HourlyConsumption hour : hours.load(meter.id(), UtcHour.of(from), to)) {
            if (hour.start().isBefore(since)) {
                continue;
            }
            List<QuarterHour> quarters = hour.value().quarters();
            for (int i = 0; i < quarters.size(); i++) {
                if (quarters.get(i).energyKwh() != null) {
                    days.add(LocalDate.ofInstant(hour.start().plus(15L * i, ChronoUnit.MINUTES), zone));
                }
            }
        }
        days.removeIf(day -> !YearMonth.from(day).equals(month));
        return days;
    }

    /**
     * The stored readings in {@code [from, to)}, ascending, each in the device's unit of its time.
     *
     * @throws InvalidInputException when the range holds more than {@value #MOST_READINGS}
     */
    public List<ReceivedReading> readings(String deviceId, Instant from, Instant to) {
        Meter meter = visibleMeters.get(deviceId);
        Instant start = latest(from, visibleMeters.since(meter));
        if (storedReadings.count(meter.id(), start, to) > MOST_READINGS) {
            throw new InvalidInputException(
                    "to", InvalidInputException.Rule.MALFORMED, "the range has too many readings, ask for less");
        }
        if (!start.isBefore(to)) {
            return List.of();
        }
        DatedSettings settings = meter.settings();
        return storedReadings.received(new StoredReadings.Range(meter.id(), start, to)).stream()
                .map(stored -> new ReceivedReading(
                        stored.at(),
                        stored.said().value().stripTrailingZeros(),
                        stored.said().interval(),
                        settings.at(stored.at()).unit(),
                        stored.receivedAt()))
                .toList();
    }

    /**
     * What the hours that begin in {@code [from, to)} said before they were computed anew, in the order of the hours and
     * of the changes; of very many the latest.
     */
    public List<HourRevision> revisions(String deviceId, Instant from, Instant to) {
        Meter meter = visibleMeters.get(deviceId);
        return hours.revisions(meter.id(), latest(from, visibleMeters.since(meter)), to, MOST_REVISIONS).stream()
                .map(revision -> new HourRevision(
                        revision.hour(),
                        revision.oldKwh(),
                        revision.newKwh(),
                        revision.oldQuality(),
                        revision.newQuality(),
                        revision.changedAt()))
                .toList();
    }

    /** What was noticed about the readings in {@code [from, to)}, ascending; of very many the first. */
    public List<MeterFinding> findings(String deviceId, Instant from, Instant to) {
        Meter meter = visibleMeters.get(deviceId);
        return storedFindings.load(meter.id(), latest(from, visibleMeters.since(meter)), to, MOST_FINDINGS).stream()
                .map(finding -> MeterFinding.of(deviceId, meter.name(), finding))
                .toList();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
