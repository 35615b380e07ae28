package energy.ems.persistence;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes texts findable by any part of them, whatever the case and the accents: {@code Pompă} is found by "pompa". */
public final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchText() {}

    /** What is stored beside the texts; a line break between them keeps a search from matching across two. */
    public static String of(int longest, String... texts) {
        String joined = Stream.of(texts)
                .filter(Objects::nonNull)
                .map(SearchText::folded)
                .collect(Collectors.joining("\n"));
        if (joined.length() <= longest) {
            return joined;
        }
        int end = Character.isHighSurrogate(joined.charAt(longest - 1)) ? longest - 1 : longest;
        return joined.substring(0, end);
    }

    /** The pattern for SQL's LIKE with {@code ESCAPE '!'} that finds a part. */
    public static String containing(String part) {
        return anywhere(folded(part.strip()));
    }

    /** The same for texts that are stored as they are. */
    public static String anywhere(String part) {
        return "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private static String folded(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
