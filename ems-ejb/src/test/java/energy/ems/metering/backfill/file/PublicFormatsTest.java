package energy.ems.metering.backfill.file;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.metering.backfill.file.Layout.DoubledHour;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.backfill.file.Recognition.Question;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.ReadingMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files of public data as they are, none touched by hand; what they come to is what they themselves state or sum to. */
class PublicFormatsTest {

    private static Layout said(Map<String, Set<String>> series, ZoneId zone, Stamp stamp, DoubledHour doubledHour) {
        return new Layout(null, null, null, null, series, null, zone, stamp, null, null, null, doubledHour);
    }

    private static TreeMap<Instant, BigDecimal> sent(ReadingsFile file, Recognition recognised, DatedSettings device) {
        assertThat(recognised.questions()).isEmpty();
        TreeMap<Instant, BigDecimal> sent = new TreeMap<>();
        List<LineProblem> problems = new ArrayList<>();
        FileReader reader = new FileReader(file, recognised.layout());
        for (FileReader.Line line = reader.next(); line != null; line = reader.next()) {
            if (line.problem() != null) {
                problems.add(line.problem());
            } else if (line.reading() != null) {
                FileReading.Sent reading = line.reading()
                        .sentBy(
                                device,
                                recognised.layout().stamp(),
                                recognised.layout().period())
                        .orElseThrow();
                assertThat(sent.put(reading.at(), reading.value())).isNull();
            }
        }
        assertThat(problems).isEmpty();
        assertThat(sent).hasSize(recognised.content().readings());
        return sent;
    }

