package energy.ems.web.security;

import energy.ems.account.AuthenticatedAccount;
import energy.ems.account.login.Credentials;
import energy.ems.account.session.LoginSessions;
import energy.ems.account.token.AuthenticatedToken;
import energy.ems.account.token.TokenScope;
import energy.ems.boundary.Origin;
import energy.ems.boundary.ThrottledException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who is calling, on every request: the portal's session, or on the REST API an {@code Authorization} header
 * (HTTP Basic or a bearer API token), which then counts alone. Whoever cannot prove who they are stays a stranger;
 * turning strangers away is left to the {@link Gate}.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    private static final Logger LOG = System.getLogger(Authentication.class.getName());
    private static final String HINDRANCE = Authentication.class.getName() + ".hindrance";
    private static final int LONGEST_HEADER = 4096;

    /** A password that {@link PortalLogin} has checked already; tells the container in the middle of a request. */
    record PassedLogin(AuthenticatedAccount account) implements Credential {}

    @Inject
    private Credentials credentials;

    @Inject
    private LoginSessions sessions;

    @Inject
    private Proxies proxies;

    @Inject
    private Origin origin;

    @Inject
    private Seats seats;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String address = proxies.clientAddress(request);
        origin.cameFrom(address);
        if (context.getAuthParameters().getCredential() instanceof PassedLogin login) {
            return enter(Visitor.ofPortal(login.account()), request, context);
        }
        if (SeatedRequests.isUnseated(request)) {
            return context.doNothing();
        }
        // The container asks this before the filters, and a password or a database that is away can take long.
        if (!seats.take()) {
            request.setAttribute(HINDRANCE, Seats.refusal());
            return context.doNothing();
        }
        try {
            return identify(request, address)
                    .map(visitor -> enter(visitor, request, context))
                    .orElseGet(context::doNothing);
        } catch (ThrottledException tooMany) {
            request.setAttribute(
                    HINDRANCE, Refusal.of(429, "Too many attempts.").retryAfter(tooMany.retryAfter()));
        } catch (RuntimeException cannotTell) {
            // The database is away, most likely. Public things are served still; the rest is answered with 503.
            LOG.log(Level.WARNING, "cannot check who is calling", cannotTell);
            request.setAttribute(HINDRANCE, Refusal.of(503, "Try again in a moment."));
        } finally {
            seats.giveBack();
        }
        return context.doNothing();
    }

    /** Why nobody could be identified although the request may well be somebody's; empty when nothing was in the way. */
    static Optional<Refusal> hindrance(HttpServletRequest request) {
        return Optional.ofNullable((Refusal) request.getAttribute(HINDRANCE));
    }

    private Optional<Visitor> identify(HttpServletRequest request, String address) {
        String header = request.getHeader("Authorization");
        if (header != null && Paths.isApi(request)) {
            return byHeader(header, address);
        }
        Optional<PortalSession> session = PortalSession.of(request);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        AuthenticatedAccount account = session.get().account();
        origin.provedAt(
                session.get().signOn() == null ? null : session.get().signOn().provedAt());
        Optional<AuthenticatedAccount> present =
                sessions.present(session.get().id(), account.username(), account.sessionGeneration());
        if (present.isEmpty()) {
            PortalSession.end(request);
        }
        // As the account is now, not as it was at the login.
        return present.map(Visitor::ofPortal);
    }

    private Optional<Visitor> byHeader(String header, String address) {
        String[] parts = header.strip().split(" +", 2);
        if (parts.length != 2 || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> BasicCredentials.of(header).flatMap(basic -> byPassword(basic, address));
            case "bearer" -> credentials.verifyToken(parts[1], address).map(Authentication::visitor);
            default -> Optional.empty();
        };
    }

    private Optional<Visitor> byPassword(BasicCredentials basic, String address) {
        try (basic) {
            return credentials
                    .verifyRequest(basic.username(), basic.password(), address)
                    .map(account -> Visitor.of(account, Visitor.Proof.PASSWORD, true));
        }
    }

    private static Visitor visitor(AuthenticatedToken token) {
        return Visitor.of(token.account(), Visitor.Proof.TOKEN, token.scope() == TokenScope.WRITE);
    }

    private static AuthenticationStatus enter(Visitor visitor, HttpServletRequest request, HttpMessageContext context) {
        visitor.enter(request);
        return context.notifyContainerAboutLogin(visitor.username(), Set.of(visitor.role()));
    }

    /** Nothing of ours hangs on the container's own logout. */
    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        context.cleanClientSubject();
    }
}
