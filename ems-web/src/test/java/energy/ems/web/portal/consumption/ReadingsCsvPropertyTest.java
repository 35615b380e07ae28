package energy.ems.web.portal.consumption;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.ReceivedReading;
import energy.ems.metering.backfill.file.FileReader;
import energy.ems.metering.backfill.file.FileReading.Sent;
import energy.ems.metering.backfill.file.KnownFormat;
import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.ReadingsFile;
import energy.ems.metering.backfill.file.Recognition;
import energy.ems.metering.profile.AfterReset;
import energy.ems.metering.profile.Amount;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is exported can be imported again: nothing is asked, nothing is lost, whatever the device, zone and season. */
class ReadingsCsvPropertyTest {

    private static final Instant AROUND_AUTUMN = Instant.parse("2026-10-24T00:00:00Z");

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Brussels", "Europe/Dublin", "Europe/Bucharest", "UTC", "Asia/Kathmandu")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("Heat pump", "=1+1", "a;b,\"c\"\nd", "Încălzire – Küche", "-", "sep=;", "1,5");
    }

    @Provide
    Arbitrary<List<ReceivedReading>> readings() {
        Arbitrary<BigDecimal> values = Arbitraries.bigDecimals()
                .between(new BigDecimal("-999999999"), new BigDecimal("999999999999"))
                .ofScale(12);
        Arbitrary<Long> millis =
                Arbitraries.longs().between(0, Duration.ofDays(3).toMillis());
        Arbitrary<Duration> lengths = Arbitraries.integers()
                .between(1, 86_400)
                .map(seconds -> Duration.ofSeconds(seconds))
                .injectNull(0.5);
        return net.jqwik.api.Combinators.combine(
                        millis.set().ofMinSize(1).ofMaxSize(40),
                        values.list().ofSize(40),
                        lengths.list().ofSize(40))
                .as((times, numbers, stated) -> {
                    List<ReceivedReading> readings = new ArrayList<>();
                    times.stream()
                            .sorted()
                            .forEach(time -> readings.add(new ReceivedReading(
                                    AROUND_AUTUMN.plusMillis(time),
                                    numbers.get(readings.size()),
                                    stated.get(readings.size()),
                                    EnergyUnit.WH,
                                    AROUND_AUTUMN.plusMillis(time + 1))));
                    return readings;
                });
    }

    @Property(tries = 400)
    void comesBackAsItWas(
            @ForAll("readings") List<ReceivedReading> readings,
            @ForAll("zones") ZoneId zone,
            @ForAll("names") String name,
            @ForAll ReadingMode mode,
            @ForAll IntervalStamp stamp) {
        DatedSettings device = DatedSettings.always(new MeterSettings(
                mode,
                stamp,
                EnergyUnit.WH,
                null,
                Duration.ofMinutes(10),
                new BigDecimal("1000"),
                BigDecimal.ONE,
                AfterReset.NEW_STRETCH,
                Direction.NET));
        String text = ReadingsCsv.of("meter-1", name, readings, zone).toString();
        ReadingsFile file = new ReadingsFile(() -> new StringReader(text));

        Recognition recognised = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(recognised.format()).isEqualTo(KnownFormat.EMS_READINGS);
        assertThat(recognised.questions()).isEmpty();
        assertThat(recognised.content().problems()).isEmpty();
        TreeMap<Instant, Amount> back = new TreeMap<>();
        FileReader reader = new FileReader(file, recognised.layout());
        for (FileReader.Line line = reader.next(); line != null; line = reader.next()) {
            Sent sent = line.reading()
                    .sentBy(
                            device,
                            recognised.layout().stamp(),
                            recognised.layout().period())
                    .orElseThrow();
            back.put(sent.at(), sent.said());
        }
        TreeMap<Instant, Amount> exported = new TreeMap<>();
        readings.forEach(each -> exported.put(each.timestamp(), new Amount(each.value(), each.interval())));
        assertThat(back).isEqualTo(exported);
    }
}
