package energy.ems.retention;

import energy.ems.boundary.Roles;
import energy.ems.metering.retention.OldReadings;
import energy.ems.retention.StorageReport.Data;
import energy.ems.retention.StorageReport.Group;
import energy.ems.retention.StorageReport.Kept;
import energy.ems.retention.StorageReport.NextRun;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers what is stored and how long it stays. */
@Stateless
@RolesAllowed(Roles.ADMINISTRATOR)
public class Storage {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    RetentionSettings settings;

    @Inject
    RetentionRuns runs;

    @Inject
    OldReadings oldReadings;

    @Inject
    Clock clock;

    public StorageReport report() {
        Instant now = clock.instant();
        List<Data> data = data();
        return new StorageReport(
                now,
                data.stream().mapToLong(Data::rows).sum(),
                data.stream().mapToLong(Data::bytes).sum(),
                data,
                Arrays.stream(Kind.values())
                        .map(kind -> new Kept(
                                kind,
                                kind.variable(),
                                settings.period(kind).map(Period::toString).orElse(null)))
                        .toList(),
                settings.removeAnything() ? nextRun(now) : null,
                runs.last().orElse(null));
    }

    /** By the server's own account, which is an estimate of the rows and exact to some megabytes. */
    private List<Data> data() {
        Map<Group, long[]> sums = new EnumMap<>(Group.class);
        for (Object each : entityManager
                .createNativeQuery("SELECT table_name, table_rows, data_length + index_length"
                        + " FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_type = 'BASE TABLE'")
                .getResultList()) {
            Object[] row = (Object[]) each;
            long[] sum = sums.computeIfAbsent(
                    groupOf(String.valueOf(row[0]).toLowerCase(Locale.ROOT)), group -> new long[2]);
            sum[0] += number(row[1]);
            sum[1] += number(row[2]);
        }
        return sums.entrySet().stream()
                .map(each -> new Data(each.getKey(), each.getValue()[0], each.getValue()[1]))
                .sorted(Comparator.comparing((Data each) -> each.kind() == Group.OTHER)
                        .thenComparing(Comparator.comparingLong(Data::bytes).reversed()))
                .toList();
    }

    private static long number(Object figure) {
        return figure == null ? 0 : ((Number) figure).longValue();
    }

    private static Group groupOf(String table) {
        if (table.endsWith("_revision")) {
            return Group.REVISIONS;
        }
        if (table.equals("meter_hour")) {
            return Group.READINGS;
        }
        return switch (table.split("_")[0]) {
            case "alert" -> Group.ALERTS;
            case "audit" -> Group.AUDIT;
            case "quarantined" -> Group.QUARANTINE;
            case "backfill" -> Group.IMPORTS;
            case "report" -> Group.REPORTS;
            case "notification", "outbox" -> Group.MESSAGES;
            case "device", "meter" -> Group.DEVICES;
            default -> Group.OTHER;
        };
    }

    private NextRun nextRun(Instant now) {
        ZonedDateTime here = now.atZone(ZoneId.systemDefault());
        ZonedDateTime tonight = here.with(LocalTime.of(RetentionTimer.FIRST_HOUR, 0));
        Instant from = (tonight.isAfter(here) ? tonight : tonight.plusDays(1)).toInstant();
        Instant before = settings.before(Kind.READINGS, from).orElse(null);
        return new NextRun(from, before == null ? null : oldReadings.estimate(before), before);
    }
}
