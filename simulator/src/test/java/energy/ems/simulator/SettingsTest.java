package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Clock AT_1407 = Clock.fixed(Instant.parse("2026-11-23T14:07:31.5Z"), ZoneOffset.UTC);

    @Test
    void theBrokerMayStandInTheEnvironmentWhereNoOtherUserReadsIt(@TempDir Path directory) throws IOException {
        Map<String, String> environment = Map.of("EMS_RABBITMQ_URI", "amqp://meter:secret@127.0.0.1:5673/ems");
        Path file = Files.writeString(directory.resolve("config"), "rabbitmq.uri=amqp://127.0.0.1:5674");

        assertThat(Settings.read(environment).uri).isEqualTo("amqp://meter:secret@127.0.0.1:5673/ems");
        assertThat(Settings.read(environment, "--config", file.toString()).uri).isEqualTo("amqp://127.0.0.1:5674");
        assertThat(Settings.read(environment, "--rabbitmq.uri", "amqp://127.0.0.1:5675").uri)
                .isEqualTo("amqp://127.0.0.1:5675");
        assertThat(Settings.read(Map.of("EMS_RABBITMQ_URI", " ")).uri)
                .isEqualTo("amqp://guest:guest@127.0.0.1:5672/%2f");
    }

    @Test
    void theContractsDefaultsHold() {
        Settings settings = Settings.read();
        assertThat(settings.queue).isEqualTo("ems.measurements");
        assertThat(settings.csvFile).isEqualTo(Path.of("sensor.csv"));
        assertThat(settings.mode).isEqualTo(Settings.Mode.INTERVAL);
        assertThat(settings.period).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.speed).isEqualTo(1);
        assertThat(settings.batch).isEqualTo(1);
        assertThat(settings.loop).isFalse();
        assertThat(settings.vary).isFalse();
    }

    @Test
    void theCommandLineWinsOverTheFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("my.properties");
        Files.writeString(file, "device.id=a,b\nspeed=600\nloop=true\n");
        Settings settings = Settings.read("--config", file.toString(), "--speed=max", "--batch", "20");
        assertThat(settings.devices).containsExactly("a", "b");
        assertThat(settings.vary).isTrue();
        assertThat(settings.speed).isZero();
        assertThat(settings.loop).isTrue();
        assertThat(settings.batch).isEqualTo(20);
    }

    @Test
    void aSwitchMayStandAlone() {
        Settings settings = Settings.read("--loop", "--fresh", "false", "--catch-up");
        assertThat(settings.loop).isTrue();
        assertThat(settings.fresh).isFalse();
        assertThat(settings.catchUp).isTrue();
    }

    @Test
    void theCumulativeModeHasItsOwnFile() {
        assertThat(Settings.read("--csv.mode", "cumulative").csvFile).isEqualTo(Path.of("sensor-cumulative.csv"));
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-23T14:00:00Z",
        "-P28D, 2026-10-26T14:00:00Z",
        "-PT1H, 2026-11-23T13:00:00Z",
        "2026-11-23T10:00:00+02:00, 2026-11-23T08:00:00Z"
    })
    void theStartIsAnInstantOrSoLongAgo(String text, Instant start) {
        assertThat(Settings.read("--start=" + text).start(AT_1407)).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour=red | --colour",
                "stray | stray",
                "--period=ten | period",
                "--period=PT0S | period",
                "--speed=0 | speed",
                "--speed=fast | speed",
                "--batch=1001 | batch",
                "--faults.late=1.5 | faults.late",
                "--faults.reset=0.1 | cumulative",
                "--faults.noise=0.1 | cumulative",
                "--faults.jump=2 | faults.jump",
                "--unit=BTU | unit",
                "--factor=0 | factor",
                "--direction=up | direction",
                "--interval.stated=-1 | interval.stated",
                "--faults.clock=0.1 | PT1H or PT15M",
                "--csv.mode=both | interval or cumulative",
                "--rabbitmq.uri=http://x | rabbitmq.uri",
                "--seed=x | seed",
                "--loop=maybe | loop",
                "--config=/no/such/file | config",
            })
    void whatIsWrongIsNamed(String argument, String named) {
        assertThatThrownBy(() -> Settings.read(argument))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"--unit=kW", "--unit=W", "--direction=net", "--interval.stated=0.1", "--faults.clock=0.1"})
    void whatIsOfIntervalsIsRefusedOfARegister(String argument) {
        assertThatThrownBy(() -> Settings.read("--csv.mode=cumulative", argument))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--csv.mode interval");
    }

    @Test
    void anEndlessRunHasNoExpectedTotals() {
        assertThatThrownBy(() -> Settings.read("--loop", "--expected.file=x.csv"))
                .hasMessageContaining("duration");
        assertThat(Settings.read("--loop", "--duration=P1D", "--expected.file=x.csv").expectedFile)
                .isPresent();
    }

    @Test
    void theFingerprintTellsWhatIsSentAndNotWhereTo() {
        String plain = Settings.read("--device.id=a").fingerprint();
        assertThat(Settings.read("--device.id=a", "--rabbitmq.uri=amqp://other", "--quiet", "--speed=600")
                        .fingerprint())
                .isEqualTo(plain);
        assertThat(Settings.read("--device.id=b").fingerprint()).isNotEqualTo(plain);
        assertThat(Settings.read("--device.id=a", "--seed=2").fingerprint()).isNotEqualTo(plain);
    }
}
