package energy.ems.signon;

import energy.ems.platform.Secrets;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a browser keep an attempt that it can neither read nor change: a stranger then costs the server no session and no
 * row, and comes back to whichever node. The key follows from the client's secret, which all nodes have. Immutable.
 */
final class Seal {

    private static final String PURPOSE = "EMS: attempts to sign on";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    Seal(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            this.key = new SecretKeySpec(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    String close(Attempt attempt) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("state", attempt.state())
                .add("nonce", attempt.nonce())
                .add("verifier", attempt.verifier())
                .add("redirect", attempt.redirect().toString())
                .add("proof", attempt.proof())
                .add("at", attempt.at().toEpochMilli());
        if (attempt.next() != null) {
            json.add("next", attempt.next());
        }
        byte[] nonce = Secrets.random(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce)
                    .doFinal(json.build().toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    /** Nothing when it was not sealed here, or is not what was sealed. */
    Optional<Attempt> open(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(attempt(new String(plain, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | GeneralSecurityException | JsonException forged) {
            return Optional.empty();
        }
    }

    private static Attempt attempt(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return new Attempt(
                    json.getString("state"),
                    json.getString("nonce"),
                    json.getString("verifier"),
                    URI.create(json.getString("redirect")),
                    json.getString("next", null),
                    json.getBoolean("proof"),
                    Instant.ofEpochMilli(json.getJsonNumber("at").longValue()));
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
