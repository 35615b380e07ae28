package energy.ems.acceptance;

import java.net.URI;

/** A running EMS, on whatever it runs. */
interface EmsSystem extends AutoCloseable {

    String ADMINISTRATOR = "admin";
    String PASSWORD = "an-acceptance-test's passphrase";

    /** The address of the portal, ending in {@code /ems/}. */
    URI portal();

    /** The broker to which meters send. */
    String amqp();

    @Override
    void close();
}
