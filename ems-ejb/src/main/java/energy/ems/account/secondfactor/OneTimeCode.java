package energy.ems.account.secondfactor;

import energy.ems.platform.Secrets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that an app shows for half a minute each (TOTP, RFC 6238, with HMAC-SHA-1, which is what all apps
 * can do).
 */
final class OneTimeCode {

    static final int DIGITS = 6;

    private static final String ALGORITHM = "HmacSHA1";
    private static final long STEP_SECONDS = Duration.ofSeconds(30).toSeconds();
    /** A clock may be wrong by so many steps, and people type slowly. */
    private static final int TOLERANCE = 1;

    private OneTimeCode() {}

    /**
     * The step of time that a code is of, where it is one of about now.
     *
     * @param after the last step of which a code was accepted: a code is good once
     */
    static OptionalLong step(byte[] secret, String code, Instant now, long after) {
        long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        // All of them, so that the time tells nothing of which.
        for (long step = present - TOLERANCE; step <= present + TOLERANCE; step++) {
            if (Secrets.equal(at(secret, step, DIGITS), code) && step > after) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** RFC 4226, 5.3. */
    static String at(byte[] secret, long step, int digits) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0x0f, Integer.BYTES)
                            .getInt()
                    & Integer.MAX_VALUE;
            String decimal = Integer.toString(number);
            String padded = "0".repeat(Math.max(0, digits - decimal.length())) + decimal;
            return padded.substring(padded.length() - digits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
