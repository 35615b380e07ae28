package energy.ems.simulator;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The options of one run, checked: what is wrong with them is a {@link UsageException} that names the option. */
final class Settings {

    enum Mode {
        INTERVAL,
        CUMULATIVE
    }

    enum Align {
        START,
        CLOCK
    }

    enum Direction {
        CONSUMPTION,
        PRODUCTION,
        NET
    }

    enum Stamp {
        START,
        END
    }

    /** The shares and sizes of what goes wrong on the way. */
    record Faults(
            double duplicate,
            int shuffle,
            double late,
            int lateDays,
            double gap,
            double reset,
            double glitch,
            double noise,
            double swap,
            double jump,
            double pending,
            double clock,
            double malformed) {

        boolean areOfRegisters() {
            return reset > 0 || glitch > 0 || noise > 0 || swap > 0 || jump > 0 || pending > 0;
        }
    }

    private static final String DEFAULT_CONFIG = "config.properties";
    private static final String BROKER_VARIABLE = "EMS_RABBITMQ_URI";

    private final Map<Option, String> given;

    final String uri;
    final String queue;
    final List<String> devices;
    final boolean vary;
    final Path csvFile;
    final Mode mode;
    final Align align;
    final Stamp stamp;
    final Optional<BigDecimal> registerCapacity;
    final Unit unit;
    final BigDecimal factor;
    final Direction direction;
    final double stated;
    final Duration period;
    /** Simulated seconds a second; 0 is as fast as possible. */
    final double speed;

    final Optional<Duration> duration;
    final boolean loop;
    final boolean catchUp;
    final int batch;
    final long seed;
    final Faults faults;
    final Optional<Path> expectedFile;
    final Path stateFile;
    final boolean fresh;
    final Duration connectWait;
    final boolean quiet;

    private Settings(Map<Option, String> given) {
        this.given = given;
        this.uri = uri();
        this.queue = required(Option.QUEUE);
        this.devices = DeviceIds.expand(text(Option.DEVICE_ID));
        this.vary = text(Option.DEVICE_VARY).isEmpty() ? devices.size() > 1 : isOn(Option.DEVICE_VARY);
        this.mode = oneOf(Option.CSV_MODE, Mode.class);
        this.csvFile = path(Option.CSV_FILE)
                .orElse(Path.of(mode == Mode.INTERVAL ? ProfileGenerator.INTERVAL : ProfileGenerator.CUMULATIVE));
        this.align = oneOf(Option.CSV_ALIGN, Align.class);
        this.stamp = oneOf(Option.INTERVAL_STAMP, Stamp.class);
        this.registerCapacity = capacity();
        this.unit = oneOf(Option.UNIT, Unit.class);
        this.factor = number(Option.FACTOR);
        this.direction = oneOf(Option.DIRECTION, Direction.class);
        this.stated = share(Option.INTERVAL_STATED);
        this.period = positive(Option.PERIOD);
        this.speed = speed();
        this.duration = text(Option.DURATION).isEmpty() ? Optional.empty() : Optional.of(positive(Option.DURATION));
        this.loop = isOn(Option.LOOP);
        this.catchUp = isOn(Option.CATCH_UP);
        this.batch = whole(Option.BATCH, 1, 1_000);
        this.seed = seed();
        this.faults = new Faults(
                share(Option.FAULTS_DUPLICATE),
                whole(Option.FAULTS_SHUFFLE, 0, 1_000_000),
                share(Option.FAULTS_LATE),
                whole(Option.FAULTS_LATE_DAYS, 1, 3_650),
                share(Option.FAULTS_GAP),
                share(Option.FAULTS_RESET),
                share(Option.FAULTS_GLITCH),
                share(Option.FAULTS_NOISE),
                share(Option.FAULTS_SWAP),
                share(Option.FAULTS_JUMP),
                share(Option.FAULTS_PENDING),
                share(Option.FAULTS_CLOCK),
                share(Option.FAULTS_MALFORMED));
        this.expectedFile = path(Option.EXPECTED_FILE);
        this.stateFile = path(Option.STATE_FILE).orElseGet(() -> Path.of("simulator-" + fingerprint() + ".state"));
        this.fresh = isOn(Option.FRESH);
        this.connectWait = duration(Option.CONNECT_WAIT);
        this.quiet = isOn(Option.QUIET);
        checkTogether();
    }

