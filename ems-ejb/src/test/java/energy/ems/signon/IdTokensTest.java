package energy.ems.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokensTest {

    private static final String ISSUER = "https://login.example.org/realms/ems";
    private static final String CLIENT = "ems";
    private static final String NONCE = "the nonce of this question";
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final RSAKey KEY = TestIssuer.newKey();
    private static final RSAKey ANOTHERS = TestIssuer.newKey();

    private final IdTokens tokens = new IdTokens(
            ISSUER, CLIENT, new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK())), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aTokenThatAnswersThisQuestionIsBelieved() throws SignOnException {
        assertThat(tokens.believed(TestIssuer.signed(good().build(), KEY), NONCE)
                        .getSubject())
                .isEqualTo("subject-1");
    }

    @Test
    void clocksMayDifferByAMinute() throws SignOnException {
        tokens.believed(signed(all -> all.expirationTime(at(-59))), NONCE);
        tokens.believed(signed(all -> all.notBeforeTime(at(59))), NONCE);
        refused(signed(all -> all.expirationTime(at(-61))));
        refused(signed(all -> all.notBeforeTime(at(61))));
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("for another program", all -> all.audience("another")),
                lie("for nobody", all -> all.audience((String) null)),
                lie("of another issuer", all -> all.issuer("https://evil.example/realms/ems")),
                lie("of an issuer with one more slash", all -> all.issuer(ISSUER + "/")),
                lie("to another question", all -> all.claim("nonce", "another")),
                lie("to no question", all -> all.claim("nonce", null)),
                lie("without an end", all -> all.expirationTime(null)),
                lie("about nobody", all -> all.subject(null)),
                lie("about a blank", all -> all.subject(" ")),
                lie(
                        "for several, made for another",
                        all -> all.audience(List.of(CLIENT, "another")).claim("azp", "another")),
                lie("for several, made for it says not whom", all -> all.audience(List.of(CLIENT, "another"))),
                lie("about somebody with far too long a subject", all -> all.subject("s".repeat(256))));
    }

    private static Arguments lie(String what, UnaryOperator<JWTClaimsSet.Builder> how) {
        return Arguments.of(what, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void noOtherIs(String what, UnaryOperator<JWTClaimsSet.Builder> how) {
        refused(signed(how));
    }

    @Test
    void forSeveralProgramsItIsGoodWhenMadeForEms() throws SignOnException {
        tokens.believed(signed(all -> all.audience(List.of("another", CLIENT)).claim("azp", CLIENT)), NONCE);
    }

    @Test
    void nobodyElseCanSign() throws JOSEException {
        refused(TestIssuer.signed(good().build(), ANOTHERS));
        // With the name of the right key.
        refused(TestIssuer.signed(
                good().build(),
                new RSAKey.Builder(ANOTHERS).keyID(KEY.getKeyID()).build()));
        refused(new PlainJWT(good().build()).serialize());
        // The public key, which everybody knows, taken for a shared secret.
        SignedJWT shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build(), good().build());
        shared.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        refused(shared.serialize());
        String[] parts = TestIssuer.signed(good().build(), KEY).split("\\.");
        refused(parts[0] + "." + parts[1] + ".");
        refused("");
        refused("no token");
    }

    private void refused(String token) {
        assertThatExceptionOfType(SignOnException.class)
                .isThrownBy(() -> tokens.believed(token, NONCE))
                .returns(SignOnException.Reason.UNPROVED, SignOnException::reason);
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        return TestIssuer.signed(otherwise.apply(good()).build(), KEY);
    }

    private static JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("subject-1")
                .audience(CLIENT)
                .issueTime(at(0))
                .expirationTime(at(300))
                .claim("nonce", NONCE);
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }
}
