package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A meter's load profile: its hours, ascending, and what was noticed on the way. An hour without readings and without
 * energy is not listed.
 */
public record LoadProfile(List<HourValue> hours, List<Finding> findings) {

    private static final Duration AROUND = Duration.ofHours(3);

    public LoadProfile {
        hours = List.copyOf(hours);
        findings = List.copyOf(findings);
    }

    /**
     * The load profile of all readings of a meter.
     *
     * @param readings in strictly ascending order of time, in kWh by the settings of their time
     * @throws IllegalArgumentException when they are not
     */
    public static LoadProfile of(DatedSettings settings, List<Reading> readings) {
        return of(settings, readings, Instant.MIN, Instant.MAX);
    }

    /** The same of a meter whose settings have never changed. */
    public static LoadProfile of(MeterSettings settings, List<Reading> readings) {
        return of(DatedSettings.always(settings), readings);
    }

    /** The same, of which only what lies in {@code [from, to)} is kept. */
    static LoadProfile of(DatedSettings settings, List<Reading> stored, Instant from, Instant to) {
        requireAscending(stored);
        List<Reading> readings = settings.rulings().believed(stored);
        HourLedger ledger = new HourLedger(settings, from, to);
        Stream<Finding> findings = Stream.empty();
        int first = 0;
        for (DatedSettings.Era era : settings.eras()) {
            int end = first;
            while (end < readings.size() && readings.get(end).at().isBefore(era.to())) {
                end++;
            }
            findings = Stream.concat(findings, book(era, settings, readings.subList(first, end), ledger));
            first = end;
        }
        return new LoadProfile(ledger.hours(), oneOfAKind(findings, from, to));
    }

    /** @return what was noticed */
    private static Stream<Finding> book(
            DatedSettings.Era era, DatedSettings settings, List<Reading> readings, HourLedger ledger) {
        MeterSettings own = era.settings();
        if (era.isOfRegister()) {
            RegisterWalk walk = RegisterWalk.along(settings, readings);
            readings.forEach(reading -> ledger.receive(reading.at()));
            walk.spans()
                    .forEach(span -> ledger.book(span, settings.at(span.end()).isGap(span.start(), span.end())));
            return Stream.concat(walk.findings().stream(), gaps(settings, walk.spans()));
        }
        List<IntervalSlots.Placed> placed = new IntervalSlots(own, settings.rulings()).place(readings);
        placed.forEach(each -> book(each, own, ledger));
        return placed.stream()
                .filter(IntervalSlots.Placed::outOfPlace)
                .map(each -> new Finding(
                        Finding.Kind.CLOCK,
                        each.start(),
                        each.start(),
                        each.reading().kwh()));
    }

    /**
     * The instants of the interval values that a finding of a clock is about: their own, where the finding stands in the
     * hour of their energy.
     *
     * @param until where it stands
     */
    public static Set<Instant> readingsOutOfPlace(DatedSettings settings, ReadingSource source, Instant until) {
        // None that fills an hour, or takes its place, is stamped further off.
        return settings.eras().stream()
                .filter(era -> !era.isOfRegister())
                .flatMap(era -> new IntervalSlots(era.settings(), settings.rulings())
                                .place(new EraReadings(era, settings.rulings().believed(source))
                                        .between(until.minus(AROUND), until.plus(AROUND)))
                                .stream())
                .filter(placed -> placed.outOfPlace() && placed.start().equals(until))
                .map(placed -> placed.reading().at())
                .collect(Collectors.toSet());
    }

    /** Those in {@code [from, to)}, ascending; of the same kind at the same moment one says enough. */
    private static List<Finding> oneOfAKind(Stream<Finding> findings, Instant from, Instant to) {
        List<Finding> sorted = findings.filter(finding -> isInside(finding, from, to))
                .sorted(Comparator.comparing(Finding::until)
                        .thenComparing(Finding::kind)
                        .thenComparing(Finding::from))
                .toList();
        List<Finding> kept = new ArrayList<>();
        for (Finding finding : sorted) {
            Finding latest = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (latest == null
                    || latest.kind() != finding.kind()
                    || !latest.until().equals(finding.until())) {
                kept.add(finding);
            }
        }
        return kept;
    }

    /** What of it does not lie before that hour. */
    LoadProfile since(Instant hour) {
        return new LoadProfile(
                hours.stream().filter(each -> !each.start().isBefore(hour)).toList(),
                findings.stream()
                        .filter(finding -> !finding.until().isBefore(hour))
                        .toList());
    }

    private static boolean isInside(Finding finding, Instant from, Instant to) {
        return !finding.until().isBefore(from) && finding.until().isBefore(to);
    }

    private static void book(IntervalSlots.Placed placed, MeterSettings by, HourLedger ledger) {
        Instant from = placed.start();
        Instant to = placed.end();
        ledger.receive(from);
        if (placed.whole()) {
            Instant start = by.startOf(placed.reading());
            Instant end = start.plus(by.lengthOf(placed.reading()));
            Instant hour = UtcHour.of(placed.start());
            Instant hourEnd = UtcHour.after(hour);
            ledger.book(placed.start(), placed.reading().kwh());
            from = start.isBefore(hour) ? hour : start;
            to = end.isAfter(hourEnd) ? hourEnd : end;
            ledger.cover(from, to);
        } else {
            ledger.book(new Span(from, to, placed.reading().kwh()), false);
        }
        if (placed.reading().stated() != null) {
            ledger.state(placed.start(), from, to);
        }
    }

    /** Where at least a whole hour knows its share of a difference only. */
    private static Stream<Finding> gaps(DatedSettings settings, List<Span> spans) {
        return spans.stream()
                .filter(span -> settings.at(span.end()).isGap(span.start(), span.end()))
                .filter(span -> UtcHour.atOrAfter(span.start()).isBefore(UtcHour.of(span.end())))
                .map(span -> new Finding(Finding.Kind.GAP, span.start(), span.end(), span.kwh()));
    }

    private static void requireAscending(List<Reading> readings) {
        for (int i = 1; i < readings.size(); i++) {
            if (!readings.get(i - 1).at().isBefore(readings.get(i).at())) {
                throw new IllegalArgumentException(
                        "Readings out of order at " + readings.get(i).at());
            }
        }
    }
}
