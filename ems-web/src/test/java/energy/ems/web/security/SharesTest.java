package energy.ems.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {

    private final Shares shares = new Shares(2);

    @Test
    void nobodyHoldsMoreThanTheirShare() {
        assertThat(shares.take("alice")).isTrue();
        assertThat(shares.take("alice")).isTrue();
        assertThat(shares.take("alice")).isFalse();
        assertThat(shares.take("bob")).isTrue();

        shares.giveBack("alice");
        assertThat(shares.take("alice")).isTrue();
    }

    @Test
    void remembersNobodyWhoHoldsNothing() {
        shares.take("alice");
        shares.take("alice");
        shares.take("alice");
        shares.giveBack("alice");
        shares.giveBack("alice");

        assertThat(shares.areAllBack()).isTrue();
    }
}
