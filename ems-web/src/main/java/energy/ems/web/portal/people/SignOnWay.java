package energy.ems.web.portal.people;

import energy.ems.signon.SignOn;
import energy.ems.signon.SignOnSettings;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.security.AccessRules;
import energy.ems.web.security.PortalLogin;
import energy.ems.web.security.SignOnProof;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way in by single sign-on: for the login page, and for pages that otherwise ask for a password. */
@Named
@RequestScoped
public class SignOnWay {

    /** A minute less than it counts, for who fills in a form meanwhile. */
    private static final Duration FRESH = Duration.ofMinutes(9);

    /** After these, it may be somebody else's turn: the provider would send the same person again. */
    private static final Set<String> OF_THE_PERSON = Set.of("NO_ROLE", "DEACTIVATED", "DELETED", "DENIED");

    @Inject
    private SignOnSettings settings;

    @Inject
    private PortalLogin portal;

    @Inject
    private Clock clock;

    private String problem;
    private boolean local;

    /** Whether anybody can come by it. */
    public boolean isOpen() {
        return settings.areComplete();
    }

    /** Whether there is another way, by a password of EMS. */
    public boolean isPasswordAsked() {
        // What is sent is a form of this page, which was there.
        return !settings.isOnly()
                || !isOpen()
                || local
                || FacesContext.getCurrentInstance().isPostback();
    }

    public String getWords() {
        return Texts.ofView().get("signon.with", settings.label());
    }

    public String getProofWords() {
        return Texts.ofView().get("signon.prove", settings.label());
    }

    /** Where the password of whoever looks lives. */
    public String getElsewhere() {
        return Texts.ofView().get("signon.elsewhere", settings.label());
    }

    /** @param next the page that was asked for, or null */
    public String address(String next) {
        return address(
                next,
                problem != null && OF_THE_PERSON.contains(problem)
                        ? SignOn.Asking.ANYWAY
                        : SignOn.Asking.ONLY_WHEN_UNKNOWN);
    }

    /** Where the provider asks again who it is, and leads back to this page. */
    public String getProofAddress() {
        return address(request().getServletPath(), SignOn.Asking.AS_PROOF);
    }

    private static String address(String next, SignOn.Asking asking) {
        String path = request().getContextPath() + AccessRules.SIGN_ON + "?ask=" + asking;
        return next == null ? path : path + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** Whether whoever looks has come by it, and has no password here. */
    public boolean isTaken() {
        return proof().isPresent();
    }

    /** Whether the provider has asked a moment ago who it is. */
    public boolean isFresh() {
        return proof().map(SignOnProof::provedAt)
                .filter(at -> at.plus(FRESH).isAfter(clock.instant()))
                .isPresent();
    }

    private Optional<SignOnProof> proof() {
        return portal.signOn(request());
    }

    /** What has gone wrong, in words; null when nothing has. */
    public String getProblemText() {
        String key = "signon.problem." + problem;
        Texts texts = Texts.ofView();
        return problem != null && isOpen() && texts.has(key) ? texts.get(key, settings.label()) : null;
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
    }

    /** As the address says it, from whomever. */
    public String getProblem() {
        return problem;
    }

    public void setProblem(String problem) {
        this.problem = problem;
    }

    /** Whether somebody has asked for the way by a password although it is for emergencies. */
    public boolean isLocal() {
        return local;
    }

    public void setLocal(boolean local) {
        this.local = local;
    }
}
