package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageFormsTest {

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    @Test
    void readsWhatABrowserSends() {
        PageForms.Form.parse("a=1&b=&c&a=2%263&d=%C8%99ase+p%C4%83s%C4%83ri&&=x", fields);

        assertThat(fields)
                .containsEntry("a", List.of("1", "2&3"))
                .containsEntry("b", List.of(""))
                .containsEntry("c", List.of(""))
                .containsEntry("d", List.of("șase păsări"))
                .containsEntry("", List.of("x"))
                .hasSize(5);
    }

    @Test
    void putsWhatTheAddressSaysBeforeWhatTheFormDoes() {
        PageForms.Form.parse("a=address", fields);
        PageForms.Form.parse("a=form", fields);

        assertThat(fields).containsEntry("a", List.of("address", "form"));
    }

    /** What the address says comes first. */
    @Test
    void takesBothTheAddressAndTheBody() throws IOException {
        PageForms.Form form = PageForms.Form.read(request("a=address&b=1", "a=form&c=2"));

        assertThat(form.getParameter("a")).isEqualTo("address");
        assertThat(form.getParameterValues("a")).containsExactly("address", "form");
        assertThat(Collections.list(form.getParameterNames())).containsExactly("a", "b", "c");
        assertThat(form.getParameterMap()).containsOnlyKeys("a", "b", "c");
    }

    private static HttpServletRequest request(String query, String body) {
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
        ServletInputStream stream = new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
        return (HttpServletRequest) Proxy.newProxyInstance(
                PageFormsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, a) -> switch (method.getName()) {
                    case "getQueryString" -> query;
                    case "getInputStream" -> stream;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void hasNothingToReadWhereThereIsNothing() {
        PageForms.Form.parse(null, fields);
        PageForms.Form.parse("", fields);

        assertThat(fields).isEmpty();
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThatThrownBy(() -> PageForms.Form.parse("a=%zz", fields)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageForms.Form.parse("a&".repeat(10_001), fields))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
