package energy.ems.web.portal.people;

import energy.ems.account.AccountView;
import energy.ems.account.ApiTokenView;
import energy.ems.account.ApiTokens;
import energy.ems.account.LoginSessionView;
import energy.ems.account.LoginSessions;
import energy.ems.boundary.NotFoundException;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** By what one user is let in at present, for administrators: sessions and API tokens, to be looked at and ended. */
@Named
@ViewScoped
public class UserAccess implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private ApiTokens tokens;

    @Inject
    private LoginSessions sessions;

    private String owner;

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
