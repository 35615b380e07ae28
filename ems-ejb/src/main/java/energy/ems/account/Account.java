package energy.ems.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Somebody who may log in. Changed only while its row is locked. Public for the rooms below, which say how somebody comes
 * in, and for nobody beyond.
 */
@Entity
@Table(name = "account")
public class Account {

    @Id
    private String username;

    @Column(name = "display_name")
    private String displayName;

    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String zone;

    private String language;

    private boolean active;

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    /** Null for whoever signs on at a provider. */
    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "session_generation")
    private long sessionGeneration;

    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_login_at")
    private Instant lastLoginAt;

    protected Account() {}

    public Account(AccountDraft draft, String passwordHash, Instant now) {
        this.username = draft.username();
        this.passwordHash = passwordHash;
        this.createdAt = now;
        // Starts at the time, so that a session of a deleted namesake is never taken for one of this account.
        this.sessionGeneration = now.toEpochMilli();
        fill(draft);
    }

    private void fill(AccountDraft draft) {
        this.displayName = draft.displayName();
        this.email = draft.email();
        this.role = draft.role();
        this.zone = draft.zone().getId();
        this.language = draft.language();
        this.active = draft.active();
        this.mustChangePassword = draft.mustChangePassword();
        this.version++;
    }

    /** Answers whether the account's sessions have to end, because what they were opened with is no longer so. */
    boolean change(AccountDraft draft) {
        boolean mayOtherwise = role != draft.role() || active != draft.active();
        fill(draft);
        if (mayOtherwise) {
            sessionGeneration++;
        }
        return mayOtherwise;
    }

    /** Answers whether the role was another, so that the account's sessions have to end. */
    public boolean giveRole(Role given) {
        if (role == given) {
            return false;
        }
        this.role = given;
        this.version++;
        this.sessionGeneration++;
        return true;
    }

    void changeProfile(String newDisplayName, String newEmail, ZoneId newZone, String newLanguage) {
        this.displayName = newDisplayName;
        this.email = newEmail;
        this.zone = newZone.getId();
        this.language = newLanguage;
        this.version++;
    }

    void changePassword(String newHash, boolean mustChange) {
        this.passwordHash = newHash;
        this.mustChangePassword = mustChange;
        this.sessionGeneration++;
        this.version++;
    }

    /** What was opened until now has to be opened anew. */
    public void endSessions() {
        sessionGeneration++;
    }

    /** The same password under stronger parameters: nothing that anybody else could notice. */
    void strengthen(String newHash) {
        this.passwordHash = newHash;
    }

    public void loggedIn(Instant now) {
        this.lastLoginAt = now;
    }

    boolean isActiveAdministrator() {
        return active && role == Role.ADMINISTRATOR;
    }

    public String username() {
        return username;
    }

    public Role role() {
        return role;
    }

    public boolean isActive() {
        return active;
    }

    public String passwordHash() {
        return passwordHash;
    }

    /** Whether the password lives here, and not at the provider of the single sign-on. */
    public boolean hasPassword() {
        return passwordHash != null;
    }

    long version() {
        return version;
    }

    public long sessionGeneration() {
        return sessionGeneration;
    }

    public AuthenticatedAccount authenticated() {
        return authenticated(role);
    }

    /** With no more rights than that role has, whatever the account's own is. */
    public AuthenticatedAccount authenticated(Role atMost) {
        return new AuthenticatedAccount(username, role.lower(atMost), mustChangePassword, sessionGeneration);
    }

    Addressee addressee() {
        return new Addressee(username, email, role != Role.USER, ZoneId.of(zone), Locale.forLanguageTag(language));
    }

    AccountView view() {
        return new AccountView(
                username,
                displayName,
                email,
                role,
                ZoneId.of(zone),
                language,
                active,
                mustChangePassword,
                version,
                createdAt,
                lastLoginAt);
    }
}
