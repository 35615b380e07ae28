package energy.ems.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

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
        return freeBlock(2);
    }

    /** A port whose two successors are free as well. */
    static synchronized int freeTriple() {
        return freeBlock(3);
    }

    /**
     * A pair for the nodes' cluster. BEWARE: not of those from which the system takes the ports of outgoing connections,
     * because one node calls the other before that has begun to listen, and may so be given the very port it calls.
     */
    static synchronized int clusterPair() {
        if (!System.getProperty("acceptance.ports", "").isEmpty()) {
            return freePair();
        }
        String fork = System.getProperty("acceptance.fork", "").replaceAll("\\D", "");
        int first = 17_900 + 20 * (fork.isEmpty() ? 1 : Integer.parseInt(fork) % 100);
        while (!areFree(first, first + 2)) {
            first += 2;
        }
        return first;
    }

    private static int freeBlock(int length) {
        int first = free();
        while (!areFree(first + 1, first + length)) {
            first = free();
        }
        // Of a range, the successors are not to be given to anybody else.
        next = next == first + 1 ? first + length : next;
        return first;
    }

    private static boolean areFree(int from, int until) {
        return IntStream.range(from, until).allMatch(port -> bound(port) > 0);
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
