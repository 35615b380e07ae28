package energy.ems.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs for the tests. */
final class Runs {

    static final Instant START = Instant.parse("2026-10-05T00:00:00Z");

    private Runs() {}

    /** A run over these values. */
    static Run of(String values, String... arguments) {
        Settings settings = Settings.read(arguments);
        List<BigDecimal> numbers =
                Arrays.stream(values.split(" ")).map(BigDecimal::new).toList();
        return new Run(settings, LoadProfile.of(numbers, settings.mode), START);
    }

    /** A run over the shipped file. */
    static Run shipped(String... arguments) {
        Settings settings = Settings.read(arguments);
        return new Run(settings, LoadProfile.of(SensorFile.read(settings.csvFile), settings.mode), START);
    }

    static List<MessageStream.Outgoing> messages(Run run) {
        List<MessageStream.Outgoing> messages = new ArrayList<>();
        new MessageStream(run).forEachRemaining(messages::add);
        return messages;
    }
}
