package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the limit of logins counts where a proxy of the user's own stands before ours: on a real HAProxy. */
class LoginLimitTest {

    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");

    /** The user's own proxies and somebody else, by the address that they come from. */
    private static final String OUTER = "127.0.0.2";

    private static final String STRANGER = "127.0.0.9";
    private static final String SOMEBODY = "198.51.100.1";

    @TempDir
    private Path directory;

    private final List<HttpServer> servers = new ArrayList<>();
    private FrontDoor door;
    private Proxy proxy;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(HAPROXY), "no haproxy on this machine");
        Map<String, String> environment = Map.of(
                "EMS_HTTP_PORT",
                Integer.toString(threeInARow()),
                "EMS_TRUSTED_PROXIES",
                OUTER + ", 127.0.0.3,10.0.0.0/8, fd00::/8");
        door = new FrontDoor(
                Settings.of(Path.of("/ems"), environment),
                2,
                Optional.of(new ProxyProgram(ProxyProgram.Kind.HAPROXY, HAPROXY)));
        for (int port : door.serverPorts()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            servers.add(server);
        }
        proxy = new Proxy(door, new DataDirectory(directory.resolve("data")), () -> {});
        proxy.start();
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        servers.forEach(server -> server.stop(0));
    }

    private static int threeInARow() {
        return IntStream.generate(Ports::anyFree)
                .filter(port -> port < 65_000 && Ports.isFree(port + 1) && Ports.isFree(port + 2))
                .findFirst()
                .getAsInt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SOMEBODY,
                "1.1.1.1, " + SOMEBODY,
                SOMEBODY + ", 127.0.0.3, 10.1.2.3",
                "1.1.1.1, , " + SOMEBODY + " , 10.1.2.3:4711",
                SOMEBODY + ":51234",
                "::ffff:" + SOMEBODY,
                "1.1.1.1, unknown, " + SOMEBODY
            })
    void whoComesByAnotherProxyIsCountedByThemselves(String named) throws IOException {
        assertThat(logins(OUTER, named)).isEqualTo(429);

        assertThat(login(OUTER, "203.0.113.7, " + SOMEBODY)).isEqualTo(429);
        assertThat(login(OUTER, SOMEBODY + ", 203.0.113.7")).isEqualTo(200);
        assertThat(login(OUTER, "198.51.100.2")).isEqualTo(200);
        assertThat(login(STRANGER, null)).isEqualTo(200);
    }

    @Test
    void whatAStrangerNamesIsNotBelieved() throws IOException {
        Set<Integer> answers = new TreeSet<>();
        for (int i = 0; i <= Proxy.LOGINS_A_MINUTE; i++) {
            answers.add(login(STRANGER, "198.51.100." + i));
        }
        assertThat(answers).containsExactly(200, 429);

        assertThat(login(STRANGER, OUTER)).isEqualTo(429);
        assertThat(login(OUTER, SOMEBODY)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::7, 2001:db8:1:2:ffff::9",
        "[2001:db8:1:2::7]:443, 2001:db8:1:2::8",
        "[2001:db8:1:2::7], '[2001:db8:1:2::8]:51234, fd00::1'"
    })
    void anIpv6NetworkIsOnePlace(String one, String other) throws IOException {
        assertThat(logins(OUTER, one)).isEqualTo(429);

        assertThat(login(OUTER, other)).isEqualTo(429);
        assertThat(login(OUTER, "2001:db8:1:3::7")).isEqualTo(200);
    }

    /** Then it is the proxy's own, which is a place, too. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown", SOMEBODY + ", unknown", SOMEBODY + ", [evil.example]:1", "_hidden"})
    void whereAProxyNamesNobodyItIsCountedItself(String named) throws IOException {
        assertThat(logins(OUTER, named)).isEqualTo(429);

        assertThat(login(OUTER, null)).isEqualTo(429);
        assertThat(login(OUTER, SOMEBODY)).isEqualTo(200);
        assertThat(login(STRANGER, null)).isEqualTo(200);
    }

    /** As many as are allowed and one more. */
    private int logins(String from, String named) throws IOException {
        for (int i = 0; i < Proxy.LOGINS_A_MINUTE; i++) {
            assertThat(login(from, named)).isEqualTo(200);
        }
        return login(from, named);
    }

    /** @param named null for no header */
    private int login(String from, String named) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), door.settings().httpPort(), InetAddress.getByName(from), 0)) {
            String request = "POST /ems/login.xhtml HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                    + "Connection: close\r\n" + (named == null ? "" : "X-Forwarded-For: " + named + "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }
}
