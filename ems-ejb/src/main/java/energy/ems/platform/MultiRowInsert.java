package energy.ems.platform;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Inserts many rows with few statements. Does not depend on the driver rewriting batches, which is off by default.
 *
 * <p>BEWARE: on the connection of the current transaction and not by a native query, because EclipseLink looks every
 * parameter up among all others: with some thousand of them that took longer than the database over the rows. What
 * lies in the persistence context is therefore not flushed before.
 *
 * @param statement up to the columns, a constant of the program: {@code INSERT INTO … (name, …)}
 * @param columns how many columns there are
 * @param conflict what becomes of a row whose key is there already: {@code ON DUPLICATE KEY UPDATE …}, or nothing
 */
public record MultiRowInsert(String statement, int columns, String conflict) {

    /** Statements of up to some thousand parameters; beyond that parsing costs more than the round trip saves. */
    private static final int PARAMETERS = 2000;

    public MultiRowInsert(String statement, int columns) {
        this(statement, columns, "");
    }

    /** @param rows the values of each row, in the order of the columns; null is SQL's NULL */
    public void run(EntityManager entityManager, List<Object[]> rows) {
        int chunk = Math.max(1, PARAMETERS / columns);
        for (int start = 0; start < rows.size(); start += chunk) {
            insert(entityManager, rows.subList(start, Math.min(rows.size(), start + chunk)));
        }
    }

    private void insert(EntityManager entityManager, List<Object[]> rows) {
        String row = "(?" + ", ?".repeat(columns - 1) + ")";
        String sql = statement + " VALUES " + row + (", " + row).repeat(rows.size() - 1) + conflict;
        try (PreparedStatement insert = entityManager.unwrap(Connection.class).prepareStatement(sql)) {
            int position = 1;
            for (Object[] values : rows) {
                for (Object value : values) {
                    insert.setObject(position++, value);
                }
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }
}
