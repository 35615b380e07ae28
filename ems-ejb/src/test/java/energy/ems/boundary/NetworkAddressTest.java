package energy.ems.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cafe.de",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "2130706433",
                "fe80",
                "",
                ":",
                "::g",
                ".::",
                "1.2.3.4:80",
                "[::1]",
                "unknown",
                "_hidden"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(NetworkAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:4711, 203.0.113.7",
        "203.0.113.7, 203.0.113.7",
        "[2001:db8::1]:443, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void aPortIsLeftOut(String text, String address) {
        assertThat(NetworkAddress.parseWithPort(text)).hasToString("Optional[" + address + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cafe.de:80", "[cafe.de]:80", "203.0.113.7:", "203.0.113.7:x", "[203.0.113.7", "1.2.3.4:5:6"})
    void whatIsNoAddressWithAPortIsNone(String text) {
        assertThat(NetworkAddress.parseWithPort(text)).isEmpty();
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOnePlace() {
        assertThat(NetworkAddress.siteOf("2001:db8:1:2:aaaa::1")).isEqualTo(NetworkAddress.siteOf("2001:db8:1:2::b"));
        assertThat(NetworkAddress.siteOf("2001:db8:1:3::1")).isNotEqualTo(NetworkAddress.siteOf("2001:db8:1:2::1"));
        assertThat(NetworkAddress.siteOf("203.0.113.7")).isNotEqualTo(NetworkAddress.siteOf("203.0.113.8"));
        assertThat(NetworkAddress.siteOf("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    }
}
