package energy.ems.retention;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which node removes what is old: one at a time, once a day; and what came of it. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RetentionRuns {

    /** Less than from one night to the next, more than a night. */
    private static final Duration ONE_A_DAY = Duration.ofHours(20);

    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(30);

    /** A node that has said nothing for so long works no more. Each piece of work takes a second at the most. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final int LONGEST_ERROR = 500;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Takes the turn, when it is time and nobody else has it. A run whose node has died is gone on with.
     *
     * @return the number by which the turn is kept
     */
    public Optional<Long> begin() {
        List<?> rows = entityManager
                .createNativeQuery("SELECT turn, started_at, worked_at, finished_at, error FROM retention_run"
                        + " WHERE id = 1 FOR UPDATE SKIP LOCKED")
                .getResultList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Object[] row = (Object[]) rows.get(0);
        Instant now = clock.instant();
        boolean isOver = row[3] != null;
        Instant due = !isOver
                ? instant(row[2]).plus(SILENCE)
                : row[4] == null
                        ? instant(row[1]).plus(ONE_A_DAY)
                        : instant(row[3]).plus(AFTER_A_FAILURE);
        if (now.isBefore(due)) {
            return Optional.empty();
        }
        long turn = ((Number) row[0]).longValue() + 1;
        entityManager
                .createNativeQuery("UPDATE retention_run SET turn = ?1, worked_at = ?2"
                        + (isOver
                                ? ", started_at = ?2, finished_at = NULL, error = NULL, put_off = 0, readings = 0,"
                                        + " revisions = 0, alerts = 0, audit = 0, quarantine = 0"
                                : "")
                        + " WHERE id = 1")
                .setParameter(1, turn)
                .setParameter(2, now.toEpochMilli())
                .executeUpdate();
        return Optional.of(turn);
    }

    /**
     * Notes what was removed.
     *
     * @return whether the turn is still the caller's
     */
    public boolean removed(long turn, Kind kind, long rows) {
        String column = kind.name().toLowerCase(Locale.ROOT);
        return entityManager
                        .createNativeQuery("UPDATE retention_run SET worked_at = ?1, " + column + " = " + column
                                + " + ?2 WHERE id = 1 AND turn = ?3")
                        .setParameter(1, clock.millis())
                        .setParameter(2, rows)
                        .setParameter(3, turn)
                        .executeUpdate()
                > 0;
    }

    /** @param error null when all went well */
    public void finish(long turn, long putOff, String error) {
        entityManager
                .createNativeQuery("UPDATE retention_run SET worked_at = ?1, finished_at = ?1, put_off = ?2, error = ?3"
                        + " WHERE id = 1 AND turn = ?4")
                .setParameter(1, clock.millis())
                .setParameter(2, putOff)
                .setParameter(
                        3, error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR))
                .setParameter(4, turn)
                .executeUpdate();
    }

    /** The latest; empty before the first. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Optional<RetentionRun> last() {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT started_at, finished_at, error, put_off, readings, revisions, alerts, audit,"
                        + " quarantine FROM retention_run WHERE id = 1")
                .getSingleResult();
        if (((Number) row[0]).longValue() == 0) {
            return Optional.empty();
        }
        Map<Kind, Long> removed = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            removed.put(kind, ((Number) row[4 + kind.ordinal()]).longValue());
        }
        return Optional.of(new RetentionRun(
                instant(row[0]), instant(row[1]), (String) row[2], removed, ((Number) row[3]).longValue()));
    }

    private static Instant instant(Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }
}
