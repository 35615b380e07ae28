package energy.ems.container;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements that make in another database of the server what there is in this one: tables, their rows, views. */
final class SchemaScript {

    private SchemaScript() {}

    static List<String> of(Connection connection) throws SQLException {
        String database = "`" + connection.getCatalog() + "`.";
        List<String> script = new ArrayList<>();
        for (String table : names(connection, "BASE TABLE")) {
            script.add(
                    select(connection, "SHOW CREATE TABLE `" + table + "`", 2).get(0));
            script.add("INSERT INTO `" + table + "` SELECT * FROM " + database + "`" + table + "`");
        }
        for (String view : names(connection, "VIEW")) {
            script.add(select(connection, "SHOW CREATE VIEW `" + view + "`", 2)
                    .get(0)
                    .replace(database, ""));
        }
        // Of most tables there is nothing to copy, which would cost as much as the tables themselves.
        script.removeIf(each -> each.startsWith("INSERT") && isEmpty(connection, each));
        return List.copyOf(script);
    }

    private static boolean isEmpty(Connection connection, String insert) {
        try {
            return select(connection, insert.substring(insert.indexOf("SELECT")) + " LIMIT 1", 1)
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Connection connection, String type) throws SQLException {
        return select(connection, "SHOW FULL TABLES WHERE Table_type = '" + type + "'", 1);
    }

    private static List<String> select(Connection connection, String sql, int column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(column));
            }
        }
        return values;
    }
}
