package energy.ems.web.security;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What an HTTP Basic header (RFC 7617) says.
 *
 * @param password wiped by {@link #close}
 */
public record BasicCredentials(String username, char[] password) implements AutoCloseable {

    private static final String SCHEME = "basic ";
    private static final int LONGEST_HEADER = 4096;

    /** Nothing when the header is none, is for another scheme or is malformed. */
    public static Optional<BasicCredentials> of(String header) {
        if (header == null
                || header.length() > LONGEST_HEADER
                || !header.stripLeading().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String pair;
        try {
            String encoded = header.strip().substring(SCHEME.length()).strip();
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 1
                ? Optional.empty()
                : Optional.of(new BasicCredentials(
                        pair.substring(0, colon), pair.substring(colon + 1).toCharArray()));
    }

    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }
}
