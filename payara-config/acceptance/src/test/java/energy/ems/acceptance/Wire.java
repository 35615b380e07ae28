package energy.ems.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP byte by byte: what an attacker sends and no client library would. One request a connection. */
final class Wire {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final URI portal;
    private final Optional<String> from;

    /** An answer as it came. */
    record Answer(int status, List<String> headers, String body) {

        Optional<String> header(String name) {
            return headersNamed(name).stream().findFirst();
        }

        List<String> headersNamed(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }

        boolean isRefusal() {
            return status >= 400 && status < 500;
        }
    }

    /** @param portal the address of the portal, ending in {@code /ems/} */
    Wire(URI portal) {
        this.portal = portal;
        this.from = Optional.empty();
    }

    /** @param from the address that this comes from, one of 127.0.0.0/8, all of which are this machine */
    Wire(URI portal, String from) {
        this.portal = portal;
        this.from = Optional.of(from);
    }

    /** A connection to the portal. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            if (from.isPresent()) {
                socket.bind(new InetSocketAddress(from.get(), 0));
            }
            socket.connect(new InetSocketAddress(portal.getHost(), portal.getPort()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    String host() {
        return portal.getAuthority();
    }

    String origin() {
        return portal.getScheme() + "://" + portal.getAuthority();
    }

    /** @param target the request target as it is to be sent, such as {@code /ems/login.xhtml} */
    Answer get(String target, String... headers) {
        return request("GET", target, "", headers);
    }

    Answer request(String method, String target, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1"));
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            lines.add("Host: " + host());
        }
        lines.addAll(Arrays.asList(headers));
        if (bytes.length > 0 || !method.equals("GET")) {
            lines.add("Content-Length: " + bytes.length);
        }
        lines.add("Connection: close");
        return send(String.join("\r\n", lines) + "\r\n\r\n", bytes);
    }

    /** Sends exactly this and reads until the server closes. */
    Answer send(String head, byte[] body) {
        try (Socket socket = connect()) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
            } catch (IOException refusedWhileSending) {
                // The server has answered already and does not want the rest.
            }
            try {
                receive(socket.getInputStream(), received);
            } catch (IOException cut) {
                // What came before counts.
            }
            return parse(received.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads to the end of the answer, which is where its length says or where the server hangs up: after a body that it
     * did not want it hangs up half a minute later. A connection that became a WebSocket has no end, there the headers are
     * all.
     */
    private static void receive(InputStream from, ByteArrayOutputStream into) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            into.write(buffer, 0, read);
            if (isWhole(into.toString(StandardCharsets.ISO_8859_1))) {
                return;
            }
        }
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(answer.substring(0, end + 2));
        return answer.startsWith("HTTP/1.1 101")
                || length.find() && answer.length() >= end + 4 + Long.parseLong(length.group(1));
    }

    /** A connection that is cut without an answer counts as a refusal: status 499. */
    private static Answer parse(String text) {
        if (!text.startsWith("HTTP/")) {
            return new Answer(499, List.of(), text);
        }
        if (text.startsWith("HTTP/1.1 100")) {
            return parse(text.substring(text.indexOf("\r\n\r\n") + 4));
        }
        int end = text.indexOf("\r\n\r\n");
        List<String> lines =
                List.of(text.substring(0, end < 0 ? text.length() : end).split("\r\n"));
        return new Answer(
                Integer.parseInt(lines.get(0).split(" ")[1]),
                lines.subList(1, lines.size()),
                end < 0 ? "" : text.substring(end + 4));
    }
}
