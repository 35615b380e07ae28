package energy.ems.web.portal.people;

import energy.ems.account.AccountView;
import energy.ems.account.ApiTokenView;
import energy.ems.account.ApiTokens;
import energy.ems.boundary.NotFoundException;
import energy.ems.web.portal.frame.Dialogs;
import energy.ems.web.portal.frame.Texts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The API tokens of one user, for administrators: to be looked at and revoked. */
@Named
@ViewScoped
public class UserTokens implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private ApiTokens tokens;

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

    public List<ApiTokenView> getTokens() {
        return owner == null ? List.of() : tokens.of(owner);
    }

    public String getOwner() {
        return owner;
    }
}
