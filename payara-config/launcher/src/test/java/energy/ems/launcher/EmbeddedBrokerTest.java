package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerTest {

    @TempDir
    Path directory;

    @Test
    void keepsPersistentMessagesWhenItIsStartedAgain() throws Exception {
        Path home = directory.resolve("a path with spaces");
        try (EmbeddedBroker broker = EmbeddedBroker.start(home, 0);
                Connection connection = connect(broker.uri());
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("ems.measurements", true, false, false, null);
            channel.queueBind("ems.measurements", "amq.topic", "ems.measurements");
            channel.basicPublish(
                    "amq.topic",
                    "ems.measurements",
                    MessageProperties.PERSISTENT_BASIC,
                    "one".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(home, 0);
                Connection connection = connect(broker.uri());
                Channel channel = connection.createChannel()) {
            assertThat(channel.basicGet("ems.measurements", true).getBody())
                    .asString()
                    .isEqualTo("one");
            assertThat(channel.basicGet("ems.measurements", true)).isNull();
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> connect("amqp://guest:guest@127.0.0.1:" + broker.port() + "/ems"))
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("EMS_AMQP_PORT");
        }
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }
}
