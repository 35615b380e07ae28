package energy.ems.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The CHECK constraints that a migration is about to set, held against what is stored. The server would refuse the
 * migration too, but in the middle of it, without a count, and Flyway would have to be told to forget it: neither MySQL
 * nor MariaDB takes back a change to a table.
 */
final class StoredBounds {

    private static final Pattern TABLE_OR_CONSTRAINT =
            Pattern.compile("ALTER TABLE (\\w+)|ADD CONSTRAINT (\\w+) CHECK \\((.*)\\)[,;]$", Pattern.MULTILINE);

    private final List<Bound> bounds;

    private record Bound(String table, String name, String condition) {}

    private StoredBounds(List<Bound> bounds) {
        this.bounds = bounds;
    }

    /** @param migration its SQL, each constraint in a line of its own */
    static StoredBounds of(String migration) {
        List<Bound> bounds = new ArrayList<>();
        String table = null;
        for (Matcher found = TABLE_OR_CONSTRAINT.matcher(migration); found.find(); ) {
            if (found.group(1) != null) {
                table = found.group(1);
            } else {
                bounds.add(new Bound(table, found.group(2), found.group(3)));
            }
        }
        return new StoredBounds(bounds);
    }

    boolean isEmpty() {
        return bounds.isEmpty();
    }

    /** @throws OutOfBoundsException naming the rows that break them; nothing is changed then */
    void check(DataSource database) {
        List<String> broken = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (Bound bound : bounds) {
                String rows = "FROM " + bound.table() + " WHERE NOT (" + bound.condition() + ")";
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) " + rows)) {
                    count.next();
                    if (count.getLong(1) > 0) {
                        broken.add("table %s, %d rows against %s: SELECT * %s"
                                .formatted(bound.table(), count.getLong(1), bound.name(), rows));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What is stored could not be held against its new bounds", e);
        }
        if (!broken.isEmpty()) {
            throw new OutOfBoundsException(broken);
        }
    }

    /** Somebody has to decide what these rows should say. */
    static final class OutOfBoundsException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        OutOfBoundsException(List<String> broken) {
            super(
                    "The database holds what this version does not allow. Nothing was changed; correct these rows and start"
                            + " again:\n  " + String.join("\n  ", broken));
        }
    }
}
