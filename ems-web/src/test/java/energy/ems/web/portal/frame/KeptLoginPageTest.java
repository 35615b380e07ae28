package energy.ems.web.portal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.web.security.ProcessorTime;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptLoginPageTest {

    private final AtomicLong now = new AtomicLong();
    private int made;

    private final KeptLoginPage pages =
            new KeptLoginPage(new ProcessorTime(Duration.ofHours(1), 0.2, now::get), now::get);

    private final FilterChain portal = (request, response) -> {
        HttpServletResponse page = (HttpServletResponse) response;
        made++;
        page.setContentType("text/html;charset=UTF-8");
        page.setHeader("Content-Security-Policy", "script-src 'self' 'nonce-made" + made + "'");
        page.getWriter().write("<script nonce=\"made" + made + "\">1</script> logare ș " + made);
    };

    @Test
    void strangersShareAPageAndHaveNoncesOfTheirOwn() throws Exception {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Answer answer = ask(pages, portal, null, "en");
            String nonce = answer.header("Content-Security-Policy").replaceAll(".*'nonce-([^']+)'.*", "$1");
            nonces.add(nonce);
            assertThat(answer.text()).isEqualTo("<script nonce=\"" + nonce + "\">1</script> logare ș 1");
            assertThat(answer.type).isEqualTo("text/html;charset=UTF-8");
        }
        assertThat(nonces).hasSize(3).doesNotContain("made1");
        assertThat(made).isEqualTo(1);
    }

    @Test
    void whoeverWantsItToLookAnotherWayHasAnother() throws Exception {
        ask(pages, portal, null, "en");
        assertThat(ask(pages, portal, null, "ro").text()).endsWith("2");
        assertThat(ask(pages, portal, null, "en", new Cookie("EMSLANGUAGE", "ro"))
                        .text())
                .endsWith("2");
        assertThat(ask(pages, portal, null, "en", new Cookie("EMSAPPEARANCE", "dark"))
                        .text())
                .endsWith("3");
        assertThat(ask(pages, portal, null, "en", new Cookie("EMSSYSTEM", "dark"))
                        .text())
                .endsWith("4");
        assertThat(ask(pages, portal, null, "de", new Cookie("EMSAPPEARANCE", "<x>"))
                        .text())
                .as("in no way of its own")
                .endsWith("1");
    }

    @Test
    void itIsMadeAnewAfterAWhile() throws Exception {
        ask(pages, portal, null, "en");
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(ask(pages, portal, null, "en").text()).endsWith("2");
    }

    @Test
    void anAddressWithParametersIsForOneAlone() throws Exception {
        ask(pages, portal, null, "en");
        assertThat(ask(pages, portal, "next=%2Falerts.xhtml", "en").text()).endsWith("2");
        assertThat(ask(pages, portal, "next=%2Falerts.xhtml", "en").text()).endsWith("3");
        assertThat(ask(pages, portal, null, "en").text()).endsWith("1");
    }

    @Test
    void aPageThatGivesACookieIsForOneAlone() throws Exception {
        FilterChain withCookie = (request, response) -> {
            ((HttpServletResponse) response).setHeader("Set-Cookie", "a=" + made);
            portal.doFilter(request, response);
        };
        ask(pages, withCookie, null, "en");
        assertThat(ask(pages, withCookie, null, "en").text()).endsWith("2");
    }

    @Test
    void messagesForTheNextPageAreForOneAlone() throws Exception {
        ask(pages, portal, null, "en");
        assertThat(ask(pages, portal, null, "en", new Cookie("csfcfc", "x")).text())
                .endsWith("2");
        assertThat(ask(pages, portal, null, "en").text()).endsWith("1");
    }

    @Test
    void strangersWhoHaveTakenMuchAreLedToThePlainPage() throws Exception {
        KeptLoginPage mean = new KeptLoginPage(new ProcessorTime(Duration.ZERO, 0.2, now::get), now::get);
        assertThat(ask(mean, portal, "next=%2Falerts.xhtml", "en").status).isEqualTo(200);
        Answer led = ask(mean, portal, "next=%2Falerts.xhtml", "en");
        assertThat(led.status).isEqualTo(302);
        assertThat(led.header("Location")).isEqualTo("/ems/login.xhtml");
        assertThat(ask(mean, portal, null, "en").text()).endsWith("2");
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(ask(mean, portal, "next=%2Falerts.xhtml", "en").text()).endsWith("3");
    }

    private static Answer ask(KeptLoginPage pages, FilterChain portal, String query, String language, Cookie... cookies)
            throws IOException, ServletException {
        Answer answer = new Answer();
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                KeptLoginPageTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getAttribute", "getSession" -> null;
                    case "getQueryString" -> query;
                    case "getCookies" -> cookies.length == 0 ? null : cookies;
                    case "getLocale" -> Locale.forLanguageTag(language);
                    case "getContextPath" -> "/ems";
                    case "isSecure" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        pages.doFilter(request, answer.response(), portal);
        answer.writer.flush();
        return answer;
    }

    /** What a browser got. */
    private static final class Answer {

        private final Map<String, String> headers = new HashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final PrintWriter writer = new PrintWriter(body, false, StandardCharsets.UTF_8);
        private String type;
        private int status = 200;

        String header(String name) {
            return headers.get(name);
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }

        HttpServletResponse response() {
            return (HttpServletResponse) Proxy.newProxyInstance(
                    KeptLoginPageTest.class.getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                            case "setContentType" -> type = (String) arguments[0];
                            case "setStatus" -> status = (int) arguments[0];
                            case "setContentLength" -> headers.put("Content-Length", String.valueOf(arguments[0]));
                            case "getHeader" -> {
                                return headers.get(arguments[0]);
                            }
                            case "getStatus" -> {
                                return status;
                            }
                            case "getContentType" -> {
                                return type;
                            }
                            case "isCommitted" -> {
                                return false;
                            }
                            case "getWriter" -> {
                                return writer;
                            }
                            case "getOutputStream" -> {
                                return stream();
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
        }

        private ServletOutputStream stream() {
            return new ServletOutputStream() {
                @Override
                public void write(int value) {
                    body.write(value);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
