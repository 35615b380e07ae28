package energy.ems.signon;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import energy.ems.signon.SignOnException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;

/**
 * Believes a token or not (OpenID Connect Core 1.0, 3.1.3.7): signed by a key of the provider, by an algorithm with a
 * public key, of this issuer, for this client, not run out, and the answer to this very question.
 *
 * <p>BEWARE: only these algorithms. With {@code none} anybody, and with a shared secret whoever knows a public key that is
 * taken for one, could sign.
 */
final class IdTokens {

    /** What the clocks of two machines may differ by. */
    static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int LONGEST_SUBJECT = 255;
    private static final String NONCE = "nonce";
    private static final String AUTHORIZED_PARTY = "azp";

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String client;

    IdTokens(String issuer, String client, JWKSource<SecurityContext> keys, Clock clock) {
        this.client = client;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        client, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp", "iat", NONCE)) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) CLOCKS_DIFFER.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * The claims of a token that is to be believed.
     *
     * @param nonce what was sent with the question
     * @throws SignOnException when it is not, or the provider's keys cannot be had
     */
    JWTClaimsSet believed(String token, String nonce) throws SignOnException {
        JWTClaimsSet claims;
        try {
            claims = processor.process(token, null);
        } catch (RemoteKeySourceException e) {
            throw new SignOnException(Reason.AWAY, "the keys of the provider cannot be had: " + e.getMessage(), e);
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw unproved("the token is not to be believed: " + e.getMessage(), e);
        }
        if (!isSame(nonce, claims.getClaim(NONCE))) {
            throw unproved("the token answers another question", null);
        }
        Object party = claims.getClaim(AUTHORIZED_PARTY);
        if (party == null ? claims.getAudience().size() > 1 : !client.equals(party)) {
            throw unproved("the token was made for another program", null);
        }
        String subject = claims.getSubject();
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw unproved("the token is about nobody", null);
        }
        return claims;
    }

    private static boolean isSame(String nonce, Object said) {
        return said instanceof String text
                && MessageDigest.isEqual(nonce.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static SignOnException unproved(String why, Exception cause) {
        return new SignOnException(Reason.UNPROVED, why, cause);
    }
}
