package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.naming.OperationNotSupportedException;

/**
 * What keeps people from a page as far as a program can tell, by WCAG 2.2 at the levels A and AA; the rules are those of
 * axe-core. That a page speaks one language only is looked at here too.
 */
final class Barriers {

    private static final List<String> LEVELS_A_AND_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final Visitor visitor;
    private final ForeignWords foreign;
    private final Map<String, List<String>> found = new LinkedHashMap<>();

    Barriers(Visitor visitor, Language language) {
        this.visitor = visitor;
        this.foreign = new ForeignWords(language);
    }

    /** The rules as a script, to be brought along by each page where many are looked at: half a megabyte. */
    static String rules() {
        try {
            return new EmbeddedResourceAxeProvider().getScript();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperationNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks at the whole page that is shown. @param what it is called, and how it is shown */
    void look(String what) {
        look(what, axe -> axe);
    }

    /** Looks at a part of the page. @param css of the part */
    void look(String what, String css) {
        look(what, axe -> axe.include(css));
    }

    /** Looks at the colours only. */
    void lookAtColours(String what) {
        look(what, axe -> axe.withOnlyRules(List.of("color-contrast")));
    }

    private void look(String what, UnaryOperator<AxeBuilder> rules) {
        visitor.rest();
        foreign.on(visitor)
                .forEach(text -> found.computeIfAbsent("another language: " + text, mistake -> new ArrayList<>())
                        .add(what));
        if (Boolean.TRUE.equals(visitor.script("return typeof axe === 'undefined'"))) {
            visitor.script(rules());
        }
        for (Rule violation : rules.apply(axe()).analyze(visitor.chromium()).getViolations()) {
            for (CheckedNode node : violation.getNodes()) {
                found.computeIfAbsent(mistake(violation, node), mistake -> new ArrayList<>())
                        .add(what);
            }
        }
    }

    /** An example of what may not be said. */
    String foreignWord() {
        return foreign.example();
    }

    /** What was found until now. */
    Set<String> mistakes() {
        return found.keySet();
    }

    void assertNone() {
        assertThat(found.entrySet().stream()
                        .map(mistake -> mistake.getKey() + "\n    on " + String.join("\n    on ", mistake.getValue()))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    /**
     * Asked for mistakes alone, and in the page itself, where it is already: it would also send all that is well, and load
     * itself into another window for what it finds in frames. That this does not look into frames of others is why it is
     * deprecated; there are no frames.
     */
    @SuppressWarnings("deprecation")
    private static AxeBuilder axe() {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        AxeBuilder axe =
                new AxeBuilder().withOptions(options).withTags(LEVELS_A_AND_AA).setLegacyMode();
        axe.setInjectAxe(page -> {});
        return axe;
    }

    /** The same on several pages is one. */
    private static String mistake(Rule rule, CheckedNode node) {
        return rule.getId() + ": " + rule.getHelp() + "\n    " + node.getTarget() + "\n    " + node.getHtml() + "\n    "
                + node.getFailureSummary().replace("\n", "\n    ");
    }
}
