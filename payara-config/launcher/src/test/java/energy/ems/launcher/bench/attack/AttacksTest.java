package energy.ems.launcher.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.ems.launcher.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttacksTest {

    @Test
    void stayOnThisMachine() {
        URI elsewhere = URI.create("http://192.0.2.1:8080/ems/");

        assertThatThrownBy(() -> new Target(elsewhere, "somebody", "a password", "meter"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void fillInTheLoginFormWhateverItsFieldsAreCalled() {
        String page = "<form><input type=\"hidden\" name=\"a\" value=\"1&amp;2\"/><input name=\"b\" type=\"text\"/>"
                + "<input name=\"c\" type=\"password\"/><button name=\"d\" type=\"submit\"></button>"
                + "<input name=\"e\" type=\"checkbox\"/></form>";

        assertThat(LoginForm.filled(page, "somebody", "a password")).isEqualTo("a=1%262&b=somebody&c=a+password&d=");
    }

    @Test
    void comeFromAnyPlaceAndReadWhatTheyAreAnswered() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> answer(server));
            answering.start();
            Target target = new Target(
                    URI.create("http://127.0.0.1:" + server.getLocalPort() + "/ems/"), "somebody", "secret", "meter");
            try (Connection connection = target.connect(3)) {
                connection.write(target.request("GET", "login.xhtml", new byte[0]));
                assertThat(connection.status()).isEqualTo(503);
            }
            answering.join();
        }
    }

    @Test
    void areFoundByAWordOfTheirNames() {
        assertThat(Attacks.named(List.of("http/2", " slow")))
                .extracting(Attack::name)
                .containsExactly("slow bodies", "slow headers", "HTTP/2 in the clear");
        assertThat(Attacks.named(List.of())).hasSameSizeAs(Attacks.all());
        assertThatThrownBy(() -> Attacks.named(List.of("earthquake")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("slow bodies, slow headers");
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 503 Service Unavailable\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
