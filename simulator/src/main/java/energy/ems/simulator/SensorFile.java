package energy.ems.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a meter, one a line, the last column of a CSV when there are several. A heading, empty lines and lines that
 * start with {@code #} are left out.
 */
final class SensorFile {

    private SensorFile() {}

    /** Reads {@code file}; a bare name that is not in the working directory is looked for in the program itself. */
    static List<BigDecimal> read(Path file) {
        try (InputStream in = open(file)) {
            return parse(file.toString(), in);
        } catch (IOException e) {
            throw new UsageException("csv.file: cannot read " + file + ": " + e.getMessage());
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return Files.newInputStream(file);
        }
        InputStream shipped = file.getNameCount() == 1 && !file.isAbsolute()
                ? SensorFile.class.getResourceAsStream("/" + file.getFileName())
                : null;
        if (shipped == null) {
            throw new UsageException("csv.file: there is no file " + file);
        }
        return shipped;
    }

    private static List<BigDecimal> parse(String name, InputStream in) throws IOException {
        List<BigDecimal> values = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        boolean headingAllowed = true;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String column = text.substring(Math.max(text.lastIndexOf(','), text.lastIndexOf(';')) + 1)
                    .strip();
            try {
                values.add(new BigDecimal(column));
            } catch (NumberFormatException e) {
                if (!headingAllowed) {
                    throw new UsageException(
                            "csv.file: line " + number + " of " + name + " is not a number: " + shorten(column));
                }
            }
            headingAllowed = false;
        }
        if (values.size() < 2) {
            throw new UsageException("csv.file: " + name + " needs at least two values");
        }
        return List.copyOf(values);
    }

    private static String shorten(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
