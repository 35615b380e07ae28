package energy.ems.web.portal.people;

import energy.ems.account.session.LoginSessionView;
import energy.ems.account.session.LoginSessions;
import energy.ems.boundary.NotFoundException;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.security.PortalLogin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Where the viewer is logged in, to be looked at and ended. */
@Named
@RequestScoped
public class MySessions {

    @Inject
    private LoginSessions sessions;

    @Inject
    private PortalLogin portal;

    private List<LoginSessionView> all;

    public List<LoginSessionView> getAll() {
        if (all == null) {
            all = sessions.own();
        }
        return all;
    }

    /** Whether it is the one of this request. */
    public boolean isThis(LoginSessionView session) {
        return session.id() == current();
    }

    public boolean isOthers() {
        return getAll().stream().anyMatch(session -> !isThis(session));
    }

    public void end(long id) {
        try {
            sessions.end(id);
        } catch (NotFoundException endedMeanwhile) {
            // That is what was wanted.
        }
        all = null;
        Texts.inform("session.ended");
    }

    public void endOthers() {
        sessions.endOthers(current());
        all = null;
        Texts.inform("session.ended.others");
    }

    private long current() {
        HttpServletRequest request = (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
        return portal.session(request).orElse(0);
    }
}
