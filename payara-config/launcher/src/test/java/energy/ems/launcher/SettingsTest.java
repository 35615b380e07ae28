package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Path ROOT = Path.of("/a path/ems");

    @Test
    void startEverythingEmbeddedOnTheLoopbackAddressWhenNothingIsSet() {
        Settings settings = Settings.of(ROOT, Map.of());

        assertThat(settings.external()).isEmpty();
        assertThat(settings.brokerUri()).isEmpty();
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.httpAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.dataDirectory()).isEqualTo(ROOT.resolve(".ems"));
        assertThat(settings.portal(settings.httpPort())).isEqualTo("http://127.0.0.1:8080/ems/");
    }

    @Test
    void keepALongPasswordAsItIs() {
        String password = "p@ss:w/rd?&=%#'\"-0123456789-abcdefghijkl";
        Settings settings = Settings.of(
                ROOT, Map.of("EMS_DB_URL", "jdbc:mysql://db/ems", "EMS_DB_USER", "ems", "EMS_DB_PASSWORD", password));

        assertThat(password).hasSize(40);
        assertThat(settings.external()).contains(new Settings.Database("jdbc:mysql://db/ems", "ems", password));
    }

    @Test
    void takeSecretsFromFiles(@TempDir Path secrets) throws IOException {
        Path password = Files.writeString(secrets.resolve("db-password"), "from a file\n");
        Map<String, String> environment = Map.of(
                "EMS_DB_URL", "jdbc:mysql://db/ems",
                "EMS_DB_USER", "ems",
                "EMS_DB_PASSWORD_FILE", password.toString());

        assertThat(Settings.of(ROOT, environment).external())
                .contains(new Settings.Database("jdbc:mysql://db/ems", "ems", "from a file"));
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("EMS_ADMIN_PASSWORD_FILE", "/nowhere")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("EMS_ADMIN_PASSWORD_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "80 80"})
    void refuseWhatIsNoPort(String port) {
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("EMS_HTTP_PORT", port)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("EMS_HTTP_PORT")
                .hasMessageContaining(port);
    }

    @Test
    void refuseAddressesThatCannotWork() {
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("EMS_DB_URL", "jdbc:postgresql://db/ems")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("jdbc:mysql://");
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("EMS_DB_URL", "jdbc:mysql://db/ems")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("EMS_DB_USER");
        for (String wrong : List.of("localhost:5672", "amqp://one,http://two")) {
            assertThatThrownBy(() -> Settings.of(ROOT, Map.of("EMS_RABBITMQ_URI", wrong)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("amqp://");
        }
    }

    @Test
    void hideThePasswordsOfAnAddressThatIsShown() {
        assertThat(Status.withoutPassword("amqp://ems:secret@127.0.0.1:5673/ems"))
                .isEqualTo("amqp://ems:***@127.0.0.1:5673/ems");
        assertThat(Status.withoutPassword("jdbc:mysql://127.0.0.1/ems?user=ems&password=secret"))
                .isEqualTo("jdbc:mysql://127.0.0.1/ems?user=ems&password=***");
    }
}
