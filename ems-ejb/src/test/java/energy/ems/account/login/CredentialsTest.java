package energy.ems.account.login;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import energy.ems.account.AccountDraft;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.Role;
import energy.ems.account.session.LoginSessions;
import energy.ems.account.token.ApiTokenView;
import energy.ems.account.token.ApiTokens;
import energy.ems.account.token.AuthenticatedToken;
import energy.ems.account.token.IssuedToken;
import energy.ems.account.token.TokenScope;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditEntry;
import energy.ems.audit.AuditLog;
import energy.ems.audit.AuditQuery;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.boundary.ThrottledException;
import energy.ems.container.ManagementSystem;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CredentialsTest {

    private static final String HOME = "203.0.113.7";
    private static final String ATTACKER = "198.51.100.66";

    private final AtomicInteger hashes = new AtomicInteger();
    private ManagementSystem system;
    private Credentials credentials;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        system.container().with(Pbkdf2PasswordHash.class, new Pbkdf2PasswordHashImpl() {
            @Override
            public boolean verify(char[] password, String hashedPassword) {
                hashes.incrementAndGet();
                return super.verify(password, hashedPassword);
            }
        });
        system.withAccount("alice", Role.USER).withAccount("bob", Role.OPERATOR);
        credentials = system.get(Credentials.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void theRightPasswordOpens() {
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME))
                .get()
                .returns("alice", AuthenticatedAccount::username)
                .returns(Role.USER, AuthenticatedAccount::role);
        assertThat(system.get(Accounts.class).get("alice").lastLoginAt())
                .isEqualTo(system.clock().instant());
    }

    @Test
    void everythingElseIsAnsweredAlikeAtTheSameCost() {
        hashes.set(0);
        assertThat(credentials.verify("alice", "wrong".toCharArray(), HOME)).isEmpty();
        assertThat(credentials.verify("nobody", "wrong".toCharArray(), HOME)).isEmpty();
        assertThat(credentials.verify("x".repeat(10_000), "wrong".toCharArray(), HOME))
                .isEmpty();
        assertThat(credentials.verify("' OR 1=1 --", "wrong".toCharArray(), HOME))
                .isEmpty();
        assertThat(credentials.verify("alice", "x".repeat(1_000_000).toCharArray(), HOME))
                .isEmpty();

        assertThat(hashes).hasValue(5);
    }

    @Test
    void aDeactivatedAccountStaysClosedAndItsSessionsEnd() {
        AuthenticatedAccount session =
                credentials.verify("alice", PASSWORD.toCharArray(), HOME).orElseThrow();
        LoginSessions sessions = system.get(LoginSessions.class);
        long id = sessions.begin(session, HOME, null);
        assertThat(sessions.stillValid(id, "alice", session.sessionGeneration()))
                .isTrue();
        deactivate("alice");

        assertThat(sessions.stillValid(id, "alice", session.sessionGeneration()))
                .isFalse();
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isEmpty();
    }

    @Test
    void aSessionLearnsAtOnceThatThePasswordMustChange() {
        AuthenticatedAccount session =
                credentials.verify("alice", PASSWORD.toCharArray(), HOME).orElseThrow();
        LoginSessions sessions = system.get(LoginSessions.class);
        long id = sessions.begin(session, HOME, null);
        Accounts accounts = system.asAdministrator().get(Accounts.class);
        AccountView view = accounts.get("alice");
        accounts.update(
                "alice",
                new AccountDraft(
                        "alice", view.displayName(), null, view.role(), view.zone(), view.language(), true, true),
                view.version());

        assertThat(sessions.present(id, "alice", session.sessionGeneration()))
                .get()
                .returns(true, AuthenticatedAccount::mustChangePassword);
    }

    @Test
    void whereEverybodyHasToSignOnOneAccountIsLeftForEmergencies() {
        LocalPasswords passwords = system.get(LocalPasswords.class);
        passwords.signOnOnly = true;

        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isEmpty();
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isEmpty();
        assertThat(credentials.verify("admin", PASSWORD.toCharArray(), HOME)).isPresent();
        passwords.signOnOnly = false;
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
    }

    @Test
    void aThousandWrongPasswordsLetNobodyInAndLockNobodyElseOut() {
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
        hashes.set(0);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            try {
                assertThat(credentials.verify("alice", ("guess " + i).toCharArray(), ATTACKER))
                        .isEmpty();
            } catch (ThrottledException e) {
                refused++;
            }
            system.clock().advance(Duration.ofMillis(100));
        }

        assertThat(refused).isGreaterThan(980);
        assertThat(hashes.get()).isLessThan(20);
        // At home as if nothing had happened, and other users at other places too.
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
        assertThat(credentials.verify("bob", PASSWORD.toCharArray(), HOME)).isPresent();
        // Even at the attacker's address it ends.
        system.clock().advance(Duration.ofMinutes(16));
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), ATTACKER))
                .isPresent();
    }

    @Test
    void guessersFromEverywhereDoNotKeepTheUserFromAKnownPlace() {
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
        for (int i = 0; i < 60; i++) {
            try {
                credentials.verify("alice", "guess".toCharArray(), "198.51.100." + i);
            } catch (ThrottledException e) {
                assertThat(e.retryAfter()).isPositive();
            }
        }

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> credentials.verify("alice", PASSWORD.toCharArray(), "192.0.2.1"));
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), HOME)).isPresent();
    }

    @Test
    void aRequestsPasswordIsRememberedUntilItChanges() {
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isPresent();
        hashes.set(0);
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isPresent();
        assertThat(hashes).hasValue(0);

        system.get(Accounts.class)
                .setPassword("alice", "another good one".toCharArray(), false, PASSWORD.toCharArray());

        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isEmpty();
        assertThat(credentials.verifyRequest("alice", "another good one".toCharArray(), HOME))
                .isPresent();
    }

    @Test
    void aRememberedPasswordIsNoWayPastTheThrottle() {
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isPresent();
        for (int i = 0; i < 5; i++) {
            assertThat(credentials.verifyRequest("alice", ("guess " + i).toCharArray(), ATTACKER))
                    .isEmpty();
        }

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> credentials.verifyRequest("alice", "guess".toCharArray(), ATTACKER));
        assertThatExceptionOfType(ThrottledException.class)
                .as("whoever guesses must not learn from the answer which guess was right")
                .isThrownBy(() -> credentials.verifyRequest("alice", PASSWORD.toCharArray(), ATTACKER));
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isPresent();
    }

    @Test
    void aNameWithBlanksBehindItIsNobody() {
        for (String name : List.of("alice ", "alice   ", " alice", "alice\t", "Alice", "alice\u0000")) {
            assertThat(credentials.verifyRequest(name, PASSWORD.toCharArray(), "192.0.2." + name.length()))
                    .as("'%s'", name)
                    .isEmpty();
        }
    }

    @Test
    void namesThatNobodyHasAreOneNameForTheThrottle() {
        for (int i = 0; i < 5; i++) {
            assertThat(credentials.verify("alice" + " ".repeat(i + 1), "guess".toCharArray(), ATTACKER))
                    .isEmpty();
        }
        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> credentials.verify("alice" + " ".repeat(20), "guess".toCharArray(), ATTACKER));
        assertThat(credentials.verify("alice", PASSWORD.toCharArray(), ATTACKER))
                .isPresent();
    }

    @Test
    void aRememberedPasswordEndsWithTheAccount() {
        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isPresent();
        deactivate("alice");

        assertThat(credentials.verifyRequest("alice", PASSWORD.toCharArray(), HOME))
                .isEmpty();
    }

    @Test
    void loginsAndFailuresAreAudited() {
        credentials.verify("alice", PASSWORD.toCharArray(), HOME);
        credentials.verify("alice", "wrong".toCharArray(), ATTACKER);

        assertThat(system.get(AuditLog.class)
                        .find(new AuditQuery("alice", null, null, null, null, null, PageRequest.first(2)))
                        .items())
                .extracting(AuditEntry::action, AuditEntry::address, AuditEntry::outcome)
                .containsExactly(
                        tuple(AuditAction.LOGIN_FAILED, ATTACKER, AuditEntry.Outcome.REFUSED),
                        tuple(AuditAction.LOGGED_IN, HOME, AuditEntry.Outcome.SUCCESS));
    }

    @Test
    void anAttackShowsInTheLogAndDoesNotFillIt() {
        for (int i = 0; i < 200; i++) {
            try {
                credentials.verify("alice", "wrong".toCharArray(), ATTACKER);
            } catch (ThrottledException expected) {
                assertThat(expected.retryAfter()).isPositive();
            }
            try {
                credentials.verifyToken("ems_nonsense", ATTACKER);
            } catch (ThrottledException expected) {
                assertThat(expected.retryAfter()).isPositive();
            }
        }

        assertThat(entries(AuditAction.LOGIN_THROTTLED))
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry)
                        .returns(ATTACKER, AuditEntry::address)
                        .returns("alice", AuditEntry::subject)
                        .returns(AuditEntry.Outcome.REFUSED, AuditEntry::outcome))
                .first()
                .returns("100 times within the hour", AuditEntry::detail);
        assertThat(entries(AuditAction.TOKEN_REFUSED)).hasSize(3);
    }

    private List<AuditEntry> entries(AuditAction action) {
        return system.asAdministrator()
                .get(AuditLog.class)
                .find(new AuditQuery(null, action, null, null, null, null, PageRequest.first(100)))
                .items();
    }

    @Test
    void aTokenOpensUntilItExpiresOrIsRevoked() {
        ApiTokens tokens = system.asUser("alice").get(ApiTokens.class);
        Instant expiry = system.clock().instant().plus(Duration.ofDays(1));
        IssuedToken issued = tokens.issue("meter reader", TokenScope.READ, expiry, PASSWORD.toCharArray());
        IssuedToken other = tokens.issue("other", TokenScope.WRITE, expiry, PASSWORD.toCharArray());

        assertThat(credentials.verifyToken(issued.secret(), HOME))
                .get()
                .returns(TokenScope.READ, AuthenticatedToken::scope)
                .returns("alice", token -> token.account().username());
        assertThat(credentials.verifyToken(issued.secret() + "x", HOME)).isEmpty();
        assertThat(tokens.own().get(0).lastUsedAt()).isEqualTo(system.clock().instant());

        system.asUser("bob");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tokens.revoke(issued.token().id()));
        system.asUser("alice");
        tokens.revoke(issued.token().id());
        assertThat(credentials.verifyToken(issued.secret(), HOME)).isEmpty();
        system.clock().advance(Duration.ofDays(2));
        assertThat(credentials.verifyToken(other.secret(), HOME)).isEmpty();
    }

    @Test
    void aTokenStaysAtTheRoleItWasMadeForAndFollowsALowerOne() {
        IssuedToken token = issue("alice");
        give("alice", Role.ADMINISTRATOR);
        assertThat(roleOf(token)).contains(Role.USER);

        IssuedToken strong = issue("bob");
        assertThat(roleOf(strong)).contains(Role.OPERATOR);
        give("bob", Role.USER);
        assertThat(roleOf(strong)).contains(Role.USER);
    }

    @Test
    void aPasswordThatIsSetAnewTakesTheTokensWithIt() {
        IssuedToken token = issue("alice");
        system.asAdministrator()
                .get(Accounts.class)
                .setPassword("alice", "another good one".toCharArray(), false, PASSWORD.toCharArray());

        assertThat(roleOf(token)).isEmpty();
    }

    @Test
    void whoeverChangesTheOwnPasswordMayShutOutPrograms() {
        IssuedToken token = issue("alice");
        Accounts accounts = system.asUser("alice").get(Accounts.class);

        accounts.changeOwnPassword(PASSWORD.toCharArray(), "another good one".toCharArray(), false);
        assertThat(roleOf(token)).isPresent();
        accounts.changeOwnPassword("another good one".toCharArray(), PASSWORD.toCharArray(), true);
        assertThat(roleOf(token)).isEmpty();
    }

    @Test
    void administratorsSeeAndRevokeTheTokensOfOthers() {
        IssuedToken token = issue("alice");
        ApiTokens tokens = system.asAdministrator().get(ApiTokens.class);

        assertThat(tokens.of("alice")).extracting(ApiTokenView::name).containsExactly("alice's");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tokens.revoke("bob", token.token().id()));
        tokens.revoke("alice", token.token().id());
        assertThat(roleOf(token)).isEmpty();
    }

    private IssuedToken issue(String owner) {
        return system.asUser(owner)
                .get(ApiTokens.class)
                .issue(
                        owner + "'s",
                        TokenScope.WRITE,
                        system.clock().instant().plus(Duration.ofDays(1)),
                        PASSWORD.toCharArray());
    }

    private Optional<Role> roleOf(IssuedToken token) {
        return credentials
                .verifyToken(token.secret(), HOME)
                .map(verified -> verified.account().role());
    }

    private void give(String username, Role role) {
        Accounts accounts = system.asAdministrator().get(Accounts.class);
        AccountView view = accounts.get(username);
        accounts.update(
                username,
                new AccountDraft(username, view.displayName(), null, role, view.zone(), view.language(), true, false),
                view.version(),
                null,
                PASSWORD.toCharArray());
    }

    @Test
    void wrongTokensStopNeitherGoodOnesNorLoginsFromTheSameAddress() {
        IssuedToken good = system.asUser("alice")
                .get(ApiTokens.class)
                .issue(
                        "good",
                        TokenScope.READ,
                        system.clock().instant().plus(Duration.ofDays(1)),
                        PASSWORD.toCharArray());
        String wrong = good.secret().substring(0, good.secret().length() - 5) + "wrong";
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            try {
                assertThat(credentials.verifyToken(i % 2 == 0 ? wrong : "nonsense", HOME))
                        .isEmpty();
            } catch (ThrottledException e) {
                refused++;
            }
        }

        assertThat(refused).isGreaterThan(60);
        assertThat(credentials.verifyToken(good.secret(), HOME)).isPresent();
        assertThat(credentials.verify("bob", PASSWORD.toCharArray(), HOME)).isPresent();
    }

    @Test
    void theDatabaseHoldsNoTokenInClear() {
        IssuedToken issued = system.asUser("alice")
                .get(ApiTokens.class)
                .issue(
                        "t",
                        TokenScope.WRITE,
                        system.clock().instant().plus(Duration.ofDays(1)),
                        PASSWORD.toCharArray());

        assertThat(system.select("SELECT secret_hash FROM api_token"))
                .singleElement()
                .asString()
                .doesNotContain(issued.secret().substring(4))
                .hasSize(64);
    }

    private void deactivate(String username) {
        Accounts accounts = system.asAdministrator().get(Accounts.class);
        AccountView view = accounts.get(username);
        accounts.update(
                username,
                new AccountDraft(
                        username,
                        view.displayName(),
                        view.email(),
                        view.role(),
                        view.zone(),
                        view.language(),
                        false,
                        view.mustChangePassword()),
                view.version());
    }
}
