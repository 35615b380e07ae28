package energy.ems.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import energy.ems.account.Role;
import energy.ems.account.session.LoginSessions;
import energy.ems.account.signon.SignOnResult;
import energy.ems.account.signon.SignOnResult.Entered;
import energy.ems.boundary.ThrottledException;
import energy.ems.container.ManagementSystem;
import energy.ems.signon.SignOn.Asking;
import energy.ems.signon.SignOnException.Reason;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol, with a provider that can be told to lie. */
@Timeout(120)
class SignOnTest {

    private static final URI BACK = URI.create("https://ems.example.org/ems/sign-on/return");
    private static final String HOME = "203.0.113.7";

    private TestIssuer issuer;
    private ManagementSystem system;
    private SignOn signOn;

    @BeforeEach
    void start() {
        issuer = new TestIssuer();
        issuer.says(all -> all.claim("groups", List.of("ems-users")));
        system = systemAt(issuer.issuer());
        signOn = system.get(SignOn.class);
    }

    private static ManagementSystem systemAt(String issuer) {
        ManagementSystem made = new ManagementSystem();
        made.container()
                .setting("ems.signon.issuer", issuer)
                .setting("ems.signon.client", TestIssuer.CLIENT)
                .setting("ems.signon.secret", TestIssuer.SECRET)
                .setting("ems.signon.claim", "groups")
                .setting("ems.signon.users", "ems-users")
                // The token's own times are the machine's.
                .with(Clock.class, Clock.systemUTC());
        return made.asNobody();
    }

    @AfterEach
    void stop() {
        issuer.close();
        system.close();
    }

