package energy.ems.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    /** With the nights when the clock is set: Bucharest goes from 3 to 4 on 29 March, and from 4 to 3 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, Europe/Bucharest, 2026-11-23T19:59:59Z,",
        "22:00, 07:00, Europe/Bucharest, 2026-11-23T20:00:00Z, 2026-11-24T05:00:00Z",
        "22:00, 07:00, Europe/Bucharest, 2026-11-24T04:59:59Z, 2026-11-24T05:00:00Z",
        "22:00, 07:00, Europe/Bucharest, 2026-11-24T05:00:00Z,",
        "22:00, 07:00, Asia/Kathmandu, 2026-11-23T16:15:00Z, 2026-11-24T01:15:00Z",
        "12:00, 14:00, Europe/Bucharest, 2026-11-23T10:30:00Z, 2026-11-23T12:00:00Z",
        "12:00, 14:00, Europe/Bucharest, 2026-11-23T12:00:00Z,",
        "22:00, 00:00, Europe/Bucharest, 2026-11-23T21:30:00Z, 2026-11-23T22:00:00Z",
        "00:00, 07:00, Europe/Bucharest, 2026-11-23T22:00:00Z, 2026-11-24T05:00:00Z",
        "22:00, 07:00, Europe/Bucharest, 2026-03-28T20:00:00Z, 2026-03-29T04:00:00Z",
        "22:00, 03:30, Europe/Bucharest, 2026-03-28T20:00:00Z, 2026-03-29T01:30:00Z",
        "22:00, 07:00, Europe/Bucharest, 2026-10-24T19:00:00Z, 2026-10-25T05:00:00Z",
        "22:00, 03:30, Europe/Bucharest, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z",
    })
    void endInThePersonsZone(LocalTime from, LocalTime to, ZoneId zone, Instant now, Instant end) {
        assertThat(new QuietHours(from, to).endAfter(now, zone).orElse(null)).isEqualTo(end);
    }
}
