package energy.ems.account.password;

import energy.ems.platform.BoundedMap;
import energy.ems.platform.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for some minutes which passwords were right, so that a program which sends its password with every request
 * need not wait for a full hash each time. Keeps no password, only a keyed digest whose key lives and dies with this
 * process. Safe for use by several threads. Public for {@code account} and {@code account.login}.
 */
@ApplicationScoped
public class RememberedPasswords {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int MOST_ENTRIES = 10_000;
    private static final String ALGORITHM = "HmacSHA256";

    @Inject
    Clock clock;

    private final SecretKeySpec key = newKey();

    private final Map<ByteBuffer, Remembered> remembered = new BoundedMap<>(MOST_ENTRIES);

    private record Remembered(long sessionGeneration, Instant until) {}

    /** The account's session generation under which that password was right; good only while it is still the same. */
    public OptionalLong generation(String username, char[] password) {
        ByteBuffer digest = digest(username, password);
        synchronized (remembered) {
            Remembered found = remembered.get(digest);
            if (found == null) {
                return OptionalLong.empty();
            }
            if (found.until().isBefore(clock.instant())) {
                remembered.remove(digest);
                return OptionalLong.empty();
            }
            return OptionalLong.of(found.sessionGeneration());
        }
    }

    public void remember(String username, char[] password, long sessionGeneration) {
        ByteBuffer digest = digest(username, password);
        synchronized (remembered) {
            remembered.put(
                    digest, new Remembered(sessionGeneration, clock.instant().plus(LIFETIME)));
        }
    }

    private ByteBuffer digest(String username, char[] password) {
        ByteBuffer secret = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(username.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(secret.duplicate());
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } finally {
            Arrays.fill(secret.array(), (byte) 0);
        }
    }

    private static SecretKeySpec newKey() {
        return new SecretKeySpec(Secrets.random(32), ALGORITHM);
    }
}
