package energy.ems.web.portal.people;

import energy.ems.account.AccountDraft;
import energy.ems.account.AccountQuery;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.ListState;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.primefaces.model.LazyDataModel;

/** The page of users: search, and what is done to one or many of them. */
@Named
@ViewScoped
public class UserTable implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Accounts accounts;

    @Inject
    private Question question;

    private String text;
    private Role role;
    private final ListState list = new ListState();
    private String passwordOf;
    private String password;
    private String currentPassword;
    private boolean mustChange = true;
    private transient LazyDataModel<AccountView> rows;
    private transient List<AccountView> selection;

    public LazyDataModel<AccountView> getRows() {
        if (rows == null) {
            rows = new Listing<>(
                    page -> accounts.find(new AccountQuery(getAskedText(), role, page)),
                    AccountView::username,
                    list,
                    this::filters);
        }
        return rows;
    }

    private Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("q", getAskedText());
        filters.put("role", getAskedRole());
        return filters;
    }

    public ListState getList() {
        return list;
    }

    /** The search as the address has it. */
    public String getAskedText() {
        return text == null || text.isBlank() ? null : text.strip();
    }

    public void setAskedText(String asked) {
        if (ListState.isFirstRequest()) {
            text = asked;
        }
    }

    /** The filter as the address has it. */
    public String getAskedRole() {
        return role == null ? null : role.name();
    }

    public void setAskedRole(String asked) {
        if (ListState.isFirstRequest()) {
            role = Arrays.stream(Role.values())
                    .filter(each -> each.name().equals(asked))
                    .findAny()
                    .orElse(null);
        }
    }

    public void search() {
        selection = null;
        list.restart("list:table");
    }

    public boolean isNarrowed() {
        return role != null || (text != null && !text.isBlank());
    }

    public void askToDelete(AccountView account) {
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("users.delete.ask", account.username()),
                texts.get("users.delete.effect"),
                texts.get("action.delete"),
                () -> delete(account));
    }

    private void delete(AccountView account) {
        try {
            accounts.delete(account.username());
            selection = null;
            Texts.inform("users.deleted", account.username());
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    public void activateSelection() {
        setActive(true);
    }

    public void askToDeactivateSelection() {
        if (selection == null || selection.isEmpty()) {
            Texts.warn("users.none.selected");
            return;
        }
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("users.deactivate.ask", selection.size()),
                texts.get("users.deactivate.effect"),
                texts.get("users.deactivate"),
                () -> setActive(false));
    }

    private void setActive(boolean active) {
        forEachSelected(account -> accounts.update(
                account.username(),
                new AccountDraft(
                        account.username(),
                        account.displayName(),
                        account.email(),
                        account.role(),
                        account.zone(),
                        account.language(),
                        active,
                        account.mustChangePassword()),
                account.version()));
    }

    private void forEachSelected(Consumer<AccountView> act) {
        if (selection == null || selection.isEmpty()) {
            Texts.warn("users.none.selected");
            return;
        }
        int done = 0;
        for (AccountView account : selection) {
            try {
                act.accept(account);
                done++;
            } catch (ConflictException | NotFoundException refused) {
                Texts.warn("users.failed", account.username());
            }
        }
        selection = null;
        Texts.inform("users.changed.many", done);
    }

    public void beginPassword(AccountView account) {
        passwordOf = account.username();
        password = null;
        mustChange = true;
        Dialogs.show("userPassword");
    }

    public void savePassword() {
        char[] secret = password.toCharArray();
        char[] own = currentPassword == null ? new char[0] : currentPassword.toCharArray();
        try {
            accounts.setPassword(passwordOf, secret, mustChange, own);
            Texts.inform("users.password.set", passwordOf);
            Dialogs.hide("userPassword");
        } catch (InvalidInputException invalid) {
            Problems.show("passwordForm", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            Arrays.fill(secret, '\0');
            Arrays.fill(own, '\0');
            password = null;
            currentPassword = null;
        }
    }

    public Role[] getRoles() {
        return Role.values();
    }

    public List<AccountView> getSelection() {
        return selection;
    }

    public void setSelection(List<AccountView> selection) {
        this.selection = selection;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    public String getPasswordOf() {
        return passwordOf;
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

    public boolean isMustChange() {
        return mustChange;
    }

    public void setMustChange(boolean mustChange) {
        this.mustChange = mustChange;
    }
}
