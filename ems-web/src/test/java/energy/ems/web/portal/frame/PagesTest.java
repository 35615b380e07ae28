package energy.ems.web.portal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would break under the content security policy, or work around it, does not get into a page. */
class PagesTest {

    private static final List<Pattern> FORBIDDEN = List.of(
            Pattern.compile("\\sstyle\\s*="),
            Pattern.compile("\\son[a-z]+\\s*=\\s*\"(?!PF\\(|EMS\\.)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("<script"),
            Pattern.compile("<style"),
            Pattern.compile("javascript:", Pattern.CASE_INSENSITIVE),
            Pattern.compile("escape\\s*=\\s*\"false\""),
            Pattern.compile("<f:ajax"),
            Pattern.compile("<h:command"));

    private static final Pattern ID = Pattern.compile("\\sid=\"(\\w+)\"");
    private static final Pattern FORM = Pattern.compile("<h:form([^>]*)>(.*?)</h:form>", Pattern.DOTALL);
    private static final Pattern BUTTON =
            Pattern.compile("<p:commandButton id=\"(\\w+)\"(?:[^>]*?/>|.*?</p:commandButton>)", Pattern.DOTALL);

    static Stream<Path> pages() throws IOException {
        return Files.walk(Path.of("src/main/webapp"))
                .filter(file -> file.toString().endsWith(".xhtml"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageKeepsToTheContentSecurityPolicy(Path page) throws IOException {
        String source = Files.readString(page);
        assertThat(FORBIDDEN).noneMatch(forbidden -> forbidden.matcher(source).find());
    }

    /** Two elements of one name: PrimeFaces finds the first, and what it sends for the other has no view state. */
    @ParameterizedTest
    @MethodSource("pages")
    void noPageUsesANameOfTheFrame(Path page) throws IOException {
        Path frame = Path.of("src/main/webapp/WEB-INF/templates/frame.xhtml");
        if (page.startsWith("src/main/webapp/WEB-INF")) {
            return;
        }
        assertThat(outerNames(Files.readString(page))).doesNotContainAnyElementsOf(names(Files.readString(frame)));
    }

    /** A button of a row or of a selection must not be what Enter in a text field presses. */
    @ParameterizedTest
    @MethodSource("pages")
    void enterPressesNoButtonOfARowOrASelection(Path page) throws IOException {
        Matcher forms = FORM.matcher(Files.readString(page));
        while (forms.find()) {
            Matcher buttons = BUTTON.matcher(forms.group(2));
            if (forms.group(2).contains("<p:dataTable") && !forms.group(1).contains("ems-no-enter")) {
                while (buttons.find()) {
                    assertThat(buttons.group())
                            .as("%s in %s", buttons.group(1), page.getFileName())
                            .containsPattern(
                                    "id=\"(apply|issue|preview)\"|type=\"button\"|name=\"type\" value=\"button\"");
                }
            }
        }
    }

    private static List<String> names(String source) {
        return ID.matcher(source).results().map(found -> found.group(1)).toList();
    }

    /** What stands in no form has no prefix, and neither has a form itself. */
    private static List<String> outerNames(String source) {
        List<String> forms = Pattern.compile("<h:form id=\"(\\w+)\"")
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> others = names(FORM.matcher(source).replaceAll(""));
        return Stream.concat(forms.stream(), others.stream()).toList();
    }
}
