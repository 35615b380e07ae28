package energy.ems.signon;

import com.nimbusds.jwt.JWTClaimsSet;
import energy.ems.account.signon.SignOnAccounts;
import energy.ems.account.signon.SignOnPerson;
import energy.ems.account.signon.SignOnResult;
import energy.ems.platform.Secrets;
import energy.ems.signon.SignOnException.Reason;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The door to the single sign-on. Open to all, because before the answer nobody is known. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
public class SignOn {

    private static final Logger LOG = System.getLogger(SignOn.class.getName());

    /** How long somebody may take at the provider, who may have to look for a phone there. */
    public static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_CODE = 4096;
    private static final int LONGEST_NEXT = 1000;
    private static final int LONGEST_HINT = 4096;

    @Inject
    SignOnSettings settings;

    @Inject
    Provider provider;

    @Inject
    RoleClaim roleClaim;

    @Inject
    SignOnAccounts accounts;

    @Inject
    Clock clock;

    /** Whether the provider asks somebody who they are whom it knows already. */
    public enum Asking {
        ONLY_WHEN_UNKNOWN,
        /** So that somebody else can come. */
        ANYWAY,
        /** And says when it has asked: that a session is open proves nothing about who sits before it. */
        AS_PROOF
    }

    /**
     * Where the browser goes, and what it keeps meanwhile.
     *
     * @param state the part of the address by which the answer is known
     */
    public record Begun(URI address, String state, String sealed) {}

    /**
     * How an attempt has ended.
     *
     * @param next the page that was asked for, as the login page's address said it; or null
     * @param provedAt when the provider asked the person who they are; null when it does not say
     * @param idToken what the provider knows this session by when it ends; null when it is too long to be kept
     */
    public record Completed(SignOnResult result, String next, Instant provedAt, String idToken) {}

    /**
     * Begins an attempt.
     *
     * @param redirect where the provider sends the browser to
     * @param next the page that was asked for; not looked at here
     */
    public Begun begin(URI redirect, String next, Asking asking) throws SignOnException {
        ProviderMetadata metadata = provider.metadata();
        Attempt attempt = new Attempt(
                Secrets.randomText(SECRET_BYTES),
                Secrets.randomText(SECRET_BYTES),
                Secrets.randomText(SECRET_BYTES),
                redirect,
                next == null || next.length() > LONGEST_NEXT ? null : next,
                asking == Asking.AS_PROOF,
                clock.instant());
        Map<String, String> question = new LinkedHashMap<>();
        question.put("response_type", "code");
        question.put("client_id", settings.client());
        question.put("scope", settings.scope());
        question.put("redirect_uri", redirect.toString());
        question.put("state", attempt.state());
        question.put("nonce", attempt.nonce());
        question.put("code_challenge", digest(attempt.verifier()));
        question.put("code_challenge_method", "S256");
        if (asking != Asking.ONLY_WHEN_UNKNOWN) {
            question.put("prompt", "login");
        }
        if (asking == Asking.AS_PROOF) {
            // Then it has to say when it has asked (OpenID Connect Core 1.0, 2).
            question.put("max_age", "0");
        }
        return new Begun(
                withQuery(metadata.authorization(), Provider.query(question)),
                attempt.state(),
                new Seal(settings.secret()).close(attempt));
    }

    /**
     * Completes an attempt with what the provider has sent along with the browser.
     *
     * @param sealed what the browser kept
     * @param issuer who answers (RFC 9207); null when the provider does not say
     * @param address the client's network address
     * @throws energy.ems.boundary.ThrottledException after too many answers from there that proved nothing
     */
    public Completed complete(String sealed, String state, String code, String issuer, String address)
            throws SignOnException {
        accounts.refuseWhileThrottled(address);
        try {
            Attempt attempt = attempt(sealed, state);
            if (issuer != null && !issuer.equals(settings.issuer())) {
                throw unproved("another provider answers");
            }
            if (code == null || code.isEmpty() || code.length() > LONGEST_CODE) {
                throw unproved("no code");
            }
            return complete(attempt, code, address);
        } catch (SignOnException e) {
            if (e.reason() == Reason.UNPROVED) {
                accounts.failed(e.getMessage(), address);
            } else {
                LOG.log(Level.WARNING, "single sign-on: {0}", e.getMessage());
            }
            throw e;
        }
    }

