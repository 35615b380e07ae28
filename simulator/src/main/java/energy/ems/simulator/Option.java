package energy.ems.simulator;

import java.util.Arrays;
import java.util.Optional;

/** Everything that can be set, on the command line as {@code --key value} and in config.properties as {@code key}. */
enum Option {
    RABBITMQ_URI("rabbitmq.uri", "URI", "amqp://guest:guest@127.0.0.1:5672/%2f", "the broker, amqp:// or amqps://"),
    QUEUE("queue", "NAME", "ems.measurements", "the queue; made (durable) when it is missing"),
    DEVICE_ID("device.id", "IDS", "meter-1", "one or several: a,b,meter-{1..5000}"),
    DEVICE_VARY(
            "device.vary",
            "true|false",
            "",
            "each device has its own phase and size of the profile; default: when there are several devices"),
    CSV_FILE("csv.file", "FILE", "", "values, one a line; default sensor.csv or sensor-cumulative.csv"),
    CSV_MODE("csv.mode", "MODE", "interval", "interval (energy used) or cumulative (the meter's register)"),
    CSV_ALIGN(
            "csv.align",
            "ALIGN",
            "start",
            "start: the first value is sent first; clock: the file starts on a Monday 00:00 UTC"),
    INTERVAL_STAMP(
            "interval.stamp", "STAMP", "START", "START or END: which end of its interval a value is stamped with"),
    REGISTER_CAPACITY(
            "register.capacity", "VALUE", "", "cumulative: the register starts again from 0 here, in the unit"),
    UNIT("unit", "UNIT", "kWh", "kWh, Wh or MWh; interval: also kW or W, the mean power"),
    FACTOR("factor", "NUMBER", "1", "the device's factor: what is sent times this is what was used"),
    DIRECTION(
            "direction",
            "DIRECTION",
            "consumption",
            "consumption, production, or net (interval: below zero from 9 to 16 UTC)"),
    INTERVAL_STATED(
            "interval.stated",
            "SHARE",
            "0",
            "interval: share of values that state their length, of one to four periods in one"),
    PERIOD("period", "DURATION", "PT10M", "spacing of measurements"),
    SPEED("speed", "FACTOR", "1", "1 is real time, 600 one period a second, max as fast as possible"),
    START("start", "INSTANT", "now", "of the first measurement; now (to the full period), -P28D (that long ago)"),
    DURATION("duration", "DURATION", "", "how much measured time to send; default: the file once"),
    LOOP("loop", "true|false", "false", "start the file again at its end"),
    CATCH_UP("catch.up", "true|false", "false", "send at once what is older than now, then go on at the speed"),
    BATCH("batch", "N", "1", "measurements in one message, 1 to 1000"),
    SEED("seed", "N", "1", "of the faults and of the devices' differences"),
    FAULTS_DUPLICATE("faults.duplicate", "SHARE", "0", "share of measurements that are sent twice"),
    FAULTS_SHUFFLE("faults.shuffle", "N", "0", "measurements are mixed within blocks of N"),
    FAULTS_LATE("faults.late", "SHARE", "0", "share of measurements that are sent days late"),
    FAULTS_LATE_DAYS("faults.late.days", "DAYS", "3", "the longest delay of a late measurement"),
    FAULTS_GAP("faults.gap", "SHARE", "0", "share of measurements that are never sent, in runs of 1 to 12"),
    FAULTS_RESET("faults.reset", "SHARE", "0", "cumulative: share of readings at which the register starts from 0"),
    FAULTS_GLITCH("faults.glitch", "SHARE", "0", "cumulative: share of readings that show 0 once"),
    FAULTS_NOISE("faults.noise", "SHARE", "0", "cumulative: share of readings whose last digit swings back once"),
    FAULTS_SWAP("faults.swap", "SHARE", "0", "cumulative: share of readings at which another meter takes over"),
    FAULTS_JUMP("faults.jump", "SHARE", "0", "cumulative: share of devices that show 0 before their first number"),
    FAULTS_PENDING("faults.pending", "SHARE", "0", "cumulative: share of devices that show 0 at the end of the run"),
    FAULTS_CLOCK(
            "faults.clock", "SHARE", "0", "interval of PT1H or PT15M: share of values stamped nearly a period late"),
    FAULTS_MALFORMED("faults.malformed", "SHARE", "0", "malformed messages, as a share of the good ones"),
    EXPECTED_FILE("expected.file", "FILE", "", "write the exact hourly totals that must come out (finite runs only)"),
    STATE_FILE("state.file", "FILE", "", "where a stopped run is remembered; default simulator-<options>.state"),
    FRESH("fresh", "true|false", "false", "forget a stopped run and start over"),
    CONNECT_WAIT("connect.wait", "DURATION", "PT0S", "how long to try the first connection"),
    QUIET("quiet", "true|false", "false", "no progress on standard error");

    private final String key;
    private final String argument;
    private final String initial;
    private final String help;

    Option(String key, String argument, String initial, String help) {
        this.key = key;
        this.argument = argument;
        this.initial = initial;
        this.help = help;
    }

    String key() {
        return key;
    }

    String initial() {
        return initial;
    }

    /** A switch may stand alone on the command line. */
    boolean isSwitch() {
        return argument.equals("true|false");
    }

    /** Finds an option by its key; {@code device-id} is as good as {@code device.id}. */
    static Optional<Option> byKey(String name) {
        String wanted = name.replace('-', '.');
        return Arrays.stream(values())
                .filter(option -> option.key.equals(wanted))
                .findFirst();
    }

    static String help() {
        StringBuilder text = new StringBuilder("""
                Usage: java -jar simulator.jar [--config config.properties] [--option value]...

                Sends the readings of one or many smart meters to RabbitMQ. Every option is also a key of the
                properties file (config.properties in the working directory when it exists); the command line wins.

                """);
        for (Option option : values()) {
            text.append(String.format("  --%-34s %s", option.key + " " + option.argument, option.help));
            if (!option.initial.isEmpty()) {
                text.append(" [").append(option.initial).append(']');
            }
            text.append('\n');
        }
        return text.append("  --help\n").toString();
    }
}
