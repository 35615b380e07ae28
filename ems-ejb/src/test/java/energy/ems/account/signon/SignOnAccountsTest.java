package energy.ems.account.signon;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.account.AccountDraft;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.Role;
import energy.ems.account.login.Credentials;
import energy.ems.account.session.LoginSessions;
import energy.ems.account.signon.SignOnResult.Entered;
import energy.ems.account.signon.SignOnResult.Reason;
import energy.ems.account.signon.SignOnResult.Refused;
import energy.ems.account.token.ApiTokens;
import energy.ems.account.token.IssuedToken;
import energy.ems.account.token.TokenScope;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Origin;
import energy.ems.container.ManagementSystem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SignOnAccountsTest {

    private static final String ISSUER = "https://login.example.org";
    private static final String HOME = "203.0.113.7";

    private ManagementSystem system;
    private SignOnAccounts signOns;
    private Accounts accounts;

    @BeforeEach
    void start() {
        system = new ManagementSystem().withAccount("alice", Role.USER);
        signOns = system.get(SignOnAccounts.class);
        accounts = system.get(Accounts.class);
        system.asNobody();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void whoComesForTheFirstTimeGetsAnAccountAndKeepsIt() {
        AuthenticatedAccount first = entered(person("s1", "bob", Role.OPERATOR));
        AuthenticatedAccount again = entered(person("s1", "robert", Role.OPERATOR));

        assertThat(first).isEqualTo(again);
        system.asAdministrator();
        assertThat(accounts.get("bob"))
                .returns("Bob B.", AccountView::displayName)
                .returns("bob@example.org", AccountView::email)
                .returns(Role.OPERATOR, AccountView::role)
                .returns("ro", AccountView::language)
                .returns("Europe/Vienna", view -> view.zone().getId());
    }

    /** As it was possible elsewhere: see CVE-2022-31107. */
    @Test
    void neitherANameNorAnAddressLeadsToAnothersAccount() {
        system.asAdministrator();
        AccountView alice = accounts.get("alice");
        accounts.update(
                "alice",
                new AccountDraft("alice", null, "alice@example.org", Role.USER, null, null, true, false),
                alice.version());
        system.asNobody();

        assertThat(entered(person("s1", "alice", Role.USER)).username()).isEqualTo("alice-2");
        assertThat(entered(person("s2", "ALICE", Role.USER)).username()).isEqualTo("ALICE-3");
        assertThat(entered(new SignOnPerson(
                                ISSUER, "s3", Optional.of(Role.USER), null, null, "alice@example.org", null, null))
                        .username())
                .isEqualTo("alice-4");
        assertThat(entered(person("s4", "system", Role.USER)).username()).isEqualTo("system-2");
    }

    @Test
    void theSameSubjectOfAnotherIssuerIsSomebodyElse() {
        String first = entered(person("s1", "bob", Role.USER)).username();
        SignOnPerson other = new SignOnPerson(
                "https://other.example.org", "s1", Optional.of(Role.USER), "bob", null, null, null, null);

        assertThat(entered(other).username()).isNotEqualTo(first);
    }

    /** Databases compare with spaces filled up, and providers do not. */
    @Test
    void aSubjectIsThatSubjectToTheLetter() {
        entered(person("s1", "bob", Role.ADMINISTRATOR));

        assertThat(signOns.enter(person("S1", "eve", null), HOME)).isEqualTo(new Refused(Reason.NO_ROLE));
        system.asAdministrator();
        assertThat(accounts.get("bob").role()).isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void namesAreMadeOfWhatANameMayHave() {
        assertThat(entered(person("s1", "  Ștefan Ionuț/ops ", Role.USER)).username())
                .isEqualTo("tefan-Ionu-ops");
        assertThat(entered(person("s2", "漢字", Role.USER)).username()).isEqualTo("bob");
        assertThat(entered(new SignOnPerson(
                                ISSUER,
                                "s3",
                                Optional.of(Role.USER),
                                "n".repeat(300),
                                "x".repeat(300),
                                "no address",
                                "xx",
                                "Nowhere/At all"))
                        .username())
                .hasSize(60);
    }

    @Test
    void theRoleFollowsTheClaimsAndEndsWhatWasOpenedUnderAnother() {
        AuthenticatedAccount administrator = entered(person("s1", "bob", Role.ADMINISTRATOR));
        LoginSessions sessions = system.get(LoginSessions.class);
        long session = sessions.begin(administrator, HOME, null);

        AuthenticatedAccount user = entered(person("s1", "bob", Role.USER));

        assertThat(user.role()).isEqualTo(Role.USER);
        assertThat(sessions.stillValid(session, "bob", administrator.sessionGeneration()))
                .isFalse();
        assertThat(entered(person("s1", "bob", Role.OPERATOR)).role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void whoHasLostTheClaimIsShutOutWithSessionsAndTokensAndComesBackWithIt() {
        AuthenticatedAccount bob = entered(person("s1", "bob", Role.USER));
        LoginSessions sessions = system.get(LoginSessions.class);
        long session = sessions.begin(bob, HOME, null);
        system.asUser("bob");
        system.get(Origin.class).provedAt(system.clock().instant());
        String token = system.get(ApiTokens.class)
                .issue("script", TokenScope.READ, system.clock().instant().plus(Duration.ofDays(1)), null)
                .secret();
        system.asNobody();
        assertThat(system.get(Credentials.class).verifyToken(token, HOME)).isPresent();

        assertThat(signOns.enter(person("s1", "bob", null), HOME)).isEqualTo(new Refused(Reason.NO_ROLE));

        assertThat(sessions.stillValid(session, "bob", bob.sessionGeneration())).isFalse();
        assertThat(system.get(Credentials.class).verifyToken(token, HOME)).isEmpty();
        assertThat(entered(person("s1", "bob", Role.USER)).username()).isEqualTo("bob");
    }

    @Test
    void whoIsDeactivatedStaysOut() {
        entered(person("s1", "bob", Role.USER));
        system.asAdministrator();
        AccountView bob = accounts.get("bob");
        accounts.update("bob", new AccountDraft("bob", null, null, Role.USER, null, null, false, false), bob.version());
        system.asNobody();

        assertThat(signOns.enter(person("s1", "bob", Role.USER), HOME)).isEqualTo(new Refused(Reason.DEACTIVATED));
    }

    @Test
    void whoWasDeletedComesBackOnlyWhenAnAdministratorLetsThem() {
        entered(person("s1", "bob", Role.USER));
        system.asAdministrator();
        accounts.delete("bob");
        system.asNobody();

        assertThat(signOns.enter(person("s1", "bob", Role.USER), HOME)).isEqualTo(new Refused(Reason.DELETED));
        // A namesake is nobody's heir.
        assertThat(entered(person("s2", "bob", Role.USER)).username()).isEqualTo("bob");
        assertThat(signOns.enter(person("s1", "bob", Role.USER), HOME)).isEqualTo(new Refused(Reason.DELETED));

        system.asAdministrator();
        signOns.readmit("bob");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> signOns.readmit("bob"));
        system.asNobody();
        assertThat(entered(person("s1", "bob", Role.USER)).username()).isEqualTo("bob-2");
    }

    @Test
    void thereIsNoPasswordBesideIt() {
        AuthenticatedAccount bob = entered(person("s1", "bob", Role.USER));
        Credentials credentials = system.get(Credentials.class);
        assertThat(credentials.verify(bob.username(), new char[0], HOME)).isEmpty();
        assertThat(credentials.verifyRequest(bob.username(), PASSWORD.toCharArray(), HOME))
                .isEmpty();

        system.asAdministrator();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() ->
                        accounts.setPassword("bob", "a good long one".toCharArray(), false, PASSWORD.toCharArray()))
                .returns("conflict.sign_on", ConflictException::messageKey);
        system.asUser("bob");
        system.get(Origin.class).provedAt(system.clock().instant());
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> accounts.changeOwnPassword(null, "a good long one".toCharArray(), false));
        assertThat(signOns.isCallersWay()).isTrue();
    }

    /** Whoever has got hold of an open session cannot prove it at the provider. */
    @Test
    void insteadOfThePasswordCountsThatTheProviderHasAskedAMomentAgo() {
        entered(person("s1", "bob", Role.USER));
        system.asUser("bob");
        Origin origin = system.get(Origin.class);

        origin.provedAt(null);
        askedAgain();
        origin.provedAt(system.clock().instant());
        system.clock().advance(Duration.ofMinutes(10).plusSeconds(1));
        askedAgain();
        origin.provedAt(system.clock().instant());
        assertThat(issue()).isNotNull();
    }

    private void askedAgain() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(this::issue)
                .returns(Rule.SIGN_ON_AGAIN, InvalidInputException::rule);
    }

    private IssuedToken issue() {
        return system.get(ApiTokens.class)
                .issue("script", TokenScope.READ, system.clock().instant().plus(Duration.ofDays(1)), null);
    }

    private AuthenticatedAccount entered(SignOnPerson person) {
        return ((Entered) signOns.enter(person, HOME)).account();
    }

    private static SignOnPerson person(String subject, String name, Role role) {
        return new SignOnPerson(
                ISSUER, subject, Optional.ofNullable(role), name, "Bob B.", "bob@example.org", "ro", "Europe/Vienna");
    }
}
