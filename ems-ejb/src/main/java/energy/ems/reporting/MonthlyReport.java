package energy.ems.reporting;

import energy.ems.account.Addressee;
import energy.ems.alerting.AlertCounts;
import energy.ems.boundary.Audience;
import energy.ems.document.MonthFigures;
import energy.ems.document.MonthFigures.Amount;
import energy.ems.document.MonthFigures.Device;
import energy.ems.document.MonthFigures.Peak;
import energy.ems.document.PrintedMonth;
import energy.ems.document.Words;
import energy.ems.group.GroupSets;
import energy.ems.group.NamedSet;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.PlaceFigures;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.place.DeviceHours;
import energy.ems.metering.place.PlaceSum;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.CostFigures;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.billing.Bill;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the report of a month, of what its reader may see and nothing else. */
@ApplicationScoped
class MonthlyReport {

    /** A month has at most so many hours, that in which the clock is set back included. */
    private static final int MOST_HOURS = 31 * 24 + 1;

    @Inject
    PlaceFigures places;

    @Inject
    GroupSets groups;

    @Inject
    CostFigures costs;

    @Inject
    AlertCounts alerts;

    @Inject
    Clock clock;

    /** @param groupName how the group is called that it is about; null where it is about none */
    record Made(String groupName, byte[] pdf) {}

    /**
     * Who looks at what, and when.
     *
     * @param place null for a group, and for all that they see
     * @param group null for a place, and for all that they see
     */
    private record Question(Audience audience, String place, NamedSet group, YearMonth month, ZoneId zone) {

        Question of(YearMonth other) {
            return new Question(audience, place, group, other, zone);
        }

        String groupName() {
            return group == null ? null : group.name();
        }

        Instant start() {
            return month.atDay(1).atStartOfDay(zone).toInstant();
        }

        Instant end() {
            return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        }
    }

    /**
     * @param reader in whose language, zone and eyes it is made
     * @param subject of the reader's own devices they see what was measured since these are theirs, whatever their role
     * @return a PDF file; empty where it is about a group that the reader does not see
     */
    Optional<Made> make(Addressee reader, ReportSubject subject, YearMonth month) {
        NamedSet group = subject.group() == null
                ? null
                : groups.find(reader, subject.group()).orElse(null);
        if (group == null && subject.group() != null) {
            return Optional.empty();
        }
        Question asked = new Question(
                subject.isOwn() ? Audience.ownerAlone(reader.username()) : reader,
                subject.place(),
                group,
                month,
                reader.zone());
        return Optional.of(new Made(asked.groupName(), paper(reader, asked)));
    }

