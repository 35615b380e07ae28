package energy.ems.metering.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.metering.profile.Amount;
import energy.ems.metering.readings.StoredReadings.Stored;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReadingBlockPropertyTest {

    private static final Instant HOUR = Instant.parse("2026-11-20T10:00:00Z");
    private static final long METER = 7;

    private static List<Stored> readingsOf(String text) {
        List<Stored> readings = new ArrayList<>();
        new ReadingBlock(METER, HOUR, text).forEach(readings::add);
        return readings;
    }

    private static void assertSame(List<Stored> stored, List<Stored> said) {
        assertThat(stored).hasSameSizeAs(said);
        for (int i = 0; i < said.size(); i++) {
            Stored each = stored.get(i);
            assertThat(each.place()).isEqualTo(said.get(i).place());
            assertThat(each.said().isSame(said.get(i).said()))
                    .as("%s for %s", each, said.get(i))
                    .isTrue();
            assertThat(each.receivedAt())
                    .as("whole seconds after it was taken")
                    .isBetween(
                            said.get(i).receivedAt().minusMillis(999),
                            said.get(i).receivedAt());
        }
    }

    @Property
    void whatIsStoredIsWhatWasSaid(@ForAll("readings") List<Stored> readings) {
        assertSame(readingsOf(ReadingBlock.of(METER, HOUR, readings).text()), readings);
    }

    @Property
    void whatIsAddedStandsBehindWhatIsThere(
            @ForAll("readings") List<Stored> some, @ForAll("readings") List<Stored> more) {
        List<Stored> all = new ArrayList<>(some);
        all.addAll(more);

        assertSame(
                readingsOf(ReadingBlock.of(METER, HOUR, some).text() + ","
                        + ReadingBlock.of(METER, HOUR, more).text()),
                all);
    }

    @Provide
    Arbitrary<List<Stored>> readings() {
        Arbitrary<Instant> at = Arbitraries.longs().between(0, 3_599_999).map(HOUR::plusMillis);
        Arbitrary<BigDecimal> value = Arbitraries.bigDecimals()
                .between(new BigDecimal("-999999999999999999"), new BigDecimal("999999999999999999"))
                .ofScale(12);
        Arbitrary<Integer> seconds = Arbitraries.oneOf(
                Arbitraries.just(0), Arbitraries.integers().between(1, (int) Amount.LONGEST.toSeconds()));
        Arbitrary<Long> delay = Arbitraries.longs().between(-86_400_000L, 400L * 86_400_000);
        return Combinators.combine(at, value, seconds, delay)
                .as((taken, number, length, late) ->
                        new Stored(METER, taken, Amount.of(number, length), taken.plusMillis(late)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Example
    void itIsAsShortAsItCanBe() {
        Stored first = new Stored(
                METER,
                HOUR.plus(10, ChronoUnit.MINUTES),
                Amount.of(new BigDecimal("0.250")),
                HOUR.plus(603_999, ChronoUnit.MILLIS));
        Stored second = new Stored(
                METER, HOUR.plusMillis(1_200_500), Amount.of(new BigDecimal("1E+2"), 900), HOUR.plusSeconds(1_200));

        assertThat(ReadingBlock.of(METER, HOUR, List.of(first, second)).text())
                .isEqualTo("600 0.25 3,1200.5 100 -1 900");
    }

    @Example
    void anHourWithoutReadingsHasNone() {
        assertThat(ReadingBlock.of(METER, HOUR, List.of()).text()).isNull();
        assertThat(readingsOf(null)).isEmpty();
    }

    @Example
    void whatALaterVersionHasWrittenIsRefused() {
        for (String text : List.of("b600 0.25 3", "600 0.25", "600", "", "600 0.25 3,", "600 0.25 3,c")) {
            assertThatThrownBy(() -> readingsOf(text)).as(text).isInstanceOf(IllegalStateException.class);
        }
    }
}
