package energy.ems.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Free ports on the loopback address; from a range when {@code acceptance.ports} names one ({@code 23100-23199}).
 *
 * <p>BEWARE: not of those from which the system takes the ports of outgoing connections (32768 and above). One that was
 * free when it was asked for is somebody's by the time that a server listens there. Each fork has a range of its own.
 */
final class Ports {

    private static final int EACH_FORK = 2_000;
    private static final String NAMED = System.getProperty("acceptance.ports", "");
    private static final int FIRST = NAMED.isEmpty() ? 19_000 + EACH_FORK * (fork() % 6) : named(0);
    private static final int LAST = NAMED.isEmpty() ? FIRST + EACH_FORK - 1 : named(1);

    /** Not from the first on, where another run on this machine may look, too. */
    private static int next =
            NAMED.isEmpty() ? FIRST + ThreadLocalRandom.current().nextInt(EACH_FORK) : FIRST;

    private Ports() {}

    private static int named(int bound) {
        return Integer.parseInt(NAMED.split("-")[bound]);
    }

    private static int fork() {
        String fork = System.getProperty("acceptance.fork", "").replaceAll("\\D", "");
        return fork.isEmpty() ? 1 : Integer.parseInt(fork) % 100;
    }

    static synchronized int free() {
        for (int tried = FIRST; tried <= LAST; tried++) {
            next = next < FIRST || next > LAST ? FIRST : next;
            int port = bound(next++);
            if (port > 0) {
                return port;
            }
        }
        throw new IllegalStateException("no free port left from " + FIRST + " to " + LAST);
    }

    /** A port after which a hundred more are most likely free, for servers that want a block of them. */
    static synchronized int freeHundred() {
        return NAMED.isEmpty() ? freeBlock(100) : LAST - 100;
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
     * A pair for the nodes' cluster, apart from the others: one node calls the other before that has begun to listen.
     */
    static synchronized int clusterPair() {
        if (!NAMED.isEmpty()) {
            return freePair();
        }
        int first = 17_900 + 20 * fork();
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
