package energy.ems.signon;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import energy.ems.signon.SignOnException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Asks the provider. Every question has an end: a few seconds to connect, a few to answer, so much and no more of an
 * answer, no redirects, and a few questions at a time, because each holds a thread that pages are served by. Safe for use
 * by several threads.
 */
@ApplicationScoped
class Provider {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 8_000;
    private static final int LONGEST_ANSWER = 512 * 1024;
    private static final int QUESTIONS_AT_ONCE = 8;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration METADATA_KEPT = Duration.ofHours(1);
    /** So that everybody is told at once that the provider is away, and not after a wait of their own. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);

    private record Known(ProviderMetadata metadata, Instant at) {}

    private record Failure(SignOnException exception, Instant at) {}

    private record Answer(int status, String body) {

        boolean isGood() {
            return status == HttpURLConnection.HTTP_OK;
        }
    }

    @Inject
    SignOnSettings settings;

    @Inject
    Clock clock;

    private final Semaphore questions = new Semaphore(QUESTIONS_AT_ONCE, true);
    private volatile Known known;
    private volatile Failure failure;
    private volatile JWKSource<SecurityContext> keys;

    /** Kept for an hour, and for as long as the provider says nothing newer. */
    ProviderMetadata metadata() throws SignOnException {
        Known former = known;
        Instant now = clock.instant();
        if (former != null && now.isBefore(former.at().plus(METADATA_KEPT))) {
            return former.metadata();
        }
        Failure latest = failure;
        boolean asked = latest != null && now.isBefore(latest.at().plus(FAILURE_KEPT));
        try {
            if (asked) {
                throw latest.exception();
            }
            ProviderMetadata fresh = discover();
            known = new Known(fresh, now);
            return fresh;
        } catch (SignOnException e) {
            failure = asked ? latest : new Failure(e, clock.instant());
            if (former != null) {
                return former.metadata();
            }
            throw e;
        }
    }

    private ProviderMetadata discover() throws SignOnException {
        String issuer = settings.issuer();
        URI address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        Answer answer = ask(address, Map.of(), null);
        try {
            if (!answer.isGood()) {
                throw new IllegalArgumentException("it is answered with " + answer.status());
            }
            return ProviderMetadata.of(json(answer.body()), issuer);
        } catch (IllegalArgumentException | JsonException | ClassCastException e) {
            throw new SignOnException(Reason.AWAY, address + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The keys that tokens are signed with. They are fetched again when they are five minutes old or a token names one that
     * is not known, but for what anybody sends not more than twice in half a minute.
     */
    JWKSource<SecurityContext> keys() throws SignOnException {
        JWKSource<SecurityContext> present = keys;
        if (present == null) {
            present = JWKSourceBuilder.create(keysAddress(), address -> fetchKeys())
                    // Threads are the container's to make.
                    .refreshAheadCache(false)
                    .outageTolerant(Duration.ofHours(4).toMillis())
                    .build();
            keys = present;
        }
        return present;
    }

    private URL keysAddress() throws SignOnException {
        try {
            return metadata().keys().toURL();
        } catch (IOException e) {
            throw new SignOnException(Reason.AWAY, "the address of the keys is none", e);
        }
    }

    /** From where the provider says by now. */
    private Resource fetchKeys() throws IOException {
        try {
            Answer answer = ask(metadata().keys(), Map.of(), null);
            if (!answer.isGood()) {
                throw new IOException("the keys are answered with " + answer.status());
            }
            return new Resource(answer.body(), "application/json");
        } catch (SignOnException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What the provider gives for a code: tokens. */
    JsonObject redeem(String code, String verifier, URI redirect) throws SignOnException {
        ProviderMetadata metadata = metadata();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect.toString());
        form.put("code_verifier", verifier);
        Map<String, String> headers = Map.of();
        if (metadata.basic()) {
            // Encoded before they are joined (RFC 6749, 2.3.1).
            String pair = encoded(settings.client()) + ":" + encoded(settings.secret());
            headers = Map.of(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.put("client_id", settings.client());
            form.put("client_secret", settings.secret());
        }
        Answer answer = ask(metadata.token(), headers, query(form));
        if (answer.status() >= 500) {
            throw new SignOnException(Reason.AWAY, "a code is answered with " + answer.status());
        }
        JsonObject tokens = jsonOf(answer);
        if (answer.isGood()) {
            return tokens;
        }
        String error = tokens.getString("error", String.valueOf(answer.status()));
        throw error.equals("invalid_grant")
                ? new SignOnException(Reason.UNPROVED, "the provider does not take the code")
                : new SignOnException(
                        Reason.MISCONFIGURED,
                        "the provider does not take EMS for its client: " + error + " "
                                + tokens.getString("error_description", ""));
    }

    /** What else the provider tells about somebody. */
    JsonObject userInfo(URI address, String accessToken) throws SignOnException {
        Answer answer = ask(address, Map.of("Authorization", "Bearer " + accessToken), null);
        if (!answer.isGood()) {
            throw new SignOnException(Reason.AWAY, "the question for the user is answered with " + answer.status());
        }
        return jsonOf(answer);
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @param form null to get, else to post */
    private Answer ask(URI address, Map<String, String> headers, String form) throws SignOnException {
        if (!enter()) {
            throw new SignOnException(Reason.AWAY, "too many wait for the provider");
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/json");
            headers.forEach(connection::setRequestProperty);
            if (form != null) {
                connection.setRequestMethod("POST");
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
                connection.getOutputStream().write(form.getBytes(StandardCharsets.US_ASCII));
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                byte[] body = in == null ? new byte[0] : in.readNBytes(LONGEST_ANSWER + 1);
                if (body.length > LONGEST_ANSWER) {
                    throw new IOException("far too long an answer");
                }
                return new Answer(status, new String(body, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new SignOnException(Reason.AWAY, address.getHost() + ": " + e.getMessage(), e);
        } finally {
            questions.release();
        }
    }

    private boolean enter() {
        try {
            return questions.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static JsonObject jsonOf(Answer answer) throws SignOnException {
        try {
            return json(answer.body());
        } catch (JsonException | ClassCastException e) {
            throw new SignOnException(Reason.AWAY, "the provider answers " + answer.status() + " and no JSON", e);
        }
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
