package energy.ems.account;

import energy.ems.account.password.PasswordRules;
import energy.ems.account.password.Passwords;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.InvalidInputException;
import energy.ems.platform.Secrets;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the first administrator where there is no account at all. There is no default password: it is given by
 * {@code EMS_ADMIN_PASSWORD}, or generated and told once, in the file named by {@code EMS_INITIAL_PASSWORD_FILE} or else
 * on standard output, and has to be changed at the first login then. So has a given one that anybody would guess.
 */
@Singleton
@Startup
@PermitAll
@DependsOn("SchemaMigrator")
public class FirstAdministrator {

    /** Public for {@code account.login}, where this account is the one that is left for emergencies. */
    public static final String USERNAME = "admin";

    private static final Logger LOG = System.getLogger(FirstAdministrator.class.getName());

    private static final int RANDOM_BYTES = 15;

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    AccountRules rules;

    @Inject
    Passwords passwords;

    @Inject
    AuditLog auditLog;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "ems.admin.password")
    Optional<String> givenPassword;

    @Inject
    @ConfigProperty(name = "ems.initial.password.file")
    Optional<String> passwordFile;

    @PostConstruct
    void ensure() {
        if (accountsExist()) {
            return;
        }
        String password = givenPassword.orElseGet(FirstAdministrator::generated);
        boolean mustChange = givenPassword.isEmpty() || isPoor(password);
        AccountDraft draft = rules.checked(
                new AccountDraft(USERNAME, "Administrator", null, Role.ADMINISTRATOR, null, null, true, mustChange));
        boolean made = insert(new Account(draft, passwords.hash(password.toCharArray()), clock.instant()));
        if (made && givenPassword.isEmpty()) {
            tell(password);
        }
    }

    private boolean isPoor(String password) {
        try {
            PasswordRules.check(USERNAME, password.toCharArray());
            return false;
        } catch (InvalidInputException poor) {
            LOG.log(Level.WARNING, "EMS_ADMIN_PASSWORD: {0}; it must be changed at the first login", poor.getMessage());
            return true;
        }
    }

    private boolean accountsExist() {
        return !entityManager
                .createQuery("SELECT a.username FROM Account a", String.class)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** BEWARE: not by persist, because another node that starts at the same time may do the same. */
    private boolean insert(Account account) {
        AccountView view = account.view();
        int inserted = entityManager
                .createNativeQuery("INSERT IGNORE INTO account (username, display_name, role, zone, language, active,"
                        + " must_change_password, password_hash, session_generation, version, created_at)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
                .setParameter(1, view.username())
                .setParameter(2, view.displayName())
                .setParameter(3, view.role().name())
                .setParameter(4, view.zone().getId())
                .setParameter(5, view.language())
                .setParameter(6, view.active())
                .setParameter(7, view.mustChangePassword())
                .setParameter(8, account.passwordHash())
                .setParameter(9, account.sessionGeneration())
                .setParameter(10, view.version())
                .setParameter(11, view.createdAt().toEpochMilli())
                .executeUpdate();
        if (inserted == 1) {
            auditLog.record(AuditAction.ACCOUNT_CREATED, USERNAME, "first administrator");
        }
        return inserted == 1;
    }

    private void tell(String password) {
        try {
            if (passwordFile.isPresent()) {
                writePrivately(Path.of(passwordFile.get()), password);
            } else {
                print("The first administrator is \"" + USERNAME + "\" with the password " + password
                        + " (shown this once; to be changed at the first login).\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator's password could not be told", e);
        }
    }

    private static void writePrivately(Path file, String password) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, password + "\n");
    }

    /** BEWARE: not by System.out, because the server turns that into log entries, and a log is kept. */
    @SuppressWarnings("resource")
    private static void print(String text) throws IOException {
        new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String generated() {
        return Secrets.randomText(RANDOM_BYTES);
    }
}
