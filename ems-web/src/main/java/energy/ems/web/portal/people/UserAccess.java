package energy.ems.web.portal.people;

import energy.ems.account.AccountView;
import energy.ems.account.secondfactor.SecondFactorView;
import energy.ems.account.secondfactor.SecondFactors;
import energy.ems.account.session.LoginSessionView;
import energy.ems.account.session.LoginSessions;
import energy.ems.account.token.ApiTokenView;
import energy.ems.account.token.ApiTokens;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** By what one user is let in at present, for administrators: sessions, second factor and API tokens, to be looked at and ended. */
@Named
@ViewScoped
public class UserAccess implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private ApiTokens tokens;

    @Inject
    private LoginSessions sessions;

    @Inject
    private SecondFactors factors;

    private String owner;
    private String currentPassword;

    public void show(AccountView account) {
        owner = account.username();
        Dialogs.show("userTokens");
    }

    public void revoke(ApiTokenView token) {
        try {
            tokens.revoke(owner, token.id());
        } catch (NotFoundException revokedMeanwhile) {
            // That is what was wanted.
        }
        Texts.inform("token.revoked");
    }

    public void end(LoginSessionView session) {
        try {
            sessions.endOf(owner, session.id());
        } catch (NotFoundException endedMeanwhile) {
            // That is what was wanted.
        }
        Texts.inform("session.ended");
    }

    public void resetFactor() {
        char[] own = currentPassword == null ? new char[0] : currentPassword.toCharArray();
        try {
            factors.reset(owner, own);
            Texts.inform("users.factor.reset.done", owner);
        } catch (InvalidInputException invalid) {
            Problems.show("tokensForm", invalid);
        } catch (NotFoundException resetMeanwhile) {
            // That is what was wanted.
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            Arrays.fill(own, '\0');
            currentPassword = null;
        }
    }

    /** Null when there is none. */
    public SecondFactorView getFactor() {
        return owner == null ? null : factors.of(owner).orElse(null);
    }

    /** The administrator's own; never sent back. */
    public String getCurrentPassword() {
        return currentPassword;
    }

    public void setCurrentPassword(String currentPassword) {
        this.currentPassword = currentPassword;
    }

    public List<ApiTokenView> getTokens() {
        return owner == null ? List.of() : tokens.of(owner);
    }

    public List<LoginSessionView> getSessions() {
        return owner == null ? List.of() : sessions.of(owner);
    }

    public String getOwner() {
        return owner;
    }
}
