package energy.ems.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that answers some recipients as it is told to: what the real one of the other tests cannot be made to do. */
final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket door;
    private final String answer;
    private final String whom;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    /** @param answer null to hang up */
    RefusingMailServer(int port, String answer, String whom) {
        this.answer = answer;
        this.whom = whom;
        try {
            door = new ServerSocket(port, 10, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "refusing mail server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whose mail it took. */
    List<String> taken() {
        return taken;
    }

    int refused() {
        return refused.get();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                talk(socket);
            } catch (IOException e) {
                // The other side, or the test, has gone.
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        String recipient = null;
        say(out, "220 ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT TO:") && line.contains(whom)) {
                refused.incrementAndGet();
                if (answer == null) {
                    return;
                }
                say(out, answer);
            } else if (line.startsWith("RCPT TO:")) {
                recipient = line.substring("RCPT TO:".length());
                say(out, "250 ok");
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                while (!".".equals(in.readLine())) {
                    // what it says is another test's matter
                }
                taken.add(recipient);
                say(out, "250 taken");
            } else if (line.equals("QUIT")) {
                say(out, "221 farewell");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