    /** Reads the command line and the properties file that it names. */
    static Settings read(String... arguments) {
        return read(System.getenv(), arguments);
    }

    /**
     * The command line goes before the file and the file before the environment, in which only the broker's address is
     * looked for: it holds a password, and everybody on the machine can read a command line.
     */
    static Settings read(Map<String, String> environment, String... arguments) {
        Map<Option, String> commandLine = new EnumMap<>(Option.class);
        String config = commandLine(arguments, commandLine);
        Map<Option, String> given = config == null ? optionalFile() : file(Path.of(config));
        given.putAll(commandLine);
        String broker = environment.getOrDefault(BROKER_VARIABLE, "");
        if (!broker.isBlank()) {
            given.putIfAbsent(Option.RABBITMQ_URI, broker.strip());
        }
        return new Settings(given);
    }

    private static String commandLine(String[] arguments, Map<Option, String> options) {
        String config = null;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                throw new UsageException("'" + argument + "' is not an option (see --help)");
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            String value = equals < 0 ? null : argument.substring(equals + 1);
            Option option = name.equals("config") ? null : known(name, "option --" + name);
            if (value == null) {
                boolean last = i + 1 == arguments.length || arguments[i + 1].startsWith("--");
                if (option != null && option.isSwitch() && last) {
                    value = "true";
                } else if (i + 1 == arguments.length) {
                    throw new UsageException("option --" + name + " needs a value");
                } else {
                    value = arguments[++i];
                }
            }
            if (option == null) {
                config = value;
            } else {
                options.put(option, value.strip());
            }
        }
        return config;
    }

    private static Map<Option, String> optionalFile() {
        Path file = Path.of(DEFAULT_CONFIG);
        return Files.isRegularFile(file) ? file(file) : new EnumMap<>(Option.class);
    }

    private static Map<Option, String> file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("config: cannot read " + file + ": " + e.getMessage());
        }
        Map<Option, String> options = new EnumMap<>(Option.class);
        for (String key : properties.stringPropertyNames()) {
            options.put(
                    known(key, "key '" + key + "' in " + file),
                    properties.getProperty(key).strip());
        }
        return options;
    }

    private static Option known(String name, String what) {
        return Option.byKey(name).orElseThrow(() -> new UsageException("unknown " + what + " (see --help)"));
    }

    /** The instant of the first measurement when the run starts now. */
    Instant start(Clock clock) {
        String text = text(Option.START);
        try {
            if (text.equals("now")) {
                return roundDown(clock.instant());
            }
            if (text.startsWith("-P") || text.startsWith("P-")) {
                return roundDown(clock.instant().minus(Duration.parse(text).abs()));
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw bad(Option.START, "an instant such as 2026-11-23T00:00:00Z, now, or -P28D");
        }
    }

    private Instant roundDown(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, period.toMillis()));
    }

    /**
     * Names the stream of messages: two runs with the same fingerprint send the same. Where it goes to and how fast is
     * no part of it, so that a stopped run can be resumed against a broker that moved.
     */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (Option option : Option.values()) {
            switch (option) {
                case RABBITMQ_URI, EXPECTED_FILE, STATE_FILE, FRESH, CONNECT_WAIT, QUIET, CATCH_UP -> {
                    // These do not change what is sent.
                }
                case SPEED -> text.append(speed == 0).append('\n');
                default ->
                    text.append(option.key()).append('=').append(text(option)).append('\n');
            }
        }
        return String.format("%08x", (int) (new Dice(0).of(text.toString()).bits(Dice.Throw.PHASE, 0) >>> 32));
    }

    private void checkTogether() {
        if (mode == Mode.INTERVAL && (faults.areOfRegisters() || registerCapacity.isPresent())) {
            throw new UsageException("faults.reset, faults.glitch, faults.noise, faults.swap, faults.jump,"
                    + " faults.pending and register.capacity need a register: --csv.mode cumulative");
        }
        if (mode == Mode.CUMULATIVE
                && (unit.isPower() || direction == Direction.NET || stated > 0 || faults.clock() > 0)) {
            throw new UsageException(
                    "unit kW or W, direction net, interval.stated and faults.clock need interval values:"
                            + " --csv.mode interval");
        }
        if (factor.signum() <= 0) {
            throw bad(Option.FACTOR, "a number above 0");
        }
        if (faults.clock() > 0 && !period.equals(Duration.ofHours(1)) && !period.equals(Duration.ofMinutes(15))) {
            throw new UsageException("faults.clock: needs a period of PT1H or PT15M");
        }
        if (stated > 0 && (period.compareTo(Duration.ofHours(6)) > 0 || period.toMillis() % 1_000 != 0)) {
            throw new UsageException("interval.stated: needs a period of whole seconds, at most PT6H");
        }
        if (faults.pending() > 0 && loop && duration.isEmpty()) {
            throw new UsageException("faults.pending: a run that loops for ever has no end; set duration");
        }
        if (expectedFile.isPresent() && loop && duration.isEmpty()) {
            throw new UsageException("expected.file: a run that loops for ever has no totals; set duration");
        }
        if (faults.gap() > 0.9) {
            throw new UsageException("faults.gap: at most 0.9");
        }
    }

    private String uri() {
        String text = required(Option.RABBITMQ_URI);
        if (!text.startsWith("amqp://") && !text.startsWith("amqps://")) {
            throw new UsageException("rabbitmq.uri: must start with amqp:// or amqps://");
        }
        return text;
    }

    private Optional<BigDecimal> capacity() {
        if (text(Option.REGISTER_CAPACITY).isEmpty()) {
            return Optional.empty();
        }
        BigDecimal capacity = number(Option.REGISTER_CAPACITY);
        if (capacity.signum() <= 0) {
            throw bad(Option.REGISTER_CAPACITY, "a number above 0");
        }
        return Optional.of(capacity);
    }

    private double speed() {
        if (text(Option.SPEED).equalsIgnoreCase("max")) {
            return 0;
        }
        double value = number(Option.SPEED).doubleValue();
        if (value <= 0) {
            throw bad(Option.SPEED, "a number above 0, or max");
        }
        return value;
    }

    private long seed() {
        try {
            return Long.parseLong(text(Option.SEED));
        } catch (NumberFormatException e) {
            throw bad(Option.SEED, "a whole number");
        }
    }

    private double share(Option option) {
        double value = number(option).doubleValue();
        if (value < 0 || value > 1) {
            throw bad(option, "a share from 0 to 1");
        }
        return value;
    }

    private int whole(Option option, int least, int most) {
        try {
            int value = Integer.parseInt(text(option));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is out of range.
        }
        throw bad(option, "a whole number from " + least + " to " + most);
    }

    private BigDecimal number(Option option) {
        try {
            return new BigDecimal(text(option));
        } catch (NumberFormatException e) {
            throw bad(option, "a number");
        }
    }

    private Duration positive(Option option) {
        Duration duration = duration(option);
        if (duration.toMillis() <= 0) {
            throw bad(option, "a duration above zero such as PT10M");
        }
        return duration;
    }

    private Duration duration(Option option) {
        try {
            Duration duration = Duration.parse(text(option));
            duration.toMillis();
            return duration;
        } catch (DateTimeException | ArithmeticException e) {
            throw bad(option, "an ISO-8601 duration such as PT10M or P28D");
        }
    }

    private boolean isOn(Option option) {
        return switch (text(option).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off", "" -> false;
            default -> throw bad(option, "true or false");
        };
    }

    private <E extends Enum<E>> E oneOf(Option option, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(text(option)))
                .findFirst()
                .orElseThrow(() -> bad(
                        option,
                        String.join(
                                " or ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .toList())));
    }

    private Optional<Path> path(Option option) {
        return text(option).isEmpty() ? Optional.empty() : Optional.of(Path.of(text(option)));
    }

    private String required(Option option) {
        if (text(option).isEmpty()) {
            throw new UsageException(option.key() + " is empty");
        }
        return text(option);
    }

    private String text(Option option) {
        return given.getOrDefault(option, option.initial());
    }

    private UsageException bad(Option option, String wanted) {
        return new UsageException(option.key() + ": '" + text(option) + "' is not " + wanted);
    }
}
