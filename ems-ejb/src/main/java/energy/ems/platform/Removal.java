package energy.ems.platform;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Removes rows whose ids were found before, usually while locking them, and touches no others.
 *
 * <p>BEWARE: not by {@code WHERE id IN (…)}. With some hundred ids, or in a table that has just grown, the server may
 * choose to read all of it, a named index from end to end included; that waits for the rows which other nodes hold, and two
 * that do so end in a deadlock. A join in this order looks each row up.
 */
public final class Removal {

    private Removal() {}

    /**
     * Goes on with the current transaction.
     *
     * @return how many rows were there
     */
    public static int of(EntityManager entityManager, String table, Collection<? extends Number> ids) {
        return by(entityManager, table, "PRIMARY", "id", ids);
    }

    /**
     * The same by another column than the id: what belongs to the rows.
     *
     * @param index one that begins with the column
     */
    public static int by(
            EntityManager entityManager, String table, String index, String column, Collection<? extends Number> ids) {
        return ids.isEmpty()
                ? 0
                : entityManager
                        .createNativeQuery(statement(table, index, column, ids))
                        .executeUpdate();
    }

    /** What is executed, for those who ask the server how it goes about it. */
    public static String statement(String table, String index, String column, Collection<? extends Number> ids) {
        return "DELETE t FROM JSON_TABLE('["
                + ids.stream().map(id -> Long.toString(id.longValue())).collect(Collectors.joining(","))
                + "]', '$[*]' COLUMNS (id BIGINT PATH '$')) wanted STRAIGHT_JOIN " + table + " t FORCE INDEX (" + index
                + ") ON t." + column + " = wanted.id";
    }
}
