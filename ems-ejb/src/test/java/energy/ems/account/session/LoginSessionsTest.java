package energy.ems.account.session;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.account.AccountDraft;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.Role;
import energy.ems.account.login.Credentials;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditEntry;
import energy.ems.audit.AuditLog;
import energy.ems.audit.AuditQuery;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.container.ManagementSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LoginSessionsTest {

    private static final String HOME = "203.0.113.7";

    private final List<LoginSessionEnded> ended = new ArrayList<>();
    private ManagementSystem system;
    private LoginSessions sessions;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        system.container().observingAfterSuccess(LoginSessionEnded.class, ended::add);
        system.withAccount("alice", Role.USER).withAccount("bob", Role.USER);
        sessions = system.get(LoginSessions.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void peopleSeeWhereTheyAreLoggedInAndEndIt() {
        Login phone = login("alice", "Safari, iPhone");
        system.clock().advance(Duration.ofMinutes(5));
        Login desk = login("alice", "Firefox, Linux");
        Login bobs = login("bob", null);
        system.asUser("alice");

        assertThat(sessions.own())
                .extracting(LoginSessionView::browser)
                .containsExactly("Firefox, Linux", "Safari, iPhone");
        assertThat(sessions.own())
                .allSatisfy(session -> assertThat(session.address()).isEqualTo(HOME));

        sessions.end(phone.id());

        assertThat(phone.isGood()).isFalse();
        assertThat(desk.isGood()).isTrue();
        assertThat(ended).containsExactly(new LoginSessionEnded(phone.id()));
        assertThat(audited(AuditAction.SESSION_ENDED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).contains("Safari, iPhone", HOME));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> sessions.end(bobs.id()));
        assertThat(bobs.isGood()).isTrue();
    }

    @Test
    void allOthersEndAtOnce() {
        Login one = login("alice", null);
        Login two = login("alice", null);
        Login here = login("alice", null);
        Login bobs = login("bob", null);

        system.asUser("alice");
        sessions.endOthers(here.id());

        assertThat(List.of(one.isGood(), two.isGood(), here.isGood(), bobs.isGood()))
                .containsExactly(false, false, true, true);
    }

    @Test
    void administratorsEndThoseOfOthers() {
        Login phone = login("alice", null);
        system.asAdministrator();

        assertThat(sessions.of("alice")).extracting(LoginSessionView::id).containsExactly(phone.id());
        sessions.endOf("alice", phone.id());

        assertThat(phone.isGood()).isFalse();
        assertThat(sessions.of("alice")).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> sessions.endOf("bob", phone.id()));
    }

    @Test
    void aNewPasswordEndsAllButTheOneItIsChangedIn() {
        Login elsewhere = login("alice", null);
        Login here = login("alice", null);
        system.asUser("alice");
        AuthenticatedAccount after = system.get(Accounts.class)
                .changeOwnPassword(PASSWORD.toCharArray(), "another good one".toCharArray(), false);
        sessions.goOn(here.id(), after);

        assertThat(elsewhere.isGood()).isFalse();
        assertThat(sessions.present(here.id(), "alice", after.sessionGeneration()))
                .isPresent();
        assertThat(sessions.own()).extracting(LoginSessionView::id).containsExactly(here.id());
    }

    @Test
    void anotherRoleEndsThemAll() {
        Login session = login("alice", null);
        Accounts accounts = system.asAdministrator().get(Accounts.class);
        AccountView view = accounts.get("alice");
        accounts.update(
                "alice",
                new AccountDraft(
                        "alice", view.displayName(), null, Role.OPERATOR, view.zone(), view.language(), true, false),
                view.version(),
                null,
                PASSWORD.toCharArray());

        assertThat(session.isGood()).isFalse();
        assertThat(sessions.of("alice")).isEmpty();
    }

    @Test
    void endsAfterHalfADayHoweverMuchItIsUsed() {
        Login session = login("alice", null);
        for (int hour = 0; hour < 24; hour++) {
            system.clock().advance(Duration.ofMinutes(30));
            assertThat(session.present()).isTrue();
        }
        system.clock().advance(Duration.ofSeconds(1));

        assertThat(session.present()).isFalse();
    }

    @Test
    void usedIsWhatSomebodyLookedAtNotWhatListens() {
        Login session = login("alice", null);
        system.clock().advance(Duration.ofMinutes(10));
        assertThat(session.isGood()).isTrue();
        assertThat(used()).isEqualTo(system.clock().instant().minus(Duration.ofMinutes(10)));
        assertThat(session.present()).isTrue();
        assertThat(used()).isEqualTo(system.clock().instant());
    }

    @Test
    void whoLogsInAgainAndAgainKeepsTheNewest() {
        Login first = login("alice", null);
        for (int i = 0; i < 100; i++) {
            login("alice", null);
        }
        Login last = login("alice", null);

        assertThat(first.isGood()).isFalse();
        assertThat(last.isGood()).isTrue();
        assertThat(system.count("login_session")).isEqualTo(100);
        // What is over goes with the next login.
        system.clock().advance(Duration.ofHours(2));
        login("alice", null);
        assertThat(system.count("login_session")).isEqualTo(1);
    }

    @Test
    void aDeletedAccountTakesThemAlong() {
        Login session = login("alice", null);
        system.asAdministrator().get(Accounts.class).delete("alice");

        assertThat(session.isGood()).isFalse();
        assertThat(system.count("login_session")).isZero();
    }

    private java.time.Instant used() {
        system.asUser("alice");
        return sessions.own().get(0).lastUsedAt();
    }

    private List<AuditEntry> audited(AuditAction action) {
        return system.asAdministrator()
                .get(AuditLog.class)
                .find(new AuditQuery(null, action, null, null, null, null, PageRequest.first(50)))
                .items();
    }

    private Login login(String username, String browser) {
        AuthenticatedAccount account = system.get(Credentials.class)
                .verify(username, PASSWORD.toCharArray(), HOME)
                .orElseThrow();
        return new Login(sessions.begin(account, HOME, browser), account);
    }

    private final class Login {

        private final long id;
        private final AuthenticatedAccount account;

        Login(long id, AuthenticatedAccount account) {
            this.id = id;
            this.account = account;
        }

        long id() {
            return id;
        }

        boolean isGood() {
            return sessions.stillValid(id, account.username(), account.sessionGeneration());
        }

        boolean present() {
            return sessions.present(id, account.username(), account.sessionGeneration())
                    .isPresent();
        }
    }
}
