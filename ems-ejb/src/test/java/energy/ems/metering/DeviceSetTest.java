package energy.ems.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceSetTest {

    @Test
    void onlyTheOutermostPlacesAreAskedFor() {
        assertThat(new DeviceSet(
                                Set.of(),
                                Set.of("Site", "Site!", "Site/A/B", "Site 2/A", "Town/A", "Town/A/B", "Town/AB"))
                        .outermostPlaces())
                .containsExactly("Site", "Site 2/A", "Site!", "Town/A", "Town/AB");
    }
}
