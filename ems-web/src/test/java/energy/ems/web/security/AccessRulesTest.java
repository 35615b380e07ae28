package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

    private final AccessRules rules = AccessRules.ofEms();

    @Test
    void everyPageHasARuleOfItsOwn() throws IOException {
        Set<String> templates =
                rules.all().stream().map(AccessRules.Rule::template).collect(java.util.stream.Collectors.toSet());
        assertThat(pages()).allSatisfy(page -> assertThat(templates).contains(page));
    }

    @Test
    void whatIsNotListedIsNotServed() {
        assertThat(rules.find("GET", "/nobody-wrote-a-rule.xhtml")).isEmpty();
        assertThat(rules.find("GET", "/WEB-INF/web.xml")).isEmpty();
        assertThat(rules.find("GET", "/api/v1/secrets")).isEmpty();
        assertThat(rules.find("GET", "/error-reply")).isEmpty();
        assertThat(rules.find("DELETE", "/login.xhtml")).isEmpty();
    }

    @Test
    void aPlaceholderIsExactlyOneSegment() {
        assertThat(rules.find("GET", "/jakarta.faces.resource")).isEmpty();
        assertThat(rules.find("GET", "/jakarta.faces.resource/")).isEmpty();
        assertThat(rules.find("GET", "/jakarta.faces.resource/theme.css.xhtml")).isPresent();
        assertThat(rules.find("GET", "/login.xhtml/more")).isEmpty();
        assertThat(rules.find("GET", "/loginXxhtml")).isEmpty();
    }

    private static List<String> pages() throws IOException {
        Path root = Path.of("src/main/webapp");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".xhtml"))
                    .map(file -> "/" + root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith("/WEB-INF/") && !path.startsWith("/resources/"))
                    .toList();
        }
    }
}
