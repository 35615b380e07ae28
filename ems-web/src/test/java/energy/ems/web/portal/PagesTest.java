package energy.ems.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
