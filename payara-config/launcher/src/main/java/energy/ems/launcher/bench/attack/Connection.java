package energy.ems.launcher.bench.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes to the server, as no client library would send them. Not thread-safe. */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    /** @param from an address of this machine; where it has no such address, the connection comes from the usual one */
    Connection(URI portal, String from) throws IOException {
        socket = new Socket();
        try {
            bind(from);
            socket.connect(new InetSocketAddress(portal.getHost(), portal.getPort()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void bind(String from) throws IOException {
        try {
            socket.bind(new InetSocketAddress(from, 0));
        } catch (BindException onlyOneLoopbackAddress) {
            // As on macOS: all places are one then.
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /**
     * What the server answers.
     *
     * @return 0 where it hangs up without a word
     */
    int status() {
        try {
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return line != null && line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : 0;
        } catch (IOException cut) {
            return 0;
        }
    }

    /** Whether the server says anything at all within that time. */
    boolean hears(Duration patience) {
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            return socket.getInputStream().read() >= 0;
        } catch (IOException nothing) {
            return false;
        }
    }

    /** All that the server sends until it hangs up. */
    String text() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads to the end of what the server sends, as fast as it comes. */
    void drain() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Hangs up without a word, as a program that was killed or a cable that was drawn: what waits to be sent is lost. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
