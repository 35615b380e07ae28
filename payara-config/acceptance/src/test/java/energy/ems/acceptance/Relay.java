package energy.ems.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable between two programs that can be pulled out and put back; or be cut somewhere far away, so that both ends
 * notice nothing but silence.
 */
final class Relay implements AutoCloseable {

    private final URI target;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    /** What was connected before, or came while it was silent, stays so. */
    private volatile boolean silent;

    private volatile Line line = new Line();

    /** Those that were connected between two silences. */
    private static final class Line {
        private volatile boolean dead;
    }

    /** @param target where the cable leads to */
    Relay(URI target) {
        this.target = target;
        try {
            entrance = new ServerSocket();
            entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** The target's address at this end of the cable. */
    URI address() {
        return URI.create(
                target.getScheme() + "://" + target.getHost() + ":" + entrance.getLocalPort() + target.getPath());
    }

    void cut() {
        cut = true;
        open.forEach(Relay::end);
    }

    /** From now on nothing comes through, and nobody is told. */
    void freeze() {
        silent = true;
        line.dead = true;
    }

    /** For whoever connects from now on. */
    void restore() {
        line = new Line();
        silent = false;
        cut = false;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                if (cut) {
                    end(near);
                    continue;
                }
                if (silent) {
                    continue;
                }
                Line through = line;
                Socket far = new Socket(target.getHost(), target.getPort());
                open.add(far);
                start(() -> copy(near, far, through));
                start(() -> copy(far, near, through));
            } catch (IOException closed) {
                // The end of the test, or a server that does not listen: the browser notices by itself.
            }
        }
    }

    private void copy(Socket from, Socket to, Line through) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] part = new byte[16 * 1024];
            for (int length = in.read(part); length >= 0 && !through.dead; length = in.read(part)) {
                out.write(part, 0, length);
            }
        } catch (IOException cutOff) {
            // What a cut is about.
        } finally {
            if (!through.dead) {
                end(from);
                end(to);
                open.remove(from);
                open.remove(to);
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
