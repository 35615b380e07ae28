package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-23T10:00:00Z", "2026-11-23T12:00:00+02:00", "2026-11-23T12:00:00 02:00", "1795428000000"
            })
    void anInstantMayBeIsoOrEpochMilliseconds(String text) {
        assertThat(Query.instant("from", text, ZoneOffset.UTC)).isEqualTo(TEN);
    }

    @Test
    void aDateIsTheStartOfThatDayInTheZone() {
        assertThat(Query.instant("from", "2026-11-23", ZoneId.of("Europe/Bucharest")))
                .isEqualTo(Instant.parse("2026-11-22T22:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-13-01", "9999999999999999999", "999999999999999", "2026-11-23T10:00:00", "-1"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> Query.instant("from", text, ZoneOffset.UTC)).isInstanceOf(BadRequest.class);
    }

    @Test
    void rangesAreBounded() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> Query.range(TEN, TEN, day)).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> Query.range(TEN, TEN.plusSeconds(86_401), day))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("1 days");
        Query.range(TEN, TEN.plusSeconds(86_400), day);
    }

    @Test
    void pagesAreBounded() {
        assertThat(Query.paging(null, null).size()).isEqualTo(50);
        assertThatThrownBy(() -> Query.paging("-1", null)).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> Query.paging("0", "501")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> Query.paging("0", "all")).isInstanceOf(BadRequest.class);
    }

    @Test
    void onlyKnownFieldsSort() {
        Set<String> sortable = Set.of("name");
        assertThat(Query.paging("-name", null, null, sortable).ascending()).isFalse();
        assertThatThrownBy(() -> Query.paging("name; DROP TABLE device", null, null, sortable))
                .isInstanceOf(BadRequest.class);
    }
}
