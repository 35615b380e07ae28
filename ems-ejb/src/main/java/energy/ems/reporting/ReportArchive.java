package energy.ems.reporting;

import energy.ems.account.Addressee;
import energy.ems.boundary.Audience;
import energy.ems.notification.Enclosure;
import energy.ems.notification.Enclosures;
import energy.ems.reporting.Subscriptions.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The reports as they were made. Only the person for whom it was made sees one; and one that shows what belongs to others,
 * only as long as they may see that.
 */
@ApplicationScoped
class ReportArchive implements Enclosures {

    private static final String VISIBLE = " AND (sees_all = FALSE OR ?2 = TRUE)";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** What is to be stored of a report. */
    record Entry(Subscription subject, YearMonth month, Addressee person, Instant createdAt, byte[] pdf) {}

    /** @return the number; empty when the schedule had made it before */
    OptionalLong addScheduled(Entry entry) {
        int added = insert(entry, true, "id = id");
        return added == 0 ? OptionalLong.empty() : OptionalLong.of(number(entry, true));
    }

    /** Takes the place of the one that the person had made before. @return the number */
    long putOrdered(Entry entry) {
        insert(
                entry,
                false,
                "pdf = VALUES(pdf), created_at = VALUES(created_at), language = VALUES(language),"
                        + " sees_all = VALUES(sees_all)");
        return number(entry, false);
    }

    private int insert(Entry entry, boolean scheduled, String otherwise) {
        return entityManager
                .createNativeQuery("INSERT INTO report (username, place, report_month, scheduled, language, sees_all,"
                        + " created_at, pdf) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                        + " ON DUPLICATE KEY UPDATE " + otherwise)
                .setParameter(1, entry.subject().username())
                .setParameter(2, entry.subject().place())
                .setParameter(3, entry.month().toString())
                .setParameter(4, scheduled)
                .setParameter(5, entry.person().language().toLanguageTag())
                .setParameter(6, ofOthers(entry))
                .setParameter(7, entry.createdAt().toEpochMilli())
                .setParameter(8, entry.pdf())
                .executeUpdate();
    }

    private static boolean ofOthers(Entry entry) {
        return entry.person().seesAll() && !entry.subject().place().equals(Subscriptions.OWN);
    }

    private long number(Entry entry, boolean scheduled) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT id FROM report WHERE username = ?1 AND place = ?2"
                                + " AND report_month = ?3 AND scheduled = ?4")
                        .setParameter(1, entry.subject().username())
                        .setParameter(2, entry.subject().place())
                        .setParameter(3, entry.month().toString())
                        .setParameter(4, scheduled)
                        .getSingleResult())
                .longValue();
    }

    /** The latest months first. */
    List<ArchivedReport> list(Audience person, int most) {
        List<?> rows = person(
                        "SELECT id, place, report_month, scheduled, language, created_at, OCTET_LENGTH(pdf) FROM report"
                                + " WHERE username = ?1" + VISIBLE
                                + " ORDER BY report_month DESC, place, scheduled DESC, id LIMIT " + most,
                        person)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new ArchivedReport(
                        ((Number) row[0]).longValue(),
                        place((String) row[1]),
                        YearMonth.parse((String) row[2]),
                        isTrue(row[3]),
                        Locale.forLanguageTag((String) row[4]),
                        Instant.ofEpochMilli(((Number) row[5]).longValue()),
                        ((Number) row[6]).longValue()))
                .toList();
    }

    Optional<Enclosure> file(Audience person, long id) {
        List<?> rows = person(
                        "SELECT place, report_month, pdf FROM report WHERE username = ?1" + VISIBLE + " AND id = ?3",
                        person)
                .setParameter(3, id)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Enclosure(place((String) row[0]), YearMonth.parse((String) row[1]), (byte[]) row[2]))
                .findFirst();
    }

    @Override
    public Enclosure find(Addressee person, long number) {
        return file(person, number).orElse(null);
    }

    void forgetOlderThan(Instant end) {
        entityManager
                .createNativeQuery("DELETE FROM report WHERE created_at < ?1 ORDER BY created_at LIMIT 500")
                .setParameter(1, end.toEpochMilli())
                .executeUpdate();
    }

    private Query person(String sql, Audience person) {
        return entityManager
                .createNativeQuery(sql)
                .setParameter(1, person.username())
                .setParameter(2, person.seesAll());
    }

    private static String place(String stored) {
        return stored.equals(Subscriptions.OWN) ? null : stored;
    }

    private static boolean isTrue(Object column) {
        return column instanceof Boolean flag ? flag : ((Number) column).intValue() != 0;
    }
}
