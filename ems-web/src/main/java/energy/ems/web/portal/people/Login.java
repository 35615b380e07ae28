package energy.ems.web.portal.people;

import energy.ems.account.ThrottledException;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.security.PortalLogin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Logging in and out. */
@Named
@RequestScoped
public class Login {

    @Inject
    private PortalLogin portal;

    private String next;
    private boolean ended;
    private String username;
    private String password;

    public void login() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        HttpServletResponse response = (HttpServletResponse) external.getResponse();
        try {
            if (portal.login(request, response, username, password)) {
                external.redirect(portal.target(request, next));
                FacesContext.getCurrentInstance().responseComplete();
            } else {
                Texts.refuse("login.failed");
            }
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            password = null;
        }
    }

    public String logout() {
        portal.logout((HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest());
        return "/login?faces-redirect=true";
    }

    public String getNext() {
        return next;
    }

    public void setNext(String next) {
        this.next = next;
    }

    /** Whether the visitor was logged in before and should read why they are asked again. */
    public boolean isEnded() {
        return ended;
    }

    public void setEnded(boolean ended) {
        this.ended = ended;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
