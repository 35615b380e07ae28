package energy.ems.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.arquillian.container.spi.event.SetupContainer;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterClass;

/**
 * Starts the Payara Server that Arquillian deploys to, and the broker and the database behind it, before Arquillian looks
 * for it. One test class deploys by Arquillian; the servers end with it, because the tests after it need the memory.
 */
public final class PayaraServerForArquillian implements LoadableExtension {

    /** It regrets at every request that it cannot write mail attachments; kept here because loggers are held weakly. */
    private static final Logger CLIENT_LOG = Logger.getLogger("fish.payara.arquillian.shaded.glassfish.jersey");

    private static EmbeddedServers servers;
    private static PayaraServer server;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Lifecycle.class);
    }

    static PayaraServer server() {
        return server;
    }

    /** The system as it runs; Arquillian deploys and undeploys it, so there is nothing to close. */
    static EmsSystem running() {
        return new EmsSystem() {
            @Override
            public URI portal() {
                return server.portal();
            }

            @Override
            public String amqp() {
                return servers.environment().get("EMS_RABBITMQ_URI");
            }

            @Override
            public Path log() {
                return server.serverLog();
            }

            @Override
            public String jdbc() {
                return EmsSystem.jdbc(servers.environment());
            }

            @Override
            public String databasePassword() {
                return servers.environment().get("EMS_DB_PASSWORD");
            }

            @Override
            public void close() {}
        };
    }

    /** Made and called by Arquillian. */
    public static final class Lifecycle {

        void start(@Observes(precedence = 100) SetupContainer event) {
            CLIENT_LOG.setLevel(Level.SEVERE);
            Path directory = Scratch.directory("payara-server");
            servers = EmbeddedServers.start(directory);
            server = new PayaraServer(directory, servers.environment());
            event.getContainer()
                    .getContainerConfiguration()
                    .overrideProperty("adminHost", "127.0.0.1")
                    .overrideProperty("adminPort", Integer.toString(server.adminPort()));
        }

        void stop(@Observes(precedence = -100) AfterClass event) {
            if (event.getTestClass().getJavaClass().isMemberClass()) {
                // It tries the server further, on which the class around it has deployed.
                return;
            }
            if (server != null) {
                server.close();
            }
            if (servers != null) {
                servers.close();
            }
        }
    }
}
