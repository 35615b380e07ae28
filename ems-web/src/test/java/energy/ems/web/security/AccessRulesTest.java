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
    void everyRestMethodHasARuleOfItsOwn() throws Exception {
        List<String> ruled = rules.all().stream()
                .flatMap(rule -> rule.methods().stream().map(method -> method + " " + rule.template()))
                .toList();
        List<String> methods = RestMethods.all();
        assertThat(methods).hasSizeGreaterThan(15);
        assertThat(methods).allSatisfy(method -> assertThat(ruled).contains(method));
    }

    @Test
    void noRuleIsLeftBehindByARestMethodThatIsGone() throws Exception {
        List<String> methods = RestMethods.all();
        assertThat(rules.all().stream()
                        .filter(rule -> rule.template().startsWith("/api/"))
                        .flatMap(rule -> rule.methods().stream().map(method -> method + " " + rule.template())))
                .allSatisfy(rule -> assertThat(methods).contains(rule));
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
