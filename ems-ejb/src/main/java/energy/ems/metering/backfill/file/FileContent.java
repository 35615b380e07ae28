package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.LineProblem.Kind;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.ReadingMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file holds for a device when it is read by a layout.
 *
 * @param lines of the series that were chosen
 * @param readings those of them that the device's settings can take
 * @param withoutValue those that have no value, or say again what the line before did
 * @param problemCount those that are left out because something is wrong
 * @param problems the first of these
 * @param from the first of the readings; null without any
 * @param to the last
 * @param energyKwh the sum of the values, or for a register the difference between its first and last; null without any
 * @param doubled the local times that the clock showed twice
 * @param eachTwice whether each of these stands twice in the file
 * @param sample the first readings, as the device would have sent them
 */
public record FileContent(
        int lines,
        int readings,
        int withoutValue,
        int problemCount,
        List<LineProblem> problems,
        Instant from,
        Instant to,
        BigDecimal energyKwh,
        List<LocalDateTime> doubled,
        boolean eachTwice,
        List<FileReading.Sent> sample) {

    /** As many problems are listed. */
    public static final int LISTED = 200;

    private static final int SAMPLE = 10;
    private static final int DOUBLED = 20;

    static FileContent of(ReadingsFile file, Layout layout, Rhythm rhythm, DatedSettings device) {
        FileReader reader = new FileReader(file, layout, rhythm);
        List<LineProblem> problems = new ArrayList<>();
        List<FileReading.Sent> sample = new ArrayList<>();
        int lines = 0;
        int readings = 0;
        int withoutValue = 0;
        int problemCount = 0;
        FileReading first = null;
        FileReading last = null;
        BigDecimal sum = BigDecimal.ZERO;
        for (FileReader.Line line = reader.next(); line != null; line = reader.next()) {
            lines++;
            FileReading reading = line.reading();
            Optional<FileReading.Sent> sent =
                    reading == null ? Optional.empty() : reading.sentBy(device, layout.stamp(), layout.period());
            LineProblem problem = reading != null && sent.isEmpty() ? notForDevice(reading) : line.problem();
            if (problem != null) {
                problemCount++;
                if (problems.size() < LISTED) {
                    problems.add(problem);
                }
            } else if (reading == null) {
                withoutValue++;
            } else {
                readings++;
                if (sample.size() < SAMPLE) {
                    sample.add(sent.get());
                }
                sum = sum.add(reading.kilowattHours(layout.period()));
                first = first == null || reading.at().isBefore(first.at()) ? reading : first;
                last = last == null || reading.at().isAfter(last.at()) ? reading : last;
            }
        }
        boolean isRegister = first != null && device.at(first.at()).readingMode() == ReadingMode.CUMULATIVE;
        return new FileContent(
                lines,
                readings,
                withoutValue,
                problemCount,
                List.copyOf(problems),
                first == null ? null : first.at(),
                last == null ? null : last.at(),
                first == null
                        ? null
                        : isRegister
                                ? last.kilowattHours(layout.period()).subtract(first.kilowattHours(layout.period()))
                                : sum,
                rhythm.doubled().keySet().stream().limit(DOUBLED).toList(),
                rhythm.hasEachTwice(),
                List.copyOf(sample));
    }

    /** What the settings of its device cannot take. */
    public static LineProblem notForDevice(FileReading reading) {
        return LineProblem.of(
                reading.line(),
                Kind.NOT_FOR_DEVICE,
                reading.value().toPlainString() + " " + reading.unit().label());
    }
}
