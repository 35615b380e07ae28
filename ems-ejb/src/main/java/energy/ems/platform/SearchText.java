package energy.ems.platform;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes texts findable by any part of them, whatever the case and the accents: {@code Pompă} is found by "pompa". */
public final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchText() {}

    /**
     * What is stored beside the texts, for SQL's {@code LOCATE}; a line break between them keeps a search from matching
     * across two. Bytes, because comparing characters by a collation makes a search three times as slow.
     *
     * @param mostBytes what does not fit is cut off
     */
    public static byte[] of(int mostBytes, String... texts) {
        String joined = Stream.of(texts)
                .filter(Objects::nonNull)
                .map(SearchText::folded)
                .collect(Collectors.joining("\n"));
        byte[] bytes = joined.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= mostBytes ? bytes : Arrays.copyOf(bytes, mostBytes);
    }

    /** What is looked for in that. */
    public static byte[] part(String text) {
        return folded(text.strip()).getBytes(StandardCharsets.UTF_8);
    }

    /** The pattern for SQL's LIKE with {@code ESCAPE '!'} that finds a part in a text that is stored as it is. */
    public static String anywhere(String part) {
        return "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** Whether a text holds a part, whatever the case and the accents of both. */
    public static boolean isIn(String part, String text) {
        return folded(text).contains(folded(part));
    }

    /** In lower case and without accents. */
    public static String folded(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