    private static BigDecimal sum(TreeMap<Instant, BigDecimal> values) {
        return values.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void esbNetworksHalfHours() {
        ReadingsFile file = Devices.resource("esb-hdf-kwh.csv");
        DatedSettings device = Devices.ofInterval(30);
        Recognition first = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(first.format()).isEqualTo(KnownFormat.ESB_HDF);
        assertThat(first.questions()).containsExactly(Question.SERIES);
        assertThat(first.series())
                .containsOnlyKeys("Read Type")
                .containsEntry("Read Type", Set.of("Active Import Interval (kWh)", "Active Export Interval (kWh)"));

        Map<String, Set<String>> imports = Map.of("Read Type", Set.of("Active Import Interval (kWh)"));
        Recognition second = Recognition.of(file, said(imports, null, null, null), device);
        assertThat(second.questions()).containsExactly(Question.DOUBLED_HOUR);
        assertThat(second.content().eachTwice()).isTrue();

        Recognition third = Recognition.of(file, said(imports, null, null, DoubledHour.IN_ORDER), device);
        TreeMap<Instant, BigDecimal> sent = sent(file, third, device);
        assertThat(sent).hasSize(16);
        assertThat(sum(sent)).isEqualByComparingTo("9.2682");
        assertThat(third.content().energyKwh()).isEqualByComparingTo("9.2682");
        // The latest first, each with the end of its half-hour: 01:30 in summer time stands below 01:30 in winter time.
        assertThat(sent.firstKey()).isEqualTo(Instant.parse("2023-10-28T22:00:00Z"));
        assertThat(sent.lastKey()).isEqualTo(Instant.parse("2023-10-29T05:30:00Z"));
        assertThat(sent.get(Instant.parse("2023-10-29T00:00:00Z"))).isEqualByComparingTo("0.5979");
        assertThat(sent.get(Instant.parse("2023-10-29T01:00:00Z"))).isEqualByComparingTo("0.6130");
    }

    @Test
    void esbNetworksHalfHoursAsMeanPower() {
        ReadingsFile file = Devices.resource("esb-hdf-kw.csv");
        DatedSettings device = Devices.ofInterval(30);
        Recognition recognised = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(recognised.layout().unit()).isEqualTo(EnergyUnit.KW);
        assertThat(sum(sent(file, recognised, device))).isEqualByComparingTo("8.0875705");
        DatedSettings ofPower =
                Devices.device(ReadingMode.INTERVAL, IntervalStamp.END, EnergyUnit.W, Duration.ofMinutes(30));
        assertThat(sent(file, Recognition.of(file, Layout.UNKNOWN, ofPower), ofPower)
                        .get(Instant.parse("2023-04-18T04:00:00Z")))
                .isEqualByComparingTo("2342.941");
    }

    @Test
    void n3rgyHalfHours() {
        ReadingsFile file = Devices.resource("n3rgy.csv");
        DatedSettings device = Devices.ofInterval(30);
        Recognition recognised = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(recognised.format()).isEqualTo(KnownFormat.N3RGY);
        TreeMap<Instant, BigDecimal> sent = sent(file, recognised, device);
        // In UTC, a day on which the clocks change has 48 half-hours like any other.
        assertThat(sent).hasSize(48);
        assertThat(sent.firstKey()).isEqualTo(Instant.parse("2024-03-31T00:00:00Z"));
        assertThat(sum(sent)).isEqualByComparingTo("29.368");
    }

    @Test
    void fluviusQuarterHoursWithTheDoubledHour() {
        ReadingsFile file = Devices.resource("fluvius.csv");
        DatedSettings device = Devices.ofInterval(15);
        Recognition first = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(first.format()).isEqualTo(KnownFormat.FLUVIUS);
        assertThat(first.series().get("Register"))
                .containsExactlyInAnyOrder("Afname Dag", "Afname Nacht", "Injectie Dag", "Injectie Nacht");
        Map<String, Set<String>> taken = Map.of("Register", Set.of("Afname Dag", "Afname Nacht"));
        Recognition second = Recognition.of(file, said(taken, null, null, null), device);
        assertThat(second.questions()).containsExactly(Question.DOUBLED_HOUR);
        assertThat(second.content().doubled()).hasSize(4);
        Recognition third = Recognition.of(file, said(taken, null, null, DoubledHour.IN_ORDER), device);
        TreeMap<Instant, BigDecimal> sent = sent(file, third, device);
        // 25 hours and 8 more of quarters, the first without a value.
        assertThat(sent).hasSize(131);
        assertThat(third.content().withoutValue()).isEqualTo(1);
        assertThat(sum(sent)).isEqualByComparingTo("42.338");
        assertThat(sent.lastKey()).isEqualTo(Instant.parse("2023-10-30T06:45:00Z"));
    }

    @Test
    void londonHalfHours() {
        ReadingsFile file = Devices.resource("low-carbon-london.csv");
        DatedSettings device = Devices.ofInterval(30);
        Recognition first = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(first.format()).isEqualTo(KnownFormat.LOW_CARBON_LONDON);
        assertThat(first.questions()).containsExactlyInAnyOrder(Question.ZONE, Question.STAMP);
        Recognition second = Recognition.of(file, said(Map.of(), ZoneOffset.UTC, Stamp.END, null), device);
        TreeMap<Instant, BigDecimal> sent = sent(file, second, device);
        assertThat(sent).hasSize(96);
        assertThat(second.content().withoutValue()).isEqualTo(1);
        assertThat(sum(sent)).isEqualByComparingTo("35.294");
        assertThat(sent.firstKey()).isEqualTo(Instant.parse("2012-12-18T00:00:00Z"));
    }

    @Test
    void homeAssistantStatisticsAsRegister() {
        ReadingsFile file = Devices.resource("home-assistant-statistics.tsv");
        DatedSettings device = Devices.register(60);
        Recognition first = Recognition.of(file, Layout.UNKNOWN, device);
        assertThat(first.format()).isEqualTo(KnownFormat.HOME_ASSISTANT);
        assertThat(first.questions()).contains(Question.ZONE, Question.SERIES);
        Map<String, Set<String>> house = Map.of("statistic_id", Set.of("sensor.house_energy"));
        Recognition second = Recognition.of(file, said(house, ZoneId.of("Europe/Bucharest"), null, null), device);
        TreeMap<Instant, BigDecimal> sent = sent(file, second, device);
        assertThat(sent).hasSize(36);
        // The hour from 08:00 to 09:00 in Bucharest ends with this register.
        assertThat(sent.firstKey()).isEqualTo(Instant.parse("2025-12-29T07:00:00Z"));
        assertThat(sent.firstEntry().getValue()).isEqualByComparingTo("6912.294");
        // What the file's own column of sums says.
        assertThat(second.content().energyKwh()).isEqualByComparingTo("25.248");
    }

    @Test
    void homeAssistantStatisticsAsHours() {
        ReadingsFile file = Devices.resource("home-assistant-statistics.tsv");
        DatedSettings device = Devices.ofInterval(60);
        Map<String, Set<String>> house = Map.of("statistic_id", Set.of("sensor.house_energy"));
        Recognition recognised = Recognition.of(file, said(house, ZoneId.of("Europe/Bucharest"), null, null), device);
        TreeMap<Instant, BigDecimal> sent = sent(file, recognised, device);
        assertThat(sent).hasSize(35);
        assertThat(sent.firstKey()).isEqualTo(Instant.parse("2025-12-29T07:00:00Z"));
        assertThat(sum(sent)).isEqualByComparingTo("25.248");
    }
}
