package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The enterprise archive on Payara Server, where Arquillian deploys it as it was built. */
@ExtendWith(ArquillianExtension.class)
class MainJobOnPayaraServerIT extends MainJobScenario {

    @Deployment(testable = false)
    static EnterpriseArchive theBuiltEar() {
        return ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, Artifacts.ear().toFile());
    }

    @Override
    Optional<EmsSystem> start() {
        return Optional.of(PayaraServerForArquillian.running());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/ems/login.xhtml"})
    void theServerServesAndDoesNotSayWhatItIs(String path) {
        Wire.Answer answer = new Wire(PayaraServerForArquillian.running().portal()).get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    /** As everywhere but in the systems that tests have made cheaper. */
    @Test
    void aPasswordsHashHasItsFullCost() throws SQLException {
        try (Connection database = DriverManager.getConnection(
                        PayaraServerForArquillian.running().jdbc());
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT password_hash FROM account WHERE username = '" + EmsSystem.ADMINISTRATOR + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).startsWith("PBKDF2WithHmacSHA512:210000:");
        }
    }

    /** No TLS listener without a certificate of one's own, no IIOP, no JMX, no JMS, no cluster; administration here only. */
    @Test
    void theServerListensOnItsOwnPortAndForItsAdministrationHereAlone() {
        if (!Sockets.areVisible()) {
            Loud.say("this machine does not tell where a program listens: that is NOT tested");
            return;
        }
        PayaraServer server = PayaraServerForArquillian.server();
        assertThat(Sockets.listening(server.process()))
                .isEqualTo(ListeningTable.ofSecurityPage()
                        .of(
                                "Payara Server by the recipe",
                                1,
                                Map.of("8080", server.portal().getPort(), "4848", server.adminPort()),
                                Map.of("EMS_HTTP_ADDRESS", "loopback")));
    }

    /** 127.0.0.2 reaches a listener on all addresses, and not one on 127.0.0.1 alone. */
    @Test
    void theServerListensWhereItWasToldTo() throws IOException {
        int port = PayaraServerForArquillian.running().portal().getPort();
        try (Socket told = new Socket();
                Socket other = new Socket()) {
            told.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            assertThat(told.isConnected()).isTrue();
            assertThatThrownBy(() -> other.connect(new InetSocketAddress("127.0.0.2", port), 5_000))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Beside the main job, because the server takes longer to start than all probes together. */
    @Nested
    class WhoGetsIn extends HostileProbesIT {

        @Override
        TestedSystem open() {
            return tested();
        }
    }

    @Nested
    class WhoMayDoWhat extends RoleMatrixIT {

        @Override
        TestedSystem open() {
            return tested();
        }

        /** Not once more: by password the table is that of the session. */
        @Override
        Stream<DynamicTest> apiByPassword() {
            return Stream.empty();
        }
    }

    private static TestedSystem tested() {
        EmsSystem running = PayaraServerForArquillian.running();
        return new TestedSystem(
                running.portal(),
                EmsSystem.ADMINISTRATOR,
                EmsSystem.PASSWORD,
                running.amqp(),
                Optional.of(running.log()),
                Optional.of(running.jdbc()));
    }
}
