package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipFile;

/** What a page says in English though it is in Romanian, or the other way round. */
final class ForeignWords {

    private static final String BUNDLE = "WEB-INF/classes/energy/ems/web/portal/messages_%s.properties";

    /** Shorter texts are found in names, and in the other language. */
    private static final int LONG_ENOUGH = 12;

    /**
     * What is read, what screen readers say, what a field proposes; without the parts that say of themselves that they are in
     * another language, as WCAG 3.1.2 asks them to.
     */
    private static final String WORDS = """
            const marked = `[lang]:not(html):not([lang="${document.documentElement.lang}"])`;
            const said = [[...document.body.querySelectorAll(marked)]
                .reduce((text, part) => text.replace(part.innerText, ''), document.body.innerText)];
            for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
                if (!element.closest(marked)) {
                    said.push(element.title, element.getAttribute('aria-label'), element.placeholder);
                }
            }
            return said.filter(Boolean).join('\\n');
            """;

    private final List<String> others;

    /** @param language what pages are to speak */
    ForeignWords(Language language) {
        others = textsOnlyOf(language == Language.ENGLISH ? Language.ROMANIAN : Language.ENGLISH);
        assertThat(others).hasSizeGreaterThan(100);
    }

    /** A text of the other language. */
    String example() {
        return others.get(0);
    }

    /** The texts of the other language that the page says which is open. */
    List<String> on(Visitor visitor) {
        String said = String.valueOf(visitor.script(WORDS));
        return others.stream().filter(said::contains).toList();
    }

    /** The parts of its texts between what is filled in, as far as the other language has nothing alike. */
    private static List<String> textsOnlyOf(Language language) {
        Properties own = bundle(language);
        String theOther = String.join(
                "\n",
                bundle(language == Language.ENGLISH ? Language.ROMANIAN : Language.ENGLISH).values().stream()
                        .map(String::valueOf)
                        .toList());
        return own.values().stream()
                .map(String::valueOf)
                .filter(text -> !text.contains("choice,"))
                .flatMap(text -> List.of(text.split("\\{[^}]*}|\n")).stream())
                .map(text -> text.replace("''", "'").strip())
                .filter(text -> text.length() >= LONG_ENOUGH && text.contains(" ") && !theOther.contains(text))
                .distinct()
                .toList();
    }

    private static Properties bundle(Language language) {
        Properties texts = new Properties();
        try (ZipFile war = new ZipFile(Artifacts.war().toFile());
                InputStreamReader reader = new InputStreamReader(
                        war.getInputStream(war.getEntry(BUNDLE.formatted(language.code()))), StandardCharsets.UTF_8)) {
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