    private Completed complete(Attempt attempt, String code, String address) throws SignOnException {
        JsonObject tokens = provider.redeem(code, attempt.verifier(), attempt.redirect());
        String idToken = tokens.getString("id_token", "");
        JWTClaimsSet claims = new IdTokens(settings.issuer(), settings.client(), provider.keys(), clock)
                .believed(idToken, attempt.nonce());
        Instant provedAt = provedAt(claims);
        // Who was to be asked again has to have been asked since.
        if (attempt.proof()
                && (provedAt == null || provedAt.plus(IdTokens.CLOCKS_DIFFER).isBefore(attempt.at()))) {
            throw unproved("the provider does not say that it has asked again");
        }
        SignOnPerson person = person(allClaims(claims, tokens.getString("access_token", "")));
        return new Completed(
                entered(person, address), attempt.next(), provedAt, idToken.length() <= LONGEST_HINT ? idToken : null);
    }

    /** Whoever comes for the first time twice at the same moment is known at the second try. */
    private SignOnResult entered(SignOnPerson person, String address) {
        try {
            return accounts.enter(person, address);
        } catch (RuntimeException sameMoment) {
            LOG.log(Level.DEBUG, "single sign-on: once more", sameMoment);
            return accounts.enter(person, address);
        }
    }

    private Attempt attempt(String sealed, String state) throws SignOnException {
        Attempt attempt = Optional.ofNullable(sealed)
                .flatMap(new Seal(settings.secret())::open)
                .orElseThrow(() -> unproved("it was not begun by this browser"));
        if (state == null
                || !MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), attempt.state().getBytes(StandardCharsets.UTF_8))) {
            throw unproved("the answer is to another question");
        }
        if (attempt.at().plus(PATIENCE).isBefore(clock.instant())) {
            throw unproved("it took too long");
        }
        return attempt;
    }

    /** Those of the token; where it does not tell the role, those of the question for the user, too. */
    private Map<String, Object> allClaims(JWTClaimsSet believed, String accessToken) throws SignOnException {
        Map<String, Object> claims = new HashMap<>(believed.getClaims());
        Optional<URI> more = provider.metadata().userInfo();
        if (roleClaim.isIn(claims) || more.isEmpty() || accessToken.isEmpty()) {
            return claims;
        }
        JsonObject told = provider.userInfo(more.get(), accessToken);
        if (!believed.getSubject().equals(told.getString("sub", null))) {
            throw unproved("the provider tells about somebody else");
        }
        told.forEach((name, value) -> claims.putIfAbsent(name, Claims.plain(value)));
        return claims;
    }

    private SignOnPerson person(Map<String, Object> claims) {
        String email = Claims.text(claims, "email");
        return new SignOnPerson(
                settings.issuer(),
                Claims.text(claims, "sub"),
                roleClaim.roleOf(claims),
                Claims.text(claims, "preferred_username"),
                Claims.text(claims, "name"),
                // Some providers do not say whether they have checked it; mail of alerts goes there.
                email != null && RoleClaim.isTrue(claims.get("email_verified")) ? email : null,
                Optional.ofNullable(Claims.text(claims, "locale"))
                        .map(locale -> locale.split("[-_]")[0])
                        .orElse(null),
                Claims.text(claims, "zoneinfo"));
    }

    private static Instant provedAt(JWTClaimsSet claims) {
        return claims.getClaim("auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
    }

    /**
     * Where the browser ends its session at the provider, too; nothing when that has no such place.
     *
     * @param idToken of the session, or null
     * @param afterwards where the provider sends the browser to then
     */
    public Optional<URI> end(String idToken, URI afterwards) {
        try {
            return provider.metadata().endSession().map(place -> {
                Map<String, String> question = new LinkedHashMap<>();
                if (idToken != null) {
                    question.put("id_token_hint", idToken);
                }
                question.put("client_id", settings.client());
                question.put("post_logout_redirect_uri", afterwards.toString());
                return withQuery(place, Provider.query(question));
            });
        } catch (SignOnException away) {
            return Optional.empty();
        }
    }

    private static URI withQuery(URI address, String query) {
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query);
    }

    private static String digest(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static SignOnException unproved(String why) {
        return new SignOnException(Reason.UNPROVED, why);
    }
}
