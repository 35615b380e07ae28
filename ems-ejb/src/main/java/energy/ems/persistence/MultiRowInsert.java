package energy.ems.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Inserts many rows with few statements. Does not depend on the driver rewriting batches, which is off by default.
 *
 * @param statement up to the columns, a constant of the program: {@code INSERT INTO outbox (exchange_name, …)}
 * @param columns how many columns there are
 */
public record MultiRowInsert(String statement, int columns) {

    /** No more, because the time that EclipseLink takes to bind them grows with the square of their number. */
    private static final int PARAMETERS = 300;

    /** @param rows the values of each row, in the order of the columns; null is SQL's NULL */
    public void run(EntityManager entityManager, List<Object[]> rows) {
        int chunk = Math.max(1, PARAMETERS / columns);
        for (int start = 0; start < rows.size(); start += chunk) {
            insert(entityManager, rows.subList(start, Math.min(rows.size(), start + chunk)));
        }
    }

    private void insert(EntityManager entityManager, List<Object[]> rows) {
        String values =
                IntStream.range(0, rows.size()).mapToObj(this::placeholders).collect(Collectors.joining(", "));
        Query query = entityManager.createNativeQuery(statement + " VALUES " + values);
        int position = 1;
        for (Object[] row : rows) {
            for (Object value : row) {
                query.setParameter(position++, value);
            }
        }
        query.executeUpdate();
    }

    private String placeholders(int row) {
        return IntStream.rangeClosed(1, columns)
                .mapToObj(column -> "?" + (row * columns + column))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
