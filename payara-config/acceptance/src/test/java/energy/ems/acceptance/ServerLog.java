package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server writes about itself from some moment on. */
final class ServerLog {

    private static final Pattern COMPLAINT = Pattern.compile("(WARNING|SEVERE|ERROR)\\b.*|.*Exception: .*");

    private final Optional<Path> file;
    private final int start;

    private ServerLog(Optional<Path> file) {
        this.file = file;
        this.start = text().length();
    }

    /** Of a system that keeps its log elsewhere, nothing is known. */
    static ServerLog fromNowOn(TestedSystem system) {
        return new ServerLog(system.log());
    }

    void assertNoComplaints() {
        Stream<String> complaints = text().substring(start)
                .lines()
                .filter(line -> COMPLAINT.matcher(line).matches());
        assertThat(complaints.toList()).as("the server's log").isEmpty();
    }

    private String text() {
        try {
            // Other encodings than the log's would only spoil words that nobody looks for.
            return file.isEmpty() ? "" : new String(Files.readAllBytes(file.get()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
