package energy.ems.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP line to the broker, of which the first connections break when the client has sent so many bytes: after what was
 * sent and not after some time, so that a fast client is cut off as well as a slow one.
 */
final class CuttableProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final int wantedCuts;
    private final long bytesBeforeCut;
    private final AtomicInteger cuts = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    CuttableProxy(int target, int wantedCuts, long bytesBeforeCut) throws IOException {
        this.target = target;
        this.wantedCuts = wantedCuts;
        this.bytesBeforeCut = bytesBeforeCut;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(CuttableProxy::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(broker);
                daemon(() -> copy(client, broker, true));
                daemon(() -> copy(broker, client, false));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void copy(Socket from, Socket to, boolean breaks) {
        byte[] buffer = new byte[4096];
        long copied = 0;
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                copied += read;
                if (breaks && copied >= bytesBeforeCut && cuts.get() < wantedCuts) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            // Ended from the other side.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed now, one way or the other.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "cuttable proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
