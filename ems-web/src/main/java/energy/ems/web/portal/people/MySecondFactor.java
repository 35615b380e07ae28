package energy.ems.web.portal.people;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.secondfactor.NewSecondFactor;
import energy.ems.account.secondfactor.SecondFactorMade;
import energy.ems.account.secondfactor.SecondFactorView;
import energy.ems.account.secondfactor.SecondFactors;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import energy.ems.web.security.PortalLogin;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Sets up, renews and takes away the codes that are asked for beside the viewer's password. */
@Named
@ViewScoped
public class MySecondFactor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private SecondFactors factors;

    @Inject
    private PortalLogin portal;

    @Inject
    private Viewer viewer;

    private NewSecondFactor proposed;
    private String code;
    private String currentPassword;
    private List<String> recoveryCodes = List.of();
    private transient QrPicture picture;

    public void begin() {
        proposed = factors.propose();
        picture = null;
    }

    public void giveUp() {
        proposed = null;
    }

    public void setUp() {
        confirmed(password -> {
            SecondFactorMade made = factors.setUp(proposed, code, password);
            portal.goOn(request(), made.account());
            recoveryCodes = List.copyOf(made.recoveryCodes());
            proposed = null;
            Texts.inform("factor.on.done");
        });
    }

    public void renewRecoveryCodes() {
        confirmed(password -> recoveryCodes = List.copyOf(factors.renewRecoveryCodes(code, password)));
    }

    public void turnOff() {
        confirmed(password -> {
            AuthenticatedAccount account = factors.turnOff(code, password);
            portal.goOn(request(), account);
            recoveryCodes = List.of();
            Texts.inform("factor.off.done");
        });
    }

    private void confirmed(Consumer<char[]> act) {
        char[] own = currentPassword == null ? new char[0] : currentPassword.toCharArray();
        try {
            act.accept(own);
        } catch (InvalidInputException invalid) {
            Problems.show("factor", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            Arrays.fill(own, '\0');
            currentPassword = null;
            code = null;
        }
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
    }

    /** Null when the password is enough. */
    public SecondFactorView getPresent() {
        return factors.own().orElse(null);
    }

    public boolean isProposed() {
        return proposed != null;
    }

    /** The secret in groups, for whoever has to type it. */
    public String getSecret() {
        return proposed == null ? null : proposed.text().replaceAll("(.{4})(?!$)", "$1 ");
    }

    public String getPicture() {
        return picture() == null ? null : picture().path();
    }

    public int getPictureSize() {
        return picture() == null ? 0 : picture().size();
    }

    private QrPicture picture() {
        if (picture == null && proposed != null) {
            picture = new QrPicture(proposed.address(viewer.getUsername()));
        }
        return picture;
    }

    /** Those that were just made; shown this once. */
    public List<String> getRecoveryCodes() {
        return recoveryCodes;
    }

    public String getRecoveryCodesText() {
        return String.join("\n", recoveryCodes);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    /** Never sent back. */
    public String getCurrentPassword() {
        return currentPassword;
    }

    public void setCurrentPassword(String currentPassword) {
        this.currentPassword = currentPassword;
    }
}
