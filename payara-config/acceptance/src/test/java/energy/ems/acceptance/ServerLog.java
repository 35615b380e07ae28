package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** Of the system that is shared, if there is one already. */
    static ServerLog ofTheSharedSystem() {
        return new ServerLog(TestedSystem.sharedLog());
    }

    void assertNoComplaints() {
        assertThat(complaints(0)).as("the server's log").isEmpty();
    }

    /**
     * The lines in which the server complains.
     *
     * @param following so many after each are told, too
     */
    List<String> complaints(int following) {
        List<String> lines = text().substring(start).lines().toList();
        List<String> told = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (COMPLAINT.matcher(lines.get(i)).matches()) {
                end = i + 1 + following;
            }
            if (i < end) {
                told.add(lines.get(i));
            }
        }
        return told;
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
