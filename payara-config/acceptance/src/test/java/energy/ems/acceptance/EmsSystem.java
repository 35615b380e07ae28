package energy.ems.acceptance;

import java.net.URI;
import java.nio.file.Path;

/** A running EMS, on whatever it runs. */
interface EmsSystem extends AutoCloseable {

    String ADMINISTRATOR = "admin";
    String PASSWORD = "an-acceptance-test's passphrase";

    /** The address of the portal, ending in {@code /ems/}. */
    URI portal();

    /** The broker to which meters send. */
    String amqp();

    /** What the server has written about itself so far. */
    Path log();

    /** The password with which the server reaches its database. */
    String databasePassword();

    @Override
    void close();
}
