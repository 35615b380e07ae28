package energy.ems.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @Test
    void namesServerAndWhoHandsIn() {
        assertThat(MailAddress.parse("smtp://ems%40example.org:p%3Ass+%2F@mail.example.org"))
                .isEqualTo(new MailAddress("smtp", "mail.example.org", 587, "ems@example.org", "p:ss+/"));
        assertThat(MailAddress.parse("smtps://a:b@mail.example.org").port()).isEqualTo(465);
        assertThat(MailAddress.parse("smtp://relay").port()).isEqualTo(25);
        assertThat(MailAddress.parse("smtp://relay:2525").user()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "relay", "http://a:secret@relay", "smtp://a:sec ret@relay", "smtp:///", "smtp://a:secret@"})
    void isNoneWithoutServerAndNeverQuoted(String text) {
        assertThatThrownBy(() -> MailAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no address of a mail server")
                .hasNoCause();
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(MailAddress.parse("smtp://a:secret@relay").toString()).doesNotContain("secret");
    }
}
