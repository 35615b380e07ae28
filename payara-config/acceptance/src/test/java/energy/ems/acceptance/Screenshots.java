package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Pictures of pages in {@code target/screenshots}, for people to look at: no test looks at them. */
final class Screenshots {

    private static final Path DIRECTORY = Path.of("target", "screenshots");
    private static final int LONGEST_NAME = 120;

    private Screenshots() {}

    /** Keeps what the visitor sees. @param what it is and how it is shown; the file's name */
    static void keep(Visitor visitor, String what) {
        Map<String, Object> answer = visitor.chromium()
                .executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "jpeg", "quality", 70, "optimizeForSpeed", true));
        String name = what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        try {
            Files.createDirectories(DIRECTORY);
            Files.write(
                    DIRECTORY.resolve(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + ".jpg"),
                    Base64.getDecoder().decode((String) answer.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
