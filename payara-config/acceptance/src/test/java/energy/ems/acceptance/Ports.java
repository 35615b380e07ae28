package energy.ems.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports on the loopback address; from a range when {@code acceptance.ports} names one ({@code 23100-23199}). */
final class Ports {

    private static int next = -1;

    private Ports() {}

    static synchronized int free() {
        String range = System.getProperty("acceptance.ports", "");
        if (range.isEmpty()) {
            return bound(0);
        }
        String[] bounds = range.split("-");
        next = next < 0 ? Integer.parseInt(bounds[0]) : next;
        while (next <= Integer.parseInt(bounds[1])) {
            int port = bound(next++);
            if (port > 0) {
                return port;
            }
        }
        throw new IllegalStateException("no free port left in " + range);
    }

    /** A port after which a hundred more are most likely free, for servers that want a block of them. */
    static synchronized int freeHundred() {
        String range = System.getProperty("acceptance.ports", "");
        if (range.isEmpty()) {
            int port = bound(0);
            // The block must not end beyond the last port there is.
            return Math.min(port, 65_000);
        }
        return Integer.parseInt(range.split("-")[1]) - 100;
    }

    /** A port whose successor is free as well. */
    static synchronized int freePair() {
        int port = free();
        while (bound(port + 1) < 0) {
            port = free();
        }
        // Of a range, the successor is not to be given to anybody else.
        next = next == port + 1 ? next + 1 : next;
        return port;
    }

    /** The port when it could be bound, otherwise -1. */
    private static int bound(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            return -1;
        }
    }
}
