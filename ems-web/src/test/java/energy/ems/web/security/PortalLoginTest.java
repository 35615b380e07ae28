package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalLoginTest {

    private final PortalLogin login = new PortalLogin();

    @Test
    void returnsToThePageThatWasAskedFor() {
        assertThat(login.target(request(), "/consumption.xhtml?device=a%20b&day=2026-11-23"))
                .isEqualTo("/ems/consumption.xhtml?device=a%20b&day=2026-11-23");
        assertThat(login.target(request(), "/operations/quarantine.xhtml"))
                .isEqualTo("/ems/operations/quarantine.xhtml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x.xhtml",
                "/\\evil.example/x.xhtml",
                "https://evil.example/x.xhtml",
                "javascript:alert(1)",
                "/x.xhtml\r\nSet-Cookie: a=b",
                "/x.xhtml?a\\b",
                "/../other/x.xhtml",
                "@evil.example",
                "/login.xhtml?next=/login.xhtml",
                ""
            })
    void neverLeavesTheSite(String next) {
        assertThat(login.target(request(), next)).isEqualTo("/ems/index.xhtml");
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PortalLoginTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, a) -> {
                    if (method.getName().equals("getContextPath")) {
                        return "/ems";
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