    private byte[] paper(Addressee reader, Question asked) {
        MonthFigures figures = figures(reader.username(), asked);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            PrintedMonth.write(figures, Words.in(reader.language()), pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    private MonthFigures figures(String person, Question asked) {
        Instant now = clock.instant();
        List<MeterSummary> devices = devices(asked);
        boolean tooMany = devices.size() > PlaceFigures.MOST_DEVICES;
        if (devices.isEmpty() || tooMany) {
            return new MonthFigures(
                    asked.place(),
                    asked.groupName(),
                    person,
                    asked.month(),
                    asked.zone(),
                    now,
                    devices.size(),
                    tooMany,
                    Amount.NONE,
                    Amount.NONE,
                    Amount.NONE,
                    List.of(),
                    null,
                    Map.of(),
                    List.of(),
                    0,
                    List.of());
        }
        PlaceReport days = report(asked, Resolution.DAY);
        PlaceSum before =
                report(asked.of(asked.month().minusMonths(1)), Resolution.MONTH).sum();
        PlaceSum yearBefore =
                report(asked.of(asked.month().minusYears(1)), Resolution.MONTH).sum();
        Map<String, List<Bill>> bills = bills(asked, devices);
        Set<String> counted =
                days.sum().counted().map(PlaceSum::deviceId).collect(Collectors.toCollection(HashSet::new));
        return new MonthFigures(
                asked.place(),
                asked.groupName(),
                person,
                asked.month(),
                asked.zone(),
                now,
                devices.size(),
                false,
                amount(days.sum()),
                amount(before),
                amount(yearBefore),
                days.buckets().stream().map(PlaceFigures::used).toList(),
                PlaceFigures.fits(devices.size(), MOST_HOURS) ? peak(report(asked, Resolution.HOUR)) : null,
                alerts.of(
                        asked.audience(),
                        devices.stream().map(MeterSummary::deviceId).toList(),
                        asked.start(),
                        asked.end()),
                CostStatement.totals(counted.stream()
                        .sorted()
                        .flatMap(id -> bills.get(id).stream())
                        .toList()),
                (int) counted.stream().filter(id -> bills.get(id).isEmpty()).count(),
                devices(devices, byDevice(days.sum()), byDevice(before), byDevice(yearBefore), counted, bills));
    }

    private List<MeterSummary> devices(Question asked) {
        int most = PlaceFigures.MOST_DEVICES + 1;
        return asked.group() == null
                ? places.devices(asked.audience(), asked.place(), most)
                : places.devices(asked.audience(), asked.group().content(), most);
    }

    private PlaceReport report(Question asked, Resolution resolution) {
        if (asked.group() != null) {
            return places.report(
                    asked.audience(),
                    asked.group().name(),
                    asked.group().content(),
                    asked.start(),
                    asked.end(),
                    asked.zone(),
                    resolution);
        }
        return places.report(asked.audience(), asked.place(), asked.start(), asked.end(), asked.zone(), resolution);
    }

    private Map<String, List<Bill>> bills(Question asked, List<MeterSummary> devices) {
        Map<String, List<Bill>> bills = new HashMap<>();
        for (MeterSummary device : devices) {
            bills.put(
                    device.deviceId(),
                    costs.hasTariff(device)
                            ? costs.statement(
                                            asked.audience(),
                                            device.deviceId(),
                                            asked.month().atDay(1),
                                            asked.month().plusMonths(1).atDay(1))
                                    .bills()
                            : List.of());
        }
        return bills;
    }

    private static Map<String, PlaceSum> byDevice(PlaceSum sum) {
        return sum.allDevices().collect(Collectors.toMap(PlaceSum::deviceId, Function.identity()));
    }

    private static List<Device> devices(
            List<MeterSummary> devices,
            Map<String, PlaceSum> month,
            Map<String, PlaceSum> before,
            Map<String, PlaceSum> yearBefore,
            Set<String> counted,
            Map<String, List<Bill>> bills) {
        List<Device> rows = new ArrayList<>();
        for (MeterSummary device : devices) {
            String id = device.deviceId();
            rows.add(new Device(
                    device.name(),
                    device.place(),
                    !counted.contains(id),
                    amount(month.get(id)),
                    amount(before.get(id)),
                    amount(yearBefore.get(id)),
                    CostStatement.totals(bills.get(id))));
        }
        return rows;
    }

    /** @param sum null when the device was not there yet when it was asked for */
    private static Amount amount(PlaceSum sum) {
        if (sum == null) {
            return Amount.NONE;
        }
        DeviceHours hours = sum.hours();
        return new Amount(
                sum.total() == null ? null : sum.total().consumptionKwh(),
                sum.total() == null ? null : sum.total().productionKwh(),
                hours.all(),
                hours.missing(),
                hours.estimated());
    }

    private static Peak peak(PlaceReport hours) {
        return hours.buckets().stream()
                .filter(hour -> hour.sum().total() != null
                        && hour.sum().total().consumptionKwh().signum() > 0)
                .map(hour -> new Peak(hour.start(), hour.sum().total().consumptionKwh()))
                .max(Comparator.comparing(Peak::usedKwh))
                .orElse(null);
    }
}