    @Test
    void theQuestionHasEverythingByWhichTheAnswerIsKnown() throws SignOnException {
        SignOn.Begun begun = signOn.begin(BACK, "/alerts.xhtml", Asking.ONLY_WHEN_UNKNOWN);

        assertThat(begun.address().toString()).startsWith(issuer.issuer() + "/authorize?");
        assertThat(question(begun))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestIssuer.CLIENT)
                .containsEntry("redirect_uri", BACK.toString())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("state", begun.state())
                .containsEntry("scope", "openid profile email")
                .doesNotContainKeys("prompt", "max_age")
                .hasEntrySatisfying("nonce", nonce -> assertThat(nonce).hasSize(43))
                .hasEntrySatisfying(
                        "code_challenge", challenge -> assertThat(challenge).hasSize(43));
        assertThat(question(signOn.begin(BACK, null, Asking.ANYWAY)))
                .containsEntry("prompt", "login")
                .doesNotContainKey("max_age");
    }

    @Test
    void whoComesBackIsLedToThePageThatWasAskedFor() throws SignOnException {
        SignOn.Completed completed = complete(signOn.begin(BACK, "/alerts.xhtml", Asking.ONLY_WHEN_UNKNOWN));

        assertThat(completed.next()).isEqualTo("/alerts.xhtml");
        assertThat(completed.result())
                .asInstanceOf(type(Entered.class))
                .extracting(Entered::account)
                .returns("anna", account -> account.username())
                .returns(Role.USER, account -> account.role());
        assertThat(system.get(LoginSessions.class).begin(((Entered) completed.result()).account(), HOME, null))
                .isPositive();
    }

    /** Whoever opens EMS in two windows begins twice. */
    @Test
    void severalAttemptsOfOneBrowserStandBesideEachOther() throws SignOnException {
        SignOn.Begun first = begin();
        SignOn.Begun second = begin();

        assertThat(complete(second).result()).isInstanceOf(Entered.class);
        assertThat(complete(first).result()).isInstanceOf(Entered.class);
    }

    @Test
    void anAnswerIsGoodOnce() throws SignOnException {
        SignOn.Begun begun = begin();
        String code = issuer.signsIn(question(begun));
        signOn.complete(begun.sealed(), begun.state(), code, null, HOME);

        unproved(begun.sealed(), begun.state(), code, null);
    }

    @Test
    void noAnswerIsTakenThatThisBrowserHasNotAskedFor() throws SignOnException {
        SignOn.Begun mine = begin();
        SignOn.Begun anothers = begin();
        String code = issuer.signsIn(question(anothers));

        unproved(null, mine.state(), code, null);
        unproved(mine.sealed(), anothers.state(), code, null);
        unproved(mine.sealed(), null, code, null);
        unproved(mine.sealed().substring(1), mine.state(), code, null);
        unproved(anothers.sealed().substring(0, 40) + mine.sealed().substring(40), mine.state(), code, null);
        unproved("", "", "", "");
        // A code that was given for another's question has another nonce.
        unproved(mine.sealed(), mine.state(), code, null);
    }

    @Test
    void anotherProvidersAnswerIsNotTaken() throws SignOnException {
        SignOn.Begun begun = begin();

        unproved(begun.sealed(), begun.state(), issuer.signsIn(question(begun)), "https://evil.example");
        assertThat(signOn.complete(
                                begun.sealed(), begun.state(), issuer.signsIn(question(begun)), issuer.issuer(), HOME)
                        .result())
                .isInstanceOf(Entered.class);
    }

    @Test
    void aForgedTokenLetsNobodyIn() throws SignOnException {
        issuer.handsOut(token -> {
            try {
                return new PlainJWT(JWTClaimsSet.parse(com.nimbusds.jwt.SignedJWT.parse(token)
                                .getJWTClaimsSet()
                                .toJSONObject()))
                        .serialize();
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        });
        SignOn.Begun begun = begin();

        unproved(begun.sealed(), begun.state(), issuer.signsIn(question(begun)), null);
        assertThat(system.count("sign_on_identity")).isZero();
    }

    @Test
    void whoseKeysAreRotatedIsBelievedStill() throws SignOnException {
        complete(begin());
        issuer.rotate();

        assertThat(complete(begin()).result()).isInstanceOf(Entered.class);
        assertThat(issuer.keysAsked()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void forgedKeyNamesDoNotMakeEmsAskForKeysAgainAndAgain() throws SignOnException {
        long began = System.nanoTime();
        RSAKey unknown = TestIssuer.newKey();
        complete(begin());
        issuer.handsOut(token -> {
            try {
                return TestIssuer.signed(com.nimbusds.jwt.SignedJWT.parse(token).getJWTClaimsSet(), unknown);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 12; i++) {
            SignOn.Begun begun = begin();
            unproved(begun.sealed(), begun.state(), issuer.signsIn(question(begun)), null);
        }

        // Twice in half a minute, on however slow a machine.
        long halfMinutes = Duration.ofNanos(System.nanoTime() - began).toSeconds() / 30 + 1;
        assertThat((long) issuer.keysAsked()).isLessThanOrEqualTo(2 * halfMinutes + 1);
    }

    @Test
    void whileTheProviderIsAwayThatIsSaid() throws SignOnException {
        issuer.close();

        assertThatExceptionOfType(SignOnException.class)
                .isThrownBy(this::begin)
                .returns(Reason.AWAY, SignOnException::reason);
        assertThat(signOn.end("token", BACK)).isEmpty();
    }

    @Test
    void whoWasKnownBeforeIsNotForgottenWhenTheProviderGoesAway() throws SignOnException {
        SignOn.Begun begun = begin();
        String code = issuer.signsIn(question(begun));
        issuer.close();

        assertThatExceptionOfType(SignOnException.class)
                .isThrownBy(() -> signOn.complete(begun.sealed(), begun.state(), code, null, HOME))
                .returns(Reason.AWAY, SignOnException::reason);
        try (TestIssuer back = new TestIssuer(issuer.port())) {
            back.says(all -> all.claim("groups", List.of("ems-users")));
            SignOn.Begun again = begin();
            assertThat(signOn.complete(again.sealed(), again.state(), back.signsIn(question(again)), null, HOME)
                            .result())
                    .isInstanceOf(Entered.class);
        }
    }

    /** Some providers tell of groups only when they are asked about the user. */
    @Test
    void aClaimThatIsNotInTheTokenIsAskedFor() throws SignOnException {
        issuer.says(all -> all);
        issuer.tellsOfTheUser(Map.of("sub", "subject-1", "groups", "ems-users"));
        assertThat(complete(begin()).result()).isInstanceOf(Entered.class);

        issuer.tellsOfTheUser(Map.of("sub", "somebody else", "groups", "ems-users"));
        SignOn.Begun begun = begin();
        unproved(begun.sealed(), begun.state(), issuer.signsIn(question(begun)), null);

        issuer.tellsOfTheUser(Map.of("sub", "subject-1"));
        assertThat(complete(begin()).result()).isEqualTo(new SignOnResult.Refused(SignOnResult.Reason.NO_ROLE));
    }

    @Test
    void asProofOnlyCountsThatSomebodyWasAskedSince() throws SignOnException {
        SignOn.Begun silent = signOn.begin(BACK, null, Asking.AS_PROOF);
        assertThat(question(silent)).containsEntry("prompt", "login").containsEntry("max_age", "0");
        unproved(silent.sealed(), silent.state(), issuer.signsIn(question(silent)), null);

        issuer.says(all -> all.claim("groups", List.of("ems-users"))
                .claim("auth_time", Instant.now().minus(Duration.ofHours(1)).getEpochSecond()));
        SignOn.Begun stale = signOn.begin(BACK, null, Asking.AS_PROOF);
        unproved(stale.sealed(), stale.state(), issuer.signsIn(question(stale)), null);

        issuer.says(all -> all.claim("groups", List.of("ems-users"))
                .claim("auth_time", Instant.now().getEpochSecond()));
        assertThat(complete(signOn.begin(BACK, null, Asking.AS_PROOF)).provedAt())
                .isNotNull();
    }

    @Test
    void whoSendsNonsenseAgainAndAgainHasToWait() throws SignOnException {
        for (int i = 0; i < 30; i++) {
            unproved("nonsense", "state", "code", null);
        }

        SignOn.Begun begun = begin();
        String code = issuer.signsIn(question(begun));
        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> signOn.complete(begun.sealed(), begun.state(), code, null, HOME));
        assertThat(signOn.complete(begun.sealed(), begun.state(), code, null, "198.51.100.66")
                        .result())
                .isInstanceOf(Entered.class);
    }

    @Test
    void aProviderWithoutTlsIsNotAsked() {
        SignOnSettings settings = system.get(SignOnSettings.class);
        assertThat(settings.areComplete()).isTrue();

        settings.issuer = java.util.Optional.of("http://login.example.org");
        assertThat(settings.areComplete()).isFalse();
        settings.issuer = java.util.Optional.of("https://login.example.org");
        assertThat(settings.areComplete()).isTrue();
        settings.secret = java.util.Optional.empty();
        assertThat(settings.areComplete()).isFalse();
    }

    private SignOn.Begun begin() throws SignOnException {
        return signOn.begin(BACK, null, Asking.ONLY_WHEN_UNKNOWN);
    }

    private SignOn.Completed complete(SignOn.Begun begun) throws SignOnException {
        return signOn.complete(begun.sealed(), begun.state(), issuer.signsIn(question(begun)), null, HOME);
    }

    private void unproved(String sealed, String state, String code, String said) {
        assertThatExceptionOfType(SignOnException.class)
                .isThrownBy(() -> signOn.complete(sealed, state, code, said, HOME))
                .returns(Reason.UNPROVED, SignOnException::reason);
    }

    private static Map<String, String> question(SignOn.Begun begun) {
        return TestIssuer.parameters(begun.address().getRawQuery());
    }
}
