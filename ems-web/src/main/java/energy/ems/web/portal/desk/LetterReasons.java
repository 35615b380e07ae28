package energy.ems.web.portal.desk;

import energy.ems.web.portal.frame.Texts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Why a message could not be understood, in the language of the view. The message carries the reason in English, for
 * programs and for the log; the names of fields stay as the message has them.
 */
final class LetterReasons {

    private record Known(Pattern english, String key) {}

    private static final List<Known> KNOWN = List.of(
            known("message of (\\d+) bytes, at most (\\d+) are read", "tooLong"),
            known("neither a JSON object nor an array", "notObject"),
            known("something follows after the JSON value", "more"),
            known("the array holds something else than measurements", "array"),
            known("more than (\\d+) measurements in one message", "tooMany"),
            known("timestamp is neither epoch milliseconds nor ISO-8601 with offset", "timestamp"),
            known("timestamp is out of range", "range"),
            known("device_id is not 1 to 64 letters, digits, \\. _ : - or a whole number", "deviceId"),
            known("interval is no duration of whole seconds from PT1S to PT24H", "interval"),
            known("not valid JSON: (.*)", "notJson"),
            known("not a device event: (.*)", "notEvent"),
            known("([\\w.]+) is missing.*", "missing"),
            known("([\\w.]+) is not a number", "notNumber"),
            known("([\\w.]+) is not a text", "notText"),
            known("([\\w.]+) is longer than (\\d+) characters", "longer"),
            known("([\\w.]+) is none of (.*)", "noneOf"));

    private LetterReasons() {}

    private static Known known(String english, String key) {
        return new Known(Pattern.compile(english, Pattern.DOTALL), "letters.reason." + key);
    }

    /** What is not known stays as it is. */
    static String of(Texts texts, String english) {
        for (Known each : KNOWN) {
            Matcher reason = each.english().matcher(english);
            if (reason.matches()) {
                return texts.get(
                        each.key(),
                        IntStream.rangeClosed(1, reason.groupCount())
                                .mapToObj(reason::group)
                                .toArray());
            }
        }
        return english;
    }
}
