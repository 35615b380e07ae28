package energy.ems.notification;

import energy.ems.alerting.AlertJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes letters to people's webhooks: one POST of JSON, signed.
 *
 * <p>BEWARE: by a socket and not by the platform's HTTP client, because that looks the name up a second time when it
 * connects: the address that was found to be public need not be the one that is called then. Besides, nothing of an answer
 * is followed or believed but its status.
 */
@ApplicationScoped
class Webhooks implements Carrier {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int LONGEST_STATUS = 500;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: (.*))?");

    /** Whether webhooks may be in networks that are not public ({@code EMS_WEBHOOK_PRIVATE}), this machine's included. */
    @Inject
    @ConfigProperty(name = "ems.webhook.private", defaultValue = "false")
    boolean privateAllowed;

    @Inject
    Clock clock;

    /** How long a call may take altogether. */
    private Duration patience = Duration.ofSeconds(20);

    /** For tests. */
    void waitNoLongerThan(Duration time) {
        patience = time;
    }

    @Override
    public Outcome send(Letter letter) {
        if (letter.settings().webhookAddress() == null || letter.settings().webhookSecret() == null) {
            return Outcome.refused(Problem.NO_ADDRESS, null);
        }
        WebhookAddress address;
        InetAddress host;
        try {
            address = WebhookAddress.parse(letter.settings().webhookAddress());
            host = lookUp(address);
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Problem.NO_ADDRESS, e.getMessage());
        } catch (UnknownHostException e) {
            return Outcome.away("unknown host " + e.getMessage());
        }
        if (host == null) {
            return Outcome.refused(Problem.PRIVATE_ADDRESS, null);
        }
        try {
            return outcome(post(address, host, letter));
        } catch (IOException | GeneralSecurityException e) {
            return Outcome.away(String.valueOf(e.getMessage()));
        }
    }

    /** @return null when one of the name's addresses is not for everybody */
    private InetAddress lookUp(WebhookAddress address) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(address.name());
        return privateAllowed || Arrays.stream(all).allMatch(PublicAddresses::contain) ? all[0] : null;
    }

    private String post(WebhookAddress address, InetAddress host, Letter letter)
            throws IOException, GeneralSecurityException {
        byte[] body = json(letter).getBytes(StandardCharsets.UTF_8);
        String head = "POST " + address.path() + " HTTP/1.1\r\n"
                + "Host: " + address.hostAndPort() + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "User-Agent: EMS\r\n"
                + "EMS-Delivery: " + letter.key() + "\r\n"
                + Signature.HEADER + ": " + Signature.of(letter.settings().webhookSecret(), clock.instant(), body)
                + "\r\n"
                + "Connection: close\r\n\r\n";
        try (Socket plain = new Socket()) {
            // BEWARE: an end for all of it, or who answers a letter every few seconds would keep all others waiting.
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    () -> hangUp(plain), CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
            plain.connect(new InetSocketAddress(host, address.port()), CONNECT_MILLIS);
            plain.setSoTimeout(ANSWER_MILLIS);
            try (Socket socket = address.secure() ? secured(plain, address) : plain) {
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
                return firstLine(socket.getInputStream());
            } finally {
                end.cancel(false);
            }
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    private static Socket secured(Socket plain, WebhookAddress address) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket)
                SSLContext.getDefault().getSocketFactory().createSocket(plain, address.name(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
            if (line.length() > LONGEST_STATUS) {
                throw new IOException("no answer that is one");
            }
            line.append((char) letter);
        }
        return line.toString().strip();
    }

    private static Outcome outcome(String statusLine) {
        Matcher status = STATUS.matcher(statusLine);
        if (!status.matches()) {
            return Outcome.away("no HTTP");
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= 200 && code < 300) {
            return Outcome.SENT;
        }
        String answer = code + (status.group(2) == null ? "" : " " + status.group(2));
        // Too early, too many, too slow, or the other side's own fault: it may go well later.
        boolean later = code == 408 || code == 425 || code == 429 || code >= 500;
        return later ? Outcome.later(answer) : Outcome.refused(Problem.REFUSED, answer);
    }

    /** Each alert as browsers are sent it, see {@link AlertJson}. */
    static String json(Letter letter) {
        JsonArrayBuilder alerts = Json.createArrayBuilder();
        JsonArrayBuilder escalated = Json.createArrayBuilder();
        for (Letter.Told told : letter.alerts()) {
            try (JsonReader reader = Json.createReader(new StringReader(AlertJson.write(told.alert())))) {
                alerts.add(reader.readObject());
            }
            if (told.occasion() == Occasion.ESCALATED) {
                escalated.add(told.alert().sequence());
            }
        }
        return Json.createObjectBuilder()
                .add("delivery", letter.key())
                .add("kind", letter.kind().name())
                .add("made_at", letter.at().toString())
                .add("alerts", alerts)
                .add("more", letter.more())
                .add("escalated", escalated)
                .add(
                        "held_back",
                        Json.createObjectBuilder()
                                .add("quiet_hours", letter.held(Hold.QUIET))
                                .add("most_per_hour", letter.held(Hold.CAP))
                                .add("snoozed", letter.held(Hold.SNOOZED)))
                .build()
                .toString();
    }
}
