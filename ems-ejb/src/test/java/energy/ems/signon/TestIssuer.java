package energy.ems.signon;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A provider that can be told to lie: what a real one never does cannot be tested with one. A real one is asked by the
 * acceptance test {@code SignOnIT}.
 */
final class TestIssuer implements AutoCloseable {

    static final String CLIENT = "ems";
    static final String SECRET = "a secret with & and ü";

    /** The same of every issuer until it rotates: a key takes a second to make. */
    private static final RSAKey FIRST_KEY = newKey();

    private final HttpServer server;
    private final int port;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger keysAsked = new AtomicInteger();

    private volatile RSAKey key = FIRST_KEY;
    private volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    private volatile UnaryOperator<String> token = UnaryOperator.identity();
    private volatile Map<String, String> userInfo = Map.of();

    TestIssuer() {
        this(0);
    }

    /** @param port 0 for any that is free */
    TestIssuer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = server.getAddress().getPort();
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "test issuer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/.well-known/openid-configuration", this::discovery);
        server.createContext("/keys", this::keys);
        server.createContext("/token", this::token);
        server.createContext("/userinfo", this::userInfo);
        server.start();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    RSAKey key() {
        return key;
    }

    /** From now on another key signs, and the former one is not known any more. */
    void rotate() {
        key = newKey();
    }

    int keysAsked() {
        return keysAsked.get();
    }

    /** What the tokens say besides, or otherwise. */
    void says(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        claims = otherwise;
    }

    /** What becomes of a token before it is handed out. */
    void handsOut(UnaryOperator<String> otherwise) {
        token = otherwise;
    }

    void tellsOfTheUser(Map<String, String> told) {
        userInfo = told;
    }

    /** Somebody has signed in there after EMS has sent them: answers the code that they come back with. */
    String signsIn(Map<String, String> question) {
        String code = UUID.randomUUID().toString();
        codes.put(code, question);
        return code;
    }

    /** A token as this issuer makes it, for that question, signed with its key. */
    String tokenFor(String nonce) {
        return signed(
                claims.apply(new JWTClaimsSet.Builder()
                                .issuer(issuer())
                                .subject("subject-1")
                                .audience(CLIENT)
                                .issueTime(new Date())
                                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                                .claim("nonce", nonce)
                                .claim("preferred_username", "anna"))
                        .build(),
                key);
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("issuer", issuer())
                        .add("authorization_endpoint", issuer() + "/authorize")
                        .add("token_endpoint", issuer() + "/token")
                        .add("jwks_uri", issuer() + "/keys")
                        .add("userinfo_endpoint", issuer() + "/userinfo")
                        .build()
                        .toString());
    }

    private void keys(HttpExchange exchange) throws IOException {
        keysAsked.incrementAndGet();
        answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> question = codes.remove(form.getOrDefault("code", ""));
        if (question == null || !form.get("redirect_uri").equals(question.get("redirect_uri"))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("access_token", "access")
                        .add("token_type", "Bearer")
                        .add("id_token", token.apply(tokenFor(question.get("nonce"))))
                        .build()
                        .toString());
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        var told = Json.createObjectBuilder();
        userInfo.forEach(told::add);
        answer(exchange, 200, told.build().toString());
    }

    static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (a, b) -> b,
                        HashMap::new));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
