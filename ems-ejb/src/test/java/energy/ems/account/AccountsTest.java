package energy.ems.account;

import static energy.ems.container.ManagementSystem.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.account.login.Credentials;
import energy.ems.account.token.ApiTokens;
import energy.ems.account.token.TokenScope;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.boundary.ThrottledException;
import energy.ems.container.ManagementSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AccountsTest {

    private final List<AccountChanged> changes = new ArrayList<>();
    private ManagementSystem system;
    private Accounts accounts;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        system.container().observingAfterSuccess(AccountChanged.class, changes::add);
        system.withAccount("alice", Role.USER);
        accounts = system.get(Accounts.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void fillsInDefaults() {
        AccountView alice = accounts.get("alice");

        assertThat(alice.displayName()).isEqualTo("alice");
        assertThat(alice.zone()).isEqualTo(ZoneId.of("Europe/Bucharest"));
        assertThat(alice.language()).isEqualTo("en");
    }

    @Test
    void findsByAnyPartAndSorts() {
        create(draft("zoe", "Zoé <b>", Role.OPERATOR), PASSWORD);

        assertThat(accounts.find(new AccountQuery("<b>", null, PageRequest.first(10)))
                        .items())
                .extracting(AccountView::username)
                .containsExactly("zoe");
        assertThat(accounts.find(AccountQuery.all(new PageRequest(0, 2, "username", false)))
                        .items())
                .extracting(AccountView::username)
                .containsExactly("zoe", "alice");
        assertThat(accounts.find(new AccountQuery("%", null, PageRequest.first(10)))
                        .total())
                .isZero();
    }

    @Test
    void refusesATakenNameAndAStaleVersion() {
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> create(draft("alice", null, Role.USER), PASSWORD));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> accounts.update("alice", draft("alice", "A", Role.USER), 99));
    }

    @Test
    void theLastAdministratorStays() {
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> accounts.delete("admin"))
                .returns("conflict.last_administrator", ConflictException::messageKey);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> accounts.update("admin", draft("admin", null, Role.USER), 1, null, own()));

        accounts.update("alice", draft("alice", null, Role.ADMINISTRATOR), 1, null, own());
        accounts.delete("admin");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> accounts.get("admin"));
    }

    @Test
    void aNewRoleEndsTheSessionsAndANewNameDoesNot() {
        accounts.update("alice", draft("alice", "Alice", Role.USER), 1);
        assertThat(changes).isEmpty();

        accounts.update("alice", draft("alice", "Alice", Role.OPERATOR), 2, null, own());
        assertThat(changes).extracting(AccountChanged::username).containsExactly("alice");
    }

    @Test
    void aPoorPasswordLeavesTheRestOfAChangeUndone() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> accounts.update(
                        "alice", draft("alice", "Alice", Role.OPERATOR), 1, "short".toCharArray(), own()))
                .returns("password", InvalidInputException::field);

        assertThat(accounts.get("alice"))
                .returns(Role.USER, AccountView::role)
                .returns("alice", AccountView::displayName);
        assertThat(changes).isEmpty();
    }

    @Test
    void aRoleAndAPasswordAreGivenTogether() {
        accounts.update("alice", draft("alice", "Alice", Role.OPERATOR), 1, "another good one".toCharArray(), own());

        assertThat(system.get(Credentials.class).verify("alice", "another good one".toCharArray(), "home"))
                .get()
                .returns(Role.OPERATOR, AuthenticatedAccount::role);
        assertThat(changes).extracting(AccountChanged::username).containsExactly("alice");
    }

    @Test
    void whoeverHasAnAdministratorsSessionButNotThePasswordMakesNobodyMorePowerful() {
        List<char[]> guesses = Stream.of("", "wrong").map(String::toCharArray).toList();
        for (char[] guess : guesses) {
            for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                    () -> accounts.create(draft("eve", null, Role.ADMINISTRATOR), PASSWORD.toCharArray(), guess),
                    () -> accounts.update("alice", draft("alice", null, Role.ADMINISTRATOR), 1, null, guess),
                    () -> accounts.update(
                            "alice", draft("alice", null, Role.USER), 1, "a new password".toCharArray(), guess),
                    () -> accounts.setPassword("admin", "a new password".toCharArray(), false, guess))) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(attempt)
                        .returns("current_password", InvalidInputException::field);
            }
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> accounts.update("alice", draft("alice", null, Role.ADMINISTRATOR), 1));

        assertThat(accounts.get("alice")).returns(Role.USER, AccountView::role).returns(1L, AccountView::version);
        assertThat(changes).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> accounts.get("eve"));
    }

    @Test
    void aTokenNeedsTheOwnersPasswordAndNotOnlyASession() {
        ApiTokens tokens = system.asUser("alice").get(ApiTokens.class);
        Instant expiry = system.clock().instant().plus(Duration.ofDays(1));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> tokens.issue("stolen", TokenScope.WRITE, expiry, "wrong".toCharArray()))
                .returns("current_password", InvalidInputException::field);
        assertThat(tokens.own()).isEmpty();
    }

    @Test
    void changingTheOwnPasswordNeedsTheCurrentOne() {
        system.asUser("alice");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(
                        () -> accounts.changeOwnPassword("wrong".toCharArray(), "a new password".toCharArray(), false))
                .returns("current_password", InvalidInputException::field);

        AuthenticatedAccount after =
                accounts.changeOwnPassword(PASSWORD.toCharArray(), "a new password".toCharArray(), false);

        assertThat(system.get(Credentials.class).verify("alice", "a new password".toCharArray(), "home"))
                .contains(after);
        assertThat(changes).containsExactly(new AccountChanged("alice", after.sessionGeneration()));
    }

    @Test
    void aStolenSessionCannotTryPasswordsAtWill() {
        system.asUser("alice");
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() ->
                            accounts.changeOwnPassword("wrong".toCharArray(), "a new password".toCharArray(), false));
        }
        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() ->
                        accounts.changeOwnPassword(PASSWORD.toCharArray(), "a new password".toCharArray(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "short, invalid.too_short",
        "password, invalid.too_common",
        "PassWord, invalid.too_common",
        "liverpool, invalid.too_common",
        "1qaz2wsx3edc, invalid.too_common",
        "parola123, invalid.too_common",
        "aaaaaaaaaaaa, invalid.too_common",
        "bartholomew, invalid.too_common"
    })
    void refusesPoorPasswords(String password, String key) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> create(draft("bartholomew", null, Role.USER), password))
                .returns(key, InvalidInputException::messageKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "a b", "../admin", "ünal", "'; --", "-dash", "=1+1"})
    void refusesHostileUserNames(String username) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> create(draft(username, null, Role.USER), PASSWORD))
                .returns("username", InvalidInputException::field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "System", "ANONYMOUS"})
    void refusesNamesThatTheLogNeedsForItself(String username) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> create(draft(username, null, Role.USER), PASSWORD))
                .returns("invalid.reserved", InvalidInputException::messageKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "O'Hara \"Q\"", "👩‍🔧 Élodie", "\u202Eمدير", "=1+1"})
    void storesHostileDisplayNamesAsTheyAre(String name) {
        accounts.update("alice", draft("alice", name, Role.USER), 1);

        assertThat(accounts.get("alice").displayName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b\r\nBcc: c@d", "a@@b", "<a@b>"})
    void refusesWhatIsNoMailAddress(String email) {
        AccountDraft draft = new AccountDraft("carl", null, email, null, null, null, true, false);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> create(draft, PASSWORD))
                .returns("email", InvalidInputException::field);
    }

    @Test
    void tellsAllThatIsWrongWithANewUserAtOnce() {
        AccountDraft draft = new AccountDraft("a b", null, "nobody", null, null, "fr", true, false);

        assertThat(accounts.problems(draft, new char[0]))
                .extracting(InvalidInputException::field)
                .containsExactly("username", "email", "language", "password");
        assertThat(accounts.problems(draft("alice", null, Role.USER), PASSWORD.toCharArray()))
                .singleElement()
                .returns("invalid.taken", InvalidInputException::messageKey);
    }

    @Test
    void theFirstAdministratorIsMadeOnceAndToldInAPrivateFile(@TempDir Path directory) throws Exception {
        try (ManagementSystem fresh = new ManagementSystem()) {
            Path file = directory.resolve("password");
            fresh.asNobody().container().setting("ems.initial.password.file", file.toString());
            FirstAdministrator first =
                    fresh.container().inTransaction(() -> fresh.container().get(FirstAdministrator.class));

            String password = Files.readString(file).strip();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            Optional<AuthenticatedAccount> admin =
                    fresh.get(Credentials.class).verify("admin", password.toCharArray(), "here");
            assertThat(admin).get().returns(true, AuthenticatedAccount::mustChangePassword);
            Files.delete(file);
            fresh.container().inTransaction(() -> {
                first.ensure();
                return null;
            });
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aPoorPasswordOfTheFirstAdministratorMustBeChanged() {
        try (ManagementSystem fresh = new ManagementSystem()) {
            fresh.asNobody().container().setting("ems.admin.password", "football1");
            fresh.container().inTransaction(() -> fresh.container().get(FirstAdministrator.class));

            assertThat(fresh.asAdministrator().get(Accounts.class).get("admin").mustChangePassword())
                    .isTrue();
        }
    }

    private AccountView create(AccountDraft draft, String password) {
        return accounts.create(draft, password.toCharArray(), own());
    }

    /** The password of the administrator who acts. */
    private static char[] own() {
        return PASSWORD.toCharArray();
    }

    private static AccountDraft draft(String username, String displayName, Role role) {
        return new AccountDraft(username, displayName, null, role, null, null, true, false);
    }
}
