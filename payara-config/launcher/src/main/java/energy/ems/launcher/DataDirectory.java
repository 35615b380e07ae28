package energy.ems.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The one directory with everything that outlasts a run, readable for its owner only: the embedded servers' data, the
 * logs, the demo's state, and {@code system.json}, by which {@code ./ems status} and {@code ./ems down} find what runs.
 */
final class DataDirectory {

    /** BEWARE: a channel that nobody refers to is closed by the garbage collector, and its lock is gone then. */
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>();

    private final Path root;

    DataDirectory(Path root) {
        try {
            this.root = Secrets.createDirectory(root);
            Secrets.createDirectory(run());
            Secrets.createDirectory(logs());
            Secrets.createDirectory(demo());
        } catch (IOException e) {
            throw new Problem(
                    "The data directory " + root + " cannot be written (" + e.getMessage()
                            + "); set EMS_DATA_DIR to one that can",
                    e);
        }
        checkSpace();
    }

    Path database() {
        return root.resolve("database");
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path run() {
        return root.resolve("run");
    }

    Path logs() {
        return root.resolve("log");
    }

    Path demo() {
        return root.resolve("demo");
    }

    /** Holds the first administrator's generated password only until it has been shown. */
    Path unshownPassword() {
        return root.resolve("first-password");
    }

    /** Is there once the first administrator's password has been shown, or was given. */
    Path passwordShown() {
        return root.resolve("first-password-shown");
    }

    PidFile launcher() {
        return new PidFile(run().resolve("launcher.pid"));
    }

    PidFile proxy() {
        return new PidFile(run().resolve("proxy.pid"));
    }

    PidFile node(int number) {
        return new PidFile(run().resolve("node" + number + ".pid"));
    }

    /** Keeps a second launcher out as long as this process lives. */
    @SuppressWarnings("resource")
    void lock() throws IOException {
        FileChannel channel =
                FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        HELD.add(channel);
        if (channel.tryLock() == null) {
            throw new Problem("EMS runs already on " + root + "; see ./ems status, stop it with ./ems down,"
                    + " or set EMS_DATA_DIR and EMS_HTTP_PORT for a second one");
        }
    }

    /**
     * The launcher that works on this directory. Its lock is asked first: a killed launcher that its parent has not yet
     * buried still has a process number, and no lock.
     */
    Optional<ProcessHandle> runningLauncher() throws IOException {
        try (FileChannel channel =
                        FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null ? launcher().process() : Optional.empty();
        }
    }

    void writeSystem(RunningSystem system) throws IOException {
        JsonArrayBuilder nodes = Json.createArrayBuilder();
        system.nodes().forEach(node -> nodes.add(json(node)));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("ready", system.ready())
                .add("http", system.http())
                .add("amqp", system.amqp())
                .add("jdbc", system.jdbc())
                .add("nodes", nodes);
        system.proxy().ifPresent(proxy -> json.add("proxy", json(proxy)));
        Secrets.write(run().resolve("system.json"), json.build().toString());
    }

    /** What the launcher that runs, or ran last, has written down. */
    Optional<RunningSystem> readSystem() throws IOException {
        Path file = run().resolve("system.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(Files.readString(file)))) {
            JsonObject json = reader.readObject();
            return Optional.of(new RunningSystem(
                    json.getBoolean("ready"),
                    json.getString("http"),
                    json.getString("amqp"),
                    json.getString("jdbc"),
                    json.getJsonArray("nodes").getValuesAs(JsonObject.class).stream()
                            .map(DataDirectory::node)
                            .toList(),
                    Optional.ofNullable(json.getJsonObject("proxy")).map(DataDirectory::node)));
        }
    }

    private static JsonObjectBuilder json(RunningSystem.Node node) {
        return Json.createObjectBuilder()
                .add("name", node.name())
                .add("pid", node.pid())
                .add("http", node.http());
    }

    private static RunningSystem.Node node(JsonObject json) {
        return new RunningSystem.Node(
                json.getString("name"), json.getJsonNumber("pid").longValue(), json.getString("http"));
    }

    void forgetSystem() throws IOException {
        Files.deleteIfExists(run().resolve("system.json"));
    }

    private void checkSpace() {
        long free = root.toFile().getUsableSpace() >> 20;
        if (free < 1_024) {
            throw new Problem("Only " + free + " MB are free on the disk of " + root
                    + "; EMS needs 1 GB: make room, or set EMS_DATA_DIR to another disk");
        }
    }
}
