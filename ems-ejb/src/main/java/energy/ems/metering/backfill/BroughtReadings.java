package energy.ems.metering.backfill;

import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.metering.profile.Amount;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What each import has brought: the readings, those that are doubted, and the lines that were left out. */
@ApplicationScoped
class BroughtReadings {

    private static final MultiRowInsert INSERT = new MultiRowInsert(
            "INSERT INTO backfill_reading "
                    + " (backfill_id, taken_at, old_value, old_interval_s, new_value, new_interval_s)",
            6,
            " ON DUPLICATE KEY UPDATE new_value = VALUES(new_value), new_interval_s = VALUES(new_interval_s)");
    private static final MultiRowInsert INSERT_DOUBT =
            new MultiRowInsert("INSERT IGNORE INTO backfill_doubt (backfill_id, quarantined_id)", 2);
    private static final MultiRowInsert INSERT_PROBLEM =
            new MultiRowInsert("INSERT IGNORE INTO backfill_problem (backfill_id, line, kind, value)", 4);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** @param oldValue what stood there before; null for nothing */
    record Brought(Instant at, Amount oldValue, Amount newValue) {}

    void add(long id, List<Brought> readings) {
        INSERT.run(
                entityManager,
                readings.stream()
                        .map(each -> new Object[] {
                            id,
                            each.at().toEpochMilli(),
                            each.oldValue() == null ? null : each.oldValue().value(),
                            each.oldValue() == null ? null : each.oldValue().seconds(),
                            each.newValue().value(),
                            each.newValue().seconds()
                        })
                        .toList());
    }

    /** The first of those that are left. */
    List<Brought> first(long id, int most) {
        List<Brought> brought = new ArrayList<>();
        for (Object each : entityManager
                .createNativeQuery(
                        "SELECT taken_at, old_value, old_interval_s, new_value, new_interval_s FROM backfill_reading"
                                + " WHERE backfill_id = ?1"
                                + " ORDER BY taken_at LIMIT " + most)
                .setParameter(1, id)
                .getResultList()) {
            Object[] row = (Object[]) each;
            brought.add(
                    new Brought(Instant.ofEpochMilli(((Number) row[0]).longValue()), amount(row, 1), amount(row, 3)));
        }
        return brought;
    }

    private static Amount amount(Object[] row, int column) {
        Number seconds = (Number) row[column + 1];
        return row[column] == null
                ? null
                : Amount.of((BigDecimal) row[column], seconds == null ? 0 : seconds.intValue());
    }

    /** Forgets those up to that instant. */
    void removeTo(long id, Instant last) {
        entityManager
                .createNativeQuery("DELETE FROM backfill_reading WHERE backfill_id = ?1 AND taken_at <= ?2")
                .setParameter(1, id)
                .setParameter(2, last.toEpochMilli())
                .executeUpdate();
    }

    /**
     * Forgets some of those before an instant, the first.
     *
     * @return how many
     */
    int removeBefore(long id, Instant end, int most) {
        return entityManager
                .createNativeQuery("DELETE FROM backfill_reading WHERE backfill_id = ?1 AND taken_at < ?2"
                        + " ORDER BY taken_at LIMIT " + most)
                .setParameter(1, id)
                .setParameter(2, end.toEpochMilli())
                .executeUpdate();
    }

    /** A later import that stands on readings of this one. */
    List<Long> builtUpon(long id) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT DISTINCT later.backfill_id FROM backfill_reading mine"
                        + " JOIN backfill owner ON owner.id = mine.backfill_id"
                        + " JOIN backfill other ON other.device_id = owner.device_id AND other.id > owner.id"
                        + " JOIN backfill_reading later ON later.backfill_id = other.id"
                        + " AND later.taken_at = mine.taken_at WHERE mine.backfill_id = ?1")
                .setParameter(1, id)
                .getResultList();
        return ids.stream().map(each -> ((Number) each).longValue()).toList();
    }

    void addDoubts(long id, Collection<Long> quarantined) {
        INSERT_DOUBT.run(
                entityManager,
                quarantined.stream().map(each -> new Object[] {id, each}).toList());
    }

    List<Long> doubts(long id) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT quarantined_id FROM backfill_doubt WHERE backfill_id = ?1")
                .setParameter(1, id)
                .getResultList();
        return ids.stream().map(each -> ((Number) each).longValue()).toList();
    }

    void addProblems(long id, List<LineProblem> problems) {
        INSERT_PROBLEM.run(
                entityManager,
                problems.stream()
                        .map(each -> new Object[] {id, each.line(), each.kind().name(), each.value()})
                        .toList());
    }

    List<LineProblem> problems(long id) {
        List<LineProblem> problems = new ArrayList<>();
        for (Object each : entityManager
                .createNativeQuery(
                        "SELECT line, kind, value FROM backfill_problem WHERE backfill_id = ?1 ORDER BY line")
                .setParameter(1, id)
                .getResultList()) {
            Object[] row = (Object[]) each;
            problems.add(new LineProblem(
                    ((Number) row[0]).intValue(), LineProblem.Kind.valueOf((String) row[1]), (String) row[2]));
        }
        return problems;
    }

    /** The file is not needed any more. */
    void forgetFile(long id) {
        entityManager
                .createNativeQuery("DELETE FROM backfill_part WHERE backfill_id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }
}
