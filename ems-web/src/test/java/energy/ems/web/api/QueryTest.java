package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
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
    void withoutARangeItIsTodayInTheZone() {
        ZoneId zone = ZoneId.of("Europe/Bucharest");
        assertThat(Span.of(null, null, zone, Clock.fixed(TEN, ZoneOffset.UTC)))
                .isEqualTo(
                        new Span(Instant.parse("2026-11-22T22:00:00Z"), Instant.parse("2026-11-23T22:00:00Z"), zone));
        assertThat(Span.of("2026-10-25", null, zone, Clock.fixed(TEN, ZoneOffset.UTC)))
                .as("a day of 25 hours")
                .isEqualTo(
                        new Span(Instant.parse("2026-10-24T21:00:00Z"), Instant.parse("2026-10-25T22:00:00Z"), zone));
    }

    @Test
    void aRangeEndsAfterItsStart() {
        assertThatThrownBy(() -> Span.of("2026-11-23", "2026-11-23", ZoneOffset.UTC, Clock.systemUTC()))
                .isInstanceOf(BadRequest.class);
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
