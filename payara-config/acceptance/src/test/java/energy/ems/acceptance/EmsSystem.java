package energy.ems.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A running EMS, on whatever it runs. */
interface EmsSystem extends AutoCloseable {

    String ADMINISTRATOR = "admin";
    String PASSWORD = "an-acceptance-test's passphrase";

    /** The address of the portal, ending in {@code /ems/}. */
    URI portal();

    /** The broker to which meters send. */
    String amqp();

    /** The JDBC address that these settings of EMS name, with user and password. */
    static String jdbc(Map<String, String> settings) {
        String url = settings.get("EMS_DB_URL");
        return url + (url.contains("?") ? "&" : "?") + "user=" + settings.get("EMS_DB_USER") + "&password="
                + settings.get("EMS_DB_PASSWORD");
    }

    /** What the server has written about itself so far. */
    Path log();

    /** The JDBC address of the database, with user and password. */
    String jdbc();

    /** The password with which the server reaches its database. */
    String databasePassword();

    @Override
    void close();
}
