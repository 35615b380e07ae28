package energy.ems.web.portal.people;

import energy.ems.account.Accounts;
import energy.ems.account.AuthenticatedAccount;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.security.PortalLogin;
import energy.ems.web.security.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/** Changing one's own password, of one's own accord or because it must be changed before anything else. */
@Named
@RequestScoped
public class PasswordChange {

    @Inject
    private Accounts accounts;

    @Inject
    private PortalLogin portal;

    private String current;
    private String replacement;
    private String repeated;
    private boolean revokeTokens;

    public String change() {
        if (!replacement.equals(repeated)) {
            Texts.add(
                    "password:repeated",
                    FacesMessage.SEVERITY_ERROR,
                    Texts.ofView().get("password.different"));
            FacesContext.getCurrentInstance().validationFailed();
            return null;
        }
        char[] before = current.toCharArray();
        char[] after = replacement.toCharArray();
        try {
            AuthenticatedAccount account = accounts.changeOwnPassword(before, after, revokeTokens);
            portal.goOn(request(), account);
            Texts.inform("password.changed");
            Texts.keepForNextPage();
            return "/index?faces-redirect=true";
        } catch (InvalidInputException invalid) {
            Problems.show("password", invalid);
            return null;
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
            return null;
        } finally {
            Arrays.fill(before, '\0');
            Arrays.fill(after, '\0');
        }
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
    }

    /** Whether nothing else can be done before. */
    public boolean isForced() {
        return Visitor.of(request()).map(Visitor::mustChangePassword).orElse(false);
    }

    public String getCurrent() {
        return current;
    }

    public void setCurrent(String current) {
        this.current = current;
    }

    public String getReplacement() {
        return replacement;
    }

    public void setReplacement(String replacement) {
        this.replacement = replacement;
    }

    public String getRepeated() {
        return repeated;
    }

    public void setRepeated(String repeated) {
        this.repeated = repeated;
    }

    public boolean isRevokeTokens() {
        return revokeTokens;
    }

    public void setRevokeTokens(boolean revokeTokens) {
        this.revokeTokens = revokeTokens;
    }
}
