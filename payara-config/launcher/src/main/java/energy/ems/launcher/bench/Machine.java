package energy.ems.launcher.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** On what a run took place, as far as the machine tells. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static Map<String, String> described() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("processor", processor());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            machine.put("memory", (system.getTotalMemorySize() >> 30) + " GiB");
        }
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return machine;
    }

    private static String processor() {
        if (Files.isReadable(PROCESSORS)) {
            try (Stream<String> lines = Files.lines(PROCESSORS)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException unreadable) {
                // Then the architecture has to do.
            }
        }
        return System.getProperty("os.arch");
    }

    /** Of what EMS runs on. */
    static Map<String, String> versions(BenchedSystem system) throws SQLException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", System.getProperty("java.runtime.version"));
        DatabaseMetaData database = system.database().getMetaData();
        versions.put("database", database.getDatabaseProductVersion());
        Map<String, Object> broker = system.broker().getServerProperties();
        versions.put("broker", broker.get("product") + " " + broker.get("version"));
        versions.put("nodes", Integer.toString(system.described().nodes().size()));
        return versions;
    }
}
