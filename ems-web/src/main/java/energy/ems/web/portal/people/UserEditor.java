package energy.ems.web.portal.people;

import energy.ems.account.AccountDraft;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Zones;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;

/** One user in the side dialog, new or known. What was typed stays until it is stored or given up. */
@Named
@ViewScoped
public class UserEditor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Accounts accounts;

    private boolean known;
    private long version;
    private String username;
    private String displayName;
    private String email;
    private Role role = Role.USER;
    private String zone;
    private String language = "en";
    private boolean active = true;
    private boolean mustChange = true;
    private String password;
    private String currentPassword;

    public void begin() {
        known = false;
        version = 0;
        username = null;
        displayName = null;
        email = null;
        role = Role.USER;
        zone = null;
        language = "en";
        active = true;
        mustChange = true;
        password = null;
        Dialogs.show("userEditor");
    }

    public void edit(AccountView listed) {
        AccountView account = accounts.get(listed.username());
        known = true;
        version = account.version();
        username = account.username();
        displayName = account.displayName();
        email = account.email();
        role = account.role();
        zone = account.zone() == null ? null : Zones.name(account.zone());
        language = account.language();
        active = account.active();
        mustChange = account.mustChangePassword();
        password = null;
        Dialogs.show("userEditor");
    }

    public void save() {
        char[] secret = password == null ? new char[0] : password.toCharArray();
        char[] own = currentPassword == null ? new char[0] : currentPassword.toCharArray();
        try {
            AccountDraft draft = checked(known ? null : secret);
            AccountView stored =
                    known ? accounts.update(username, draft, version, null, own) : accounts.create(draft, secret, own);
            Texts.inform("users.saved", stored.username());
            Dialogs.hide("userEditor");
        } catch (InvalidInputException invalid) {
            Problems.show("userForm", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            Arrays.fill(secret, '\0');
            Arrays.fill(own, '\0');
            currentPassword = null;
        }
    }

    /** What was typed as a draft; refused with all that is wrong with it. */
    private AccountDraft checked(char[] secret) {
        InputCheck check = new InputCheck();
        AccountDraft draft = new AccountDraft(
                username,
                displayName,
                email,
                role,
                check.attempt(() -> Zones.parse(zone)),
                language,
                active,
                mustChange);
        check.addAll(accounts.problems(draft, secret));
        check.finish();
        return draft;
    }

    public boolean isKnown() {
        return known;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public boolean isMustChange() {
        return mustChange;
    }

    public void setMustChange(boolean mustChange) {
        this.mustChange = mustChange;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** The administrator's own; never sent back. */
    public String getCurrentPassword() {
        return currentPassword;
    }

    public void setCurrentPassword(String currentPassword) {
        this.currentPassword = currentPassword;
    }
}
