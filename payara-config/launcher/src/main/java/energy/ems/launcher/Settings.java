package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the environment says.
 *
 * @param root the repository
 * @param dataDirectory {@code EMS_DATA_DIR}: everything that outlasts a run
 * @param httpPort {@code EMS_HTTP_PORT}; further nodes take the ports after it
 * @param httpAddress {@code EMS_HTTP_ADDRESS}: where the server listens; the loopback address unless set, because the
 *     connection is not encrypted
 * @param external the database that {@code EMS_DB_URL}, {@code EMS_DB_USER} and {@code EMS_DB_PASSWORD} name; empty
 *     starts the embedded one
 * @param databasePort {@code EMS_DB_PORT} of the embedded database; empty: 3307, or any free port when that is taken
 * @param brokerUri {@code EMS_RABBITMQ_URI}; empty starts the embedded broker
 * @param brokerPort {@code EMS_AMQP_PORT} of the embedded broker; empty: 5673, or any free port when that is taken
 * @param adminPassword {@code EMS_ADMIN_PASSWORD}
 * @param serverMemory {@code EMS_SERVER_MEMORY}: heap of each server, as the Java option {@code -Xmx} takes it
 * @param clusterPort {@code EMS_CLUSTER_PORT}: the first of the ports by which several servers know each other; empty:
 *     17900, or free ones when those are taken
 * @param trustedProxies {@code EMS_TRUSTED_PROXIES}: proxies of the user's own, addresses and networks with commas
 * @param consolePort {@code EMS_CONSOLE_PORT}: the administration of {@code ./ems server}, on the loopback address
 * @param consolePassword {@code EMS_CONSOLE_PASSWORD} of its user {@code admin}; empty: generated when its domain is made
 * @param payaraServer {@code EMS_PAYARA_SERVER}: an unpacked one of the user's own; empty: Maven's
 * @param proxy what is to stand in front of several servers, where this machine has it
 */
record Settings(
        Path root,
        Path dataDirectory,
        int httpPort,
        String httpAddress,
        Optional<Database> external,
        Optional<Integer> databasePort,
        Optional<String> brokerUri,
        Optional<Integer> brokerPort,
        Optional<String> adminPassword,
        String serverMemory,
        Optional<Integer> clusterPort,
        Optional<String> trustedProxies,
        int consolePort,
        Optional<String> consolePassword,
        Optional<Path> payaraServer,
        Optional<ProxyProgram> proxy) {

    private static final Set<String> SECRETS =
            Set.of("EMS_DB_PASSWORD", "EMS_RABBITMQ_URI", "EMS_ADMIN_PASSWORD", "EMS_CONSOLE_PASSWORD");

    static final int DEFAULT_DATABASE_PORT = 3307;
    static final int DEFAULT_BROKER_PORT = 5673;
    static final int DEFAULT_CLUSTER_PORT = 17_900;

    /** A database and who may use it. */
    record Database(String url, String user, String password) {}

    static Settings of(Path root, Map<String, String> environment) {
        Values values = new Values(environment);
        return new Settings(
                root,
                values.text("EMS_DATA_DIR")
                        .map(Path::of)
                        .orElse(root.resolve(".ems"))
                        .toAbsolutePath()
                        .normalize(),
                values.port("EMS_HTTP_PORT").orElse(8080),
                values.text("EMS_HTTP_ADDRESS").orElse("127.0.0.1"),
                values.text("EMS_DB_URL").map(values::database),
                values.port("EMS_DB_PORT"),
                values.text("EMS_RABBITMQ_URI").map(Values::brokerUri),
                values.port("EMS_AMQP_PORT"),
                values.text("EMS_ADMIN_PASSWORD"),
                values.text("EMS_SERVER_MEMORY").orElse("768m"),
                values.port("EMS_CLUSTER_PORT"),
                values.text("EMS_TRUSTED_PROXIES"),
                values.port("EMS_CONSOLE_PORT").orElse(4848),
                values.text("EMS_CONSOLE_PASSWORD"),
                values.text("EMS_PAYARA_SERVER").map(Path::of).map(Path::toAbsolutePath),
                ProxyProgram.find(environment));
    }

    /** The address of the portal on a port of this machine. */
    String portal(int port) {
        String host = httpAddress.equals("0.0.0.0") || httpAddress.equals("::") ? "127.0.0.1" : httpAddress;
        return "http://" + host + ":" + port + "/ems/";
    }

    /** Those of a cluster's nodes, which have commas between them in {@code EMS_RABBITMQ_URI}. */
    static List<String> brokerAddresses(String uri) {
        return List.of(uri.strip().split("\\s*,\\s*(?=[a-z]+://)"));
    }

    private record Values(Map<String, String> environment) {

        /** A secret may lie in a file instead, which {@code EMS_…_FILE} names, as Docker and Kubernetes hand them over. */
        Optional<String> text(String name) {
            return value(name)
                    .or(() -> SECRETS.contains(name)
                            ? value(name + "_FILE").map(file -> contentOf(name + "_FILE", file))
                            : Optional.empty());
        }

        private Optional<String> value(String name) {
            return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
        }

        private static String contentOf(String name, String file) {
            try {
                return Files.readString(Path.of(file)).strip();
            } catch (IOException e) {
                throw new Problem(name + " is " + file + ", which cannot be read", e);
            }
        }

        Optional<Integer> port(String name) {
            return text(name).map(value -> {
                try {
                    int port = Integer.parseInt(value.strip());
                    if (port > 0 && port < 65_536) {
                        return port;
                    }
                } catch (NumberFormatException e) {
                    throw new Problem(
                            name + " is \"" + value + "\", which is no port; set it to a number up to 65535", e);
                }
                throw new Problem(name + " is " + value + ", which is no port; set it to a number from 1 to 65535");
            });
        }

        Database database(String url) {
            if (!url.startsWith("jdbc:mysql://")) {
                throw new Problem("EMS_DB_URL must start with jdbc:mysql:// (it serves for MariaDB, too)");
            }
            return new Database(
                    url,
                    text("EMS_DB_USER").orElseThrow(() -> new Problem("EMS_DB_URL is set, so set EMS_DB_USER as well")),
                    text("EMS_DB_PASSWORD").orElse(""));
        }

        static String brokerUri(String uri) {
            if (!brokerAddresses(uri).stream().allMatch(each -> each.matches("amqps?://.*"))) {
                throw new Problem("EMS_RABBITMQ_URI must start with amqp:// or amqps://");
            }
            return uri;
        }
    }
}
