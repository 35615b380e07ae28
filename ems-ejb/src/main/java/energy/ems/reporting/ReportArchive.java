package energy.ems.reporting;

import energy.ems.account.Addressee;
import energy.ems.boundary.Audience;
import energy.ems.notification.Enclosure;
import energy.ems.notification.Enclosures;
import energy.ems.reporting.MonthlyReport.Made;
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
    record Entry(ReportSubject subject, YearMonth month, Addressee person, Instant createdAt, Made report) {}

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
                "pdf = VALUES(pdf), group_name = VALUES(group_name), created_at = VALUES(created_at), language = VALUES(language),"
                        + " sees_all = VALUES(sees_all)");
        return number(entry, false);
    }

    private int insert(Entry entry, boolean scheduled, String otherwise) {
        return entityManager
                .createNativeQuery("INSERT INTO report (username, place, group_id, group_name, report_month, scheduled,"
                        + " language, sees_all, created_at, pdf) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                        + " ON DUPLICATE KEY UPDATE " + otherwise)
                .setParameter(1, entry.person().username())
                .setParameter(2, Subscriptions.place(entry.subject()))
                .setParameter(3, Subscriptions.group(entry.subject()))
                .setParameter(4, entry.report().groupName())
                .setParameter(5, entry.month().toString())
                .setParameter(6, scheduled)
                .setParameter(7, entry.person().language().toLanguageTag())
                .setParameter(8, ofOthers(entry))
                .setParameter(9, entry.createdAt().toEpochMilli())
                .setParameter(10, entry.report().pdf())
                .executeUpdate();
    }

    private static boolean ofOthers(Entry entry) {
        return entry.person().seesAll() && !entry.subject().isOwn();
    }

    private long number(Entry entry, boolean scheduled) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT id FROM report WHERE username = ?1 AND place = ?2"
                                + " AND group_id = ?3 AND report_month = ?4 AND scheduled = ?5")
                        .setParameter(1, entry.person().username())
                        .setParameter(2, Subscriptions.place(entry.subject()))
                        .setParameter(3, Subscriptions.group(entry.subject()))
                        .setParameter(4, entry.month().toString())
                        .setParameter(5, scheduled)
                        .getSingleResult())
                .longValue();
    }

    /** The latest months first. */
    List<ArchivedReport> list(Audience person, int most) {
        List<?> rows = person(
                        "SELECT id, place, group_id, group_name, report_month, scheduled, language, created_at,"
                                + " OCTET_LENGTH(pdf) FROM report WHERE username = ?1" + VISIBLE
                                + " ORDER BY report_month DESC, place, group_name, group_id, scheduled DESC, id LIMIT "
                                + most,
                        person)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(ReportArchive::archived)
                .toList();
    }

    private static ArchivedReport archived(Object[] row) {
        ReportSubject subject = Subscriptions.subject(row[1], row[2]);
        return new ArchivedReport(
                ((Number) row[0]).longValue(),
                subject,
                subject.group() == null ? subject.place() : (String) row[3],
                YearMonth.parse((String) row[4]),
                isTrue(row[5]),
                Locale.forLanguageTag((String) row[6]),
                Instant.ofEpochMilli(((Number) row[7]).longValue()),
                ((Number) row[8]).longValue());
    }

    Optional<Enclosure> file(Audience person, long id) {
        List<?> rows = person(
                        "SELECT place, group_id, group_name, report_month, pdf FROM report WHERE username = ?1"
                                + VISIBLE + " AND id = ?3",
                        person)
                .setParameter(3, id)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> {
                    ReportSubject subject = Subscriptions.subject(row[0], row[1]);
                    return new Enclosure(
                            subject.place(), subject.group(), (String) row[2], YearMonth.parse((String) row[3]), (byte
                                            [])
                                    row[4]);
                })
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

    private static boolean isTrue(Object column) {
        return column instanceof Boolean flag ? flag : ((Number) column).intValue() != 0;
    }
}
