package energy.ems.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

    /** Below what any system gives to outgoing connections, and beside what the tests of whole systems take. */
    private static final int FIRST = 10_000;

    private static final int LAST = 16_999;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** Whether a server could listen there now, on the loopback address and on all addresses. */
    static boolean isFree(int port) {
        return canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canListen(new InetSocketAddress(port));
    }

    /**
     * A port that is free at this moment. BEWARE: not one that the system would name, which is one of those from which it
     * takes the ports of outgoing connections: one of theirs may be there by the time that a server wants to listen.
     */
    public static int anyFree() {
        return ThreadLocalRandom.current()
                .ints(FIRST, LAST + 1)
                .limit(TRIES)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new Problem("No port from " + FIRST + " to " + LAST + " is free"));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // Else a port whose last connection is still closing would look taken.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
