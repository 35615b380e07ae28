package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final String PROXY = "10.1.2.3";
    private static final String BROWSER = "203.0.113.7";

    private final Proxies proxies = new Proxies(Optional.of("10.0.0.0/8, fd00::/8"), Optional.empty());

    @Test
    void aTrustedProxyNamesTheCaller() {
        assertThat(address(PROXY, BROWSER)).isEqualTo(BROWSER);
        assertThat(address(PROXY, "1.1.1.1, " + BROWSER + ", 10.9.9.9")).isEqualTo(BROWSER);
        assertThat(address("fd00::1", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void aStrangerNamesNobody() {
        assertThat(address(BROWSER, "1.1.1.1")).isEqualTo(BROWSER);
    }

    @Test
    void aForgedLineBeforeTheProxysOwnIsNotBelieved() {
        assertThat(address(PROXY, "1.1.1.1", BROWSER)).isEqualTo(BROWSER);
    }

    @Test
    void aPortBehindTheAddressIsUnderstood() {
        assertThat(address(PROXY, BROWSER + ":51234")).isEqualTo(BROWSER);
        assertThat(address(PROXY, "[2001:db8::7]:51234")).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void aNameIsNoAddress() {
        assertThat(address(PROXY, "cafe.de")).isEqualTo(PROXY);
        assertThat(address(PROXY, "unknown")).isEqualTo(PROXY);
        assertThat(address(PROXY)).isEqualTo(PROXY);
    }

    @Test
    void anEntryWithNothingInItSaysNothing() {
        assertThat(address(PROXY, BROWSER + ",")).isEqualTo(BROWSER);
        assertThat(address(PROXY, "1.1.1.1, , " + BROWSER + ", ,10.9.9.9 ,, ")).isEqualTo(BROWSER);
        assertThat(address(PROXY, "", BROWSER, "")).isEqualTo(BROWSER);
        assertThat(address(PROXY, " , ,")).isEqualTo(PROXY);
    }

    @Test
    void whatIsMalformedHidesWhatStandsBeforeIt() {
        assertThat(address(PROXY, "1.1.1.1, unknown, 10.9.9.9")).isEqualTo("10.9.9.9");
        assertThat(address(PROXY, BROWSER + ", 10.9.9.9:x")).isEqualTo(PROXY);
        assertThat(address(PROXY, BROWSER + ", 203.0.113")).isEqualTo(PROXY);
    }

    @Test
    void allFormsOfAnAddressAreOne() {
        assertThat(address("::ffff:10.1.2.3", "::ffff:" + BROWSER)).isEqualTo(BROWSER);
        assertThat(address(PROXY, BROWSER + ", [::ffff:10.9.9.9]:80, 10.9.9.8:1"))
                .isEqualTo(BROWSER);
        assertThat(address("fd00::1%eth0", "2001:DB8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(address(PROXY, "[2001:db8:0:0::7]")).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                "10.0.0.0/255.0.0.0",
                "0.0.0.0/0",
                "::/0",
                "fd00::/129",
                "::ffff:10.0.0.0/104",
                "proxy.example.org",
                "10.0.0.1 10.0.0.2"
            })
    void whatIsNoNetworkIsRefused(String setting) {
        assertThatThrownBy(() -> new Proxies(Optional.of(setting), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "203.0.113.7",
                "[2001:db8::7]",
                "2001:db8::7",
                "localhost",
                "EMS",
                "ems.example.org",
                "EMS.example.org",
                "ems.example.org.",
                "dev.localhost"
            })
    void knowsItsOwnNames(String host) {
        assertThat(isOwn(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "ems.example.org.evil.example",
                "example.org",
                "a.127.0.0.1"
            })
    void anothersNameThatLeadsHereIsNotBelieved(String host) {
        assertThat(isOwn(host)).isFalse();
    }

    @Test
    void saysHowBrowsersReachIt() {
        assertThat(base(new Proxies(Optional.empty(), Optional.of("https://ems.example.org")), "10.0.0.1:8080"))
                .isEqualTo("https://ems.example.org/ems");
        assertThat(base(new Proxies(Optional.empty(), Optional.empty()), "127.0.0.1:8080"))
                .isEqualTo("http://127.0.0.1:8080/ems");
    }

    private static String base(Proxies proxies, String host) {
        return proxies.baseAddress((HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> arguments[0].equals("Host") ? host : null;
                    case "isSecure" -> false;
                    case "getRemoteAddr" -> BROWSER;
                    case "getContextPath" -> "/ems";
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    private boolean isOwn(String host) {
        return new Proxies(Optional.empty(), Optional.of("https://ems.example.org"))
                .isOwnHost((HttpServletRequest) Proxy.newProxyInstance(
                        ProxiesTest.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (self, method, arguments) -> host));
    }

    private String address(String peer, String... forwardedFor) {
        return proxies.clientAddress((HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "getHeaders" -> Collections.enumeration(List.of(forwardedFor));
                    case "getHeader" -> forwardedFor.length == 0 ? null : forwardedFor[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
