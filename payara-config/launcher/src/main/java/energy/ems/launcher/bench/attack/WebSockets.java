package energy.ems.launcher.bench.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** WebSockets of one account: more than anybody has pages, and many that are hardly opened. */
final class WebSockets {

    private static final int MOST_KEPT = 1_000;
    /** "." in a text frame of a client, and the goodbye of one (RFC 6455, 5.2). */
    private static final byte[] SIGN_OF_LIFE = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, '.'};

    private static final byte[] GOODBYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};

    private WebSockets() {}

    static Flood.Shot kept(Target target) throws IOException {
        byte[] handshake = handshake(target, Attacks.cookie(target));
        List<Connection> open = new CopyOnWriteArrayList<>();
        return (same, number) -> {
            Connection connection = target.connect(0);
            open.add(connection);
            connection.write(handshake);
            if (open.size() > MOST_KEPT) {
                open.remove(0).close();
            }
            return connection.status();
        };
    }

    /** In all the ways in which one can leave: before the answer, after it, with a goodbye, in the midst of a frame's way. */
    static Flood.Shot left(Target target) throws IOException {
        byte[] handshake = handshake(target, Attacks.cookie(target));
        byte[] withFrame = Attacks.joined(handshake, SIGN_OF_LIFE);
        return (same, number) -> {
            try (Connection connection = target.connect(0)) {
                connection.write(number % 6 == 0 ? withFrame : handshake);
                int status = number % 6 == 1 ? 0 : connection.status();
                if (number % 3 == 2) {
                    connection.write(GOODBYE);
                }
                if (number % 2 == 1) {
                    connection.reset();
                }
                return status;
            }
        };
    }

    private static byte[] handshake(Target target, String cookie) {
        return (target.head(
                                "GET",
                                "ws/alerts?after=0",
                                "Cookie: " + cookie,
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                        + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
