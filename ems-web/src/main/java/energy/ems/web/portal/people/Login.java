package energy.ems.web.portal.people;

import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.security.AccessRules;
import energy.ems.web.security.PortalLogin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
    private String code;

    public void login() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        HttpServletResponse response = (HttpServletResponse) external.getResponse();
        try {
            switch (portal.login(request, response, username, password)) {
                case LOGGED_IN -> go(portal.target(request, next));
                case CODE_NEEDED -> go(codePage(request));
                case REFUSED -> Texts.refuse("login.failed");
            }
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            password = null;
        }
    }

    /** The second step, for who has an app that makes codes. */
    public void enterCode() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        try {
            if (portal.complete(request, (HttpServletResponse) external.getResponse(), code)) {
                go(portal.target(request, next));
            } else {
                Texts.refuse("code.failed");
            }
        } catch (ThrottledException tooMany) {
            Texts.refuse("code.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            code = null;
        }
    }

    private String codePage(HttpServletRequest request) {
        String page = request.getContextPath() + AccessRules.CODE_PAGE;
        return next == null ? page : page + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private static void go(String address) throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().redirect(address);
        faces.responseComplete();
    }

    /** BEWARE: by a script, because a form may be sent to this site alone: its policy holds for redirects, too. */
    public String logout() throws IOException {
        Optional<URI> elsewhere = portal.logout((HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest());
        if (elsewhere.isPresent()) {
            go(elsewhere.get().toString());
            return null;
        }
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

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
