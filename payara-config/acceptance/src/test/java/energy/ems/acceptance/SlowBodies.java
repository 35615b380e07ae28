package energy.ems.acceptance;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests whose bodies never come to an end; closing lets go of them. */
final class SlowBodies implements AutoCloseable {

    private final Wire wire;
    private final List<Socket> sockets = new ArrayList<>();

    SlowBodies(Wire wire) {
        this.wire = wire;
    }

    void open(int number, String method, String target, String... headers) throws IOException {
        String head = method + " " + target + " HTTP/1.1\r\nHost: " + wire.host() + "\r\nOrigin: " + wire.origin()
                + "\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: 1000\r\n\r\n{";
        for (int i = 0; i < number; i++) {
            Socket socket = wire.connect();
            sockets.add(socket);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
