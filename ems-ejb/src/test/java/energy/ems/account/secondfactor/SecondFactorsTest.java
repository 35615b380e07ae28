package energy.ems.account.secondfactor;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.account.Accounts;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.PendingLogin;
import energy.ems.account.Role;
import energy.ems.account.login.CodeNeededException;
import energy.ems.account.login.Credentials;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditEntry;
import energy.ems.audit.AuditLog;
import energy.ems.audit.AuditQuery;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.PageRequest;
import energy.ems.boundary.ThrottledException;
import energy.ems.container.ManagementSystem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SecondFactorsTest {

    private static final String HOME = "203.0.113.7";
    private static final String ATTACKER = "198.51.100.66";

    private ManagementSystem system;
    private Credentials credentials;
    private SecondFactors factors;
    private NewSecondFactor app;
    private SecondFactorMade made;

    @BeforeEach
    void aliceHasAnApp() {
        system = new ManagementSystem();
        system.withAccount("alice", Role.USER).withAccount("bob", Role.USER);
        credentials = system.get(Credentials.class);
        factors = system.get(SecondFactors.class);
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isPresent();
        system.asUser("alice");
        app = factors.propose();
        made = factors.setUp(app, code(), PASSWORD.toCharArray());
        later();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void thePasswordAloneIsNotEnough() {
        PendingLogin login = pending(HOME);

        assertThat(credentials.verifyCode(login, "000000", HOME)).isEmpty();
        assertThat(credentials.verifyCode(login, null, HOME)).isEmpty();
        assertThat(credentials.verifyCode(login, code(), HOME))
                .get()
                .returns("alice", AuthenticatedAccount::username)
                .returns(made.account().sessionGeneration(), AuthenticatedAccount::sessionGeneration);
        assertThat(audited(AuditAction.LOGGED_IN))
                .extracting(AuditEntry::detail)
                .contains("with a code");
        assertThat(audited(AuditAction.SECOND_FACTOR_FAILED)).hasSize(1);
    }

    /** Not even one that was remembered before. */
    @Test
    void httpBasicIsNoWayAround() {
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isEmpty();
        assertThat(audited(AuditAction.LOGIN_FAILED))
                .extracting(AuditEntry::detail)
                .containsExactly("password without a code");
        assertThat(credentials.verifyRequest("bob", PASSWORD.toCharArray(), HOME))
                .isPresent();
    }

    @Test
    void aCodeThatSomebodyHasSeenIsWorthNothing() {
        String seen = code();
        assertThat(credentials.verifyCode(pending(HOME), seen, HOME)).isPresent();
        assertThat(credentials.verifyCode(pending(ATTACKER), seen, ATTACKER)).isEmpty();
        later();
        assertThat(credentials.verifyCode(pending(HOME), code(), HOME)).isPresent();
    }

    @Test
    void theCodeByWhichItWasSetUpIsUsed() {
        NewSecondFactor another = new NewSecondFactor(app.secret());
        system.asUser("bob");
        String code = code();
        factors.setUp(another, code, PASSWORD.toCharArray());

        assertThat(credentials.verifyCode(pending("bob", HOME), code, HOME)).isEmpty();
    }

    @Test
    void eachRecoveryCodeLetsInOnce() {
        String code = made.recoveryCodes().get(3);
        assertThat(made.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        assertThat(credentials.verifyCode(pending(HOME), code.toLowerCase().replace("-", " "), HOME))
                .isPresent();
        assertThat(credentials.verifyCode(pending(HOME), code, HOME)).isEmpty();
        system.asUser("alice");
        assertThat(factors.own()).get().returns(9, SecondFactorView::recoveryCodes);
        assertThat(audited(AuditAction.LOGGED_IN))
                .extracting(AuditEntry::detail)
                .contains("with a recovery code, 9 left");
    }

    @Test
    void nothingThatLetsInCanBeReadInTheDatabaseButTheSecret() {
        assertThat(system.select("SELECT code_hash FROM recovery_code").toString())
                .doesNotContain(
                        made.recoveryCodes().get(0), made.recoveryCodes().get(0).replace("-", ""));
    }

    /** A million codes, three of them good at a time. */
    @Test
    void whoGuessesCodesIsSlowedDownFromWhereverTheyCome() {
        int tried = 0;
        for (int i = 0; i < 600; i++) {
            try {
                PendingLogin login = new PendingLogin("alice", made.account().sessionGeneration());
                assertThat(credentials.verifyCode(login, "x" + (10_000 + i), "198.51." + i % 200 + "." + i % 100))
                        .isEmpty();
                tried++;
            } catch (ThrottledException tooMany) {
                assertThat(tooMany.retryAfter()).isPositive();
            }
            system.clock().advance(Duration.ofSeconds(10));
        }

        assertThat(tried).isLessThan(25);
        assertThat(audited(AuditAction.LOGIN_THROTTLED)).isNotEmpty();
        // The owner does not have to wait for the guesser.
        PendingLogin login = new PendingLogin("alice", made.account().sessionGeneration());
        assertThat(credentials.verifyCode(login, made.recoveryCodes().get(0), HOME))
                .isPresent();
    }

    @Test
    void aRightPasswordForgivesNoFailures() {
        for (int i = 0; i < 5; i++) {
            assertThat(credentials.verify("alice", "wrong".toCharArray(), ATTACKER))
                    .isEmpty();
        }
        system.clock().advance(Duration.ofSeconds(2));
        pending(ATTACKER);
        assertThat(credentials.verify("alice", "wrong".toCharArray(), ATTACKER)).isEmpty();

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> credentials.verify("alice", PASSWORD.toCharArray(), ATTACKER));
    }

    @Test
    void aLoginThatBeganBeforeAnotherPasswordEndsThere() {
        PendingLogin login = pending(HOME);
        system.asAdministrator()
                .get(Accounts.class)
                .setPassword("alice", "another good one".toCharArray(), false, PASSWORD.toCharArray());

        assertThat(credentials.verifyCode(login, code(), HOME)).isEmpty();
    }

    @Test
    void itIsSetUpOnlyByWhoHasTheAppAndThePassword() {
        system.asUser("bob");
        NewSecondFactor proposed = factors.propose();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> factors.setUp(proposed, "123456", PASSWORD.toCharArray()))
                .returns("code", InvalidInputException::field);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> factors.setUp(proposed, code(proposed), "wrong".toCharArray()))
                .returns("current_password", InvalidInputException::field);
        assertThat(factors.own()).isEmpty();
        system.asUser("alice");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> factors.setUp(app, code(), PASSWORD.toCharArray()));
    }

    @Test
    void itIsTurnedOffByBothAndThePasswordIsEnoughThen() {
        system.asUser("alice");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> factors.turnOff("000000", PASSWORD.toCharArray()));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> factors.turnOff(code(), "wrong".toCharArray()));
        assertThat(factors.own()).isPresent();

        AuthenticatedAccount after = factors.turnOff(code(), PASSWORD.toCharArray());

        assertThat(after.sessionGeneration()).isGreaterThan(made.account().sessionGeneration());
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
        assertThat(system.count("recovery_code")).isZero();
    }

    @Test
    void newRecoveryCodesReplaceTheOldOnes() {
        system.asUser("alice");
        List<String> renewed = factors.renewRecoveryCodes(code(), PASSWORD.toCharArray());

        assertThat(renewed).hasSize(10).doesNotContainAnyElementsOf(made.recoveryCodes());
        assertThat(factors.own()).get().returns(10, SecondFactorView::recoveryCodes);
        assertThat(credentials.verifyCode(pending(HOME), made.recoveryCodes().get(0), HOME))
                .isEmpty();
        assertThat(credentials.verifyCode(pending(HOME), renewed.get(0), HOME)).isPresent();
    }

    @Test
    void anAdministratorTakesItFromWhoHasLostEverything() {
        system.asAdministrator();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> factors.reset("alice", "wrong".toCharArray()));
        factors.reset("alice", PASSWORD.toCharArray());

        assertThat(factors.of("alice")).isEmpty();
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
        assertThat(audited(AuditAction.SECOND_FACTOR_RESET))
                .extracting(AuditEntry::subject)
                .contains("alice");
    }

    @Test
    void aDeletedAccountLeavesNothing() {
        system.asAdministrator().get(Accounts.class).delete("alice");

        assertThat(system.count("second_factor")).isZero();
        assertThat(system.count("recovery_code")).isZero();
    }

    private PendingLogin pending(String address) {
        return pending("alice", address);
    }

    private PendingLogin pending(String username, String address) {
        try {
            credentials.verify(username, PASSWORD.toCharArray(), address);
        } catch (CodeNeededException needed) {
            return needed.login();
        }
        throw new AssertionError("nobody asked for a code");
    }

    private String code() {
        return code(app);
    }

    private String code(NewSecondFactor of) {
        return OneTimeCode.at(of.secret(), system.clock().instant().getEpochSecond() / 30, OneTimeCode.DIGITS);
    }

    private void later() {
        system.clock().advance(Duration.ofSeconds(30));
    }

    private List<AuditEntry> audited(AuditAction action) {
        return system.asAdministrator()
                .get(AuditLog.class)
                .find(new AuditQuery(null, action, null, null, null, null, PageRequest.first(200)))
                .items();
    }
}
