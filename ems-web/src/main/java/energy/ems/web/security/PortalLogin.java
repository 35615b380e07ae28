package energy.ems.web.security;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.login.CodeNeededException;
import energy.ems.account.login.Credentials;
import energy.ems.account.session.LoginSessions;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.signon.SignOn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Begins and ends the portal's sessions, for the pages that log somebody in or out. Thread-safe. */
@ApplicationScoped
public class PortalLogin {

    /** A path of ours: one slash, a page's name, a query. No scheme, no second slash, no backslash, no line break. */
    private static final Pattern OWN_PATH =
            Pattern.compile("(/[A-Za-z0-9_-]+)*/[A-Za-z0-9_-]+\\.xhtml(\\?[^\\s\\\\]*)?");

    private static final int LONGEST_PASSWORD = 1024;

    @Inject
    private Credentials credentials;

    @Inject
    private AuditLog auditLog;

    @Inject
    private SecurityContext securityContext;

    @Inject
    private Proxies proxies;

    @Inject
    private LoginSessions sessions;

    @Inject
    private SignOn signOn;

    /** How far a login has come. */
    public enum Step {
        LOGGED_IN,
        /** The password was right; {@link #complete} has to follow. */
        CODE_NEEDED,
        REFUSED
    }

    /**
     * Logs somebody in and gives the session a new id. The answer does not tell an unknown user from a wrong password.
     *
     * @throws energy.ems.boundary.ThrottledException when there were too many failures for that user or address
     */
    public Step login(HttpServletRequest request, HttpServletResponse response, String username, String password) {
        if (username == null || password == null || password.length() > LONGEST_PASSWORD) {
            return Step.REFUSED;
        }
        char[] secret = password.toCharArray();
        try {
            Optional<AuthenticatedAccount> account =
                    credentials.verify(username.strip(), secret, proxies.clientAddress(request));
            account.ifPresent(known -> enter(request, response, known, null));
            return account.isPresent() ? Step.LOGGED_IN : Step.REFUSED;
        } catch (CodeNeededException needed) {
            new AwaitedCode(needed.login()).begin(request);
            return Step.CODE_NEEDED;
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /**
     * Completes a login by a code of the app or a recovery code.
     *
     * @return whether the visitor is logged in now
     * @throws energy.ems.boundary.ThrottledException after too many wrong codes
     */
    public boolean complete(HttpServletRequest request, HttpServletResponse response, String code) {
        Optional<AuthenticatedAccount> account = AwaitedCode.of(request)
                .flatMap(awaited -> credentials.verifyCode(awaited.login(), code, proxies.clientAddress(request)));
        account.ifPresent(known -> enter(request, response, known, null));
        return account.isPresent();
    }

    /** @param signOn how the provider has vouched for them; null when a password did */
    void enter(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticatedAccount account,
            SignOnProof signOn) {
        // Whoever was logged in by this browser before is so no more.
        PortalSession.of(request).ifPresent(former -> sessions.over(former.id()));
        long id = sessions.begin(
                account, proxies.clientAddress(request), BrowserName.of(request.getHeader("User-Agent")));
        new PortalSession(account, id, signOn).begin(request);
        // The rest of this request acts as the user already.
        securityContext.authenticate(
                request,
                response,
                AuthenticationParameters.withParams().credential(new Authentication.PassedLogin(account)));
    }

    /**
     * Ends the session and its sockets.
     *
     * @return where the browser has to go to end its session at the provider of the single sign-on, too
     */
    public Optional<URI> logout(HttpServletRequest request) {
        if (Visitor.of(request).isPresent()) {
            auditLog.record(AuditAction.LOGGED_OUT, null, null);
        }
        Optional<SignOnProof> proof = signOn(request);
        PortalSession.of(request).ifPresent(session -> sessions.over(session.id()));
        PortalSession.end(request);
        return proof.flatMap(known ->
                signOn.end(known.idToken(), URI.create(proxies.baseAddress(request) + AccessRules.LOGIN_PAGE)));
    }

    /** By which single sign-on this request's session was opened; nothing when by a password. */
    public Optional<SignOnProof> signOn(HttpServletRequest request) {
        return PortalSession.of(request).map(PortalSession::signOn);
    }

    /**
     * Lets this session go on, under a new id, after its user has changed by what they log in; all others of that user end.
     *
     * @param account the account as it is since then
     */
    public void goOn(HttpServletRequest request, AuthenticatedAccount account) {
        PortalSession.of(request).ifPresent(session -> {
            sessions.goOn(session.id(), account);
            new PortalSession(account, session.id(), session.signOn()).renew(request);
        });
    }

    /** What this request's session is known by; nothing when nobody is logged in. */
    public OptionalLong session(HttpServletRequest request) {
        return PortalSession.of(request)
                .map(session -> OptionalLong.of(session.id()))
                .orElseGet(OptionalLong::empty);
    }

    /**
     * Where to go after the login: the page that was asked for, if it is one of EMS, else the start page.
     *
     * @param next what the login page's address said, from whomever; below the context root
     * @return a path with the context root
     */
    public String target(HttpServletRequest request, String next) {
        boolean own = next != null
                && OWN_PATH.matcher(next).matches()
                && !next.startsWith(AccessRules.LOGIN_PAGE)
                && !next.startsWith(AccessRules.CODE_PAGE)
                && !next.startsWith(AccessRules.PASSWORD_PAGE);
        return request.getContextPath() + (own ? next : AccessRules.HOME_PAGE);
    }
}
