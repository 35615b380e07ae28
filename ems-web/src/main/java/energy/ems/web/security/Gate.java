package energy.ems.web.security;

import energy.ems.boundary.NetworkAddress;
import energy.ems.boundary.Roles;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a request pass when a rule of {@link AccessRules} lets this caller do this here, and turns away all others:
 * strangers to the login page (a program gets 401), callers without the role with 403, unknown paths with 404.
 */
public class Gate implements Filter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** What a caller may still reach who has to change the password first. */
    private static final Set<String> ALLOWED_BEFORE_PASSWORD_CHANGE =
            Set.of(AccessRules.PASSWORD_PAGE, AccessRules.LOGIN_PAGE, AccessRules.API_OWN_PASSWORD);

    /** A program that asks for much at once waits for itself. */
    private static final int API_REQUESTS_AT_ONCE = 8;

    /** Of them so many are at work, and the others wait so long. */
    private static final int API_REQUESTS_AT_WORK = 2;

    private static final Duration API_PATIENCE = Duration.ofSeconds(3);

    /** Each page opens a WebSocket: somebody goes through pages as fast as they can click, with some open already. */
    private static final int HANDSHAKES_AHEAD = 100;

    private static final double HANDSHAKES_A_SECOND = 4;

    /** An office behind one address at nine in the morning; and a page costs something even when nobody logs in by it. */
    private static final int LOGINS_AHEAD = 300;

    private static final double LOGINS_A_SECOND = 5;

    private final AccessRules rules = AccessRules.ofEms();
    private final Shares apiRequests = new Shares(API_REQUESTS_AT_ONCE);
    private final Allowance handshakes = new Allowance(HANDSHAKES_AHEAD, HANDSHAKES_A_SECOND, System::nanoTime);
    private final Allowance logins = new Allowance(LOGINS_AHEAD, LOGINS_A_SECOND, System::nanoTime);
    private final Turns apiTurns = new Turns(API_REQUESTS_AT_WORK, API_PATIENCE);
    /** A year of readings costs a tenth of a second: thirty of them at once, then one a second. */
    private final ProcessorTime usersTime = new ProcessorTime(Duration.ofSeconds(3), 0.1, System::nanoTime);
    /** Their programs fetch the figures of all devices. */
    private final ProcessorTime staffsTime = new ProcessorTime(Duration.ofSeconds(60), 0.5, System::nanoTime);

    @Inject
    private SameOrigin sameOrigin;

    @Inject
    private Proxies proxies;

    @Inject
    private Incidents incidents;

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String path = Paths.of(request);
        if (!METHODS.contains(request.getMethod())) {
            Refusal.of(405, null).send(request, response);
            return;
        }
        if (!proxies.isOwnHost(request)) {
            Refusal.of(421, "This server is not known by that name. If it should be, set EMS_PUBLIC_URL.")
                    .send(request, response);
            return;
        }
        if (Paths.hasParameters(request)) {
            Refusal.of(400, "Addresses here have no parameters after a semicolon.")
                    .send(request, response);
            return;
        }
        if (!sameOrigin.allows(request)) {
            incidents.refused(request, "from another site");
            Refusal.of(403, "This request comes from another site.").send(request, response);
            return;
        }
        if (path.equals(AccessRules.LOGIN_PAGE) && request.getMethod().equals("POST") && !mayTryToLogIn(request)) {
            incidents.refused(request, "logins by the hundred");
            tooMany("Too many logins from one place.", Duration.ofSeconds(3)).send(request, response);
            return;
        }
        Optional<Visitor> visitor = Visitor.of(request);
        Optional<AccessRules.Rule> rule = rules.find(request.getMethod(), path);
        boolean open = rule.isPresent() && rule.get().admission() instanceof AccessRules.Admission.Everyone;
        Optional<Refusal> hindrance = Authentication.hindrance(request);
        if (hindrance.isPresent() && !open) {
            hindrance.get().send(request, response);
            return;
        }
        if (path.equals(AccessRules.CODE_PAGE) && AwaitedCode.of(request).isEmpty()) {
            noCodeAwaited(request, response, visitor);
        } else if (rule.isEmpty()) {
            unruled(request, response, chain, visitor, path);
        } else if (rule.get().admission() instanceof AccessRules.Admission.Roles roles) {
            restricted(request, response, chain, visitor, rule.get(), roles.names());
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean mayTryToLogIn(HttpServletRequest request) {
        String place = NetworkAddress.siteOf(proxies.clientAddress(request));
        if (!logins.until(place).isZero()) {
            return false;
        }
        logins.take(place, 1);
        return true;
    }

    private static void noCodeAwaited(
            HttpServletRequest request, HttpServletResponse response, Optional<Visitor> visitor) throws IOException {
        if (visitor.isPresent()) {
            Refusal.of(403, "No code is awaited from you.").send(request, response);
        } else {
            redirect(request, response, request.getContextPath() + AccessRules.LOGIN_PAGE);
        }
    }

    private void unruled(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Optional<Visitor> visitor,
            String path)
            throws IOException, ServletException {
        if (Paths.isApi(path) && visitor.isEmpty()) {
            // Strangers do not learn which paths there are.
            challenge(request, response);
        } else if (Paths.isApi(path) && rules.knows(path)) {
            // The resource knows which methods it has: 405 with Allow, or OPTIONS. It has none that lacks a rule.
            chain.doFilter(request, response);
        } else {
            Refusal.of(rules.knows(path) ? 405 : 404, null).send(request, response);
        }
    }

    private void restricted(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Optional<Visitor> visitor,
            AccessRules.Rule rule,
            Set<String> roles)
            throws IOException, ServletException {
        String path = Paths.of(request);
        boolean program = Paths.isApi(path) || path.equals(AccessRules.ALERT_SOCKET);
        if (visitor.isEmpty()) {
            if (path.equals(AccessRules.ALERT_SOCKET)) {
                Refusal.of(401, "Log in first.").send(request, response);
            } else if (program) {
                challenge(request, response);
            } else {
                redirect(request, response, loginAddress(request, path));
            }
        } else if (visitor.get().mustChangePassword() && !ALLOWED_BEFORE_PASSWORD_CHANGE.contains(path)) {
            if (program) {
                Refusal.of(403, "The password must be changed first.").send(request, response);
            } else {
                redirect(request, response, request.getContextPath() + AccessRules.PASSWORD_PAGE);
            }
        } else if (!roles.contains(visitor.get().role())) {
            incidents.refused(request, "role");
            Refusal.of(403, "Your role does not allow this.").send(request, response);
        } else if (!visitor.get().mayWrite() && !Set.of("GET", "HEAD").contains(request.getMethod())) {
            incidents.refused(request, "token that may read only");
            Refusal.of(403, "This token may read only.").send(request, response);
        } else if (rule.inPerson() && visitor.get().proof() == Visitor.Proof.TOKEN) {
            incidents.refused(request, "token instead of a password");
            Refusal.of(403, "An API token is not good for this. Send your password.")
                    .send(request, response);
        } else if (Paths.isApi(path)) {
            inTheCallersShare(request, response, chain, visitor.get());
        } else if (path.equals(AccessRules.ALERT_SOCKET)) {
            handshake(request, response, chain, visitor.get().username());
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * BEWARE: a frame that came with the handshake would be handed to Tyrus by the thread that is still opening the
     * WebSocket, and wait there, for ever, for that thread to have done so. A client has to wait for the answer (RFC 6455,
     * 4.1), and what it sends meanwhile is not read before.
     */
    private void handshake(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String username)
            throws IOException, ServletException {
        Duration wait = handshakes.until(username);
        if (request.getInputStream().available() > 0) {
            // What is left of it would be taken for the next request.
            response.setHeader("Connection", "close");
            Refusal.of(400, "A WebSocket carries nothing before the handshake is answered.")
                    .send(request, response);
        } else if (!wait.isZero()) {
            tooMany("This user opens WebSockets faster than anybody opens pages.", wait.plusSeconds(1))
                    .send(request, response);
        } else {
            handshakes.take(username, 1);
            chain.doFilter(request, response);
        }
    }

    private void inTheCallersShare(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Visitor visitor)
            throws IOException, ServletException {
        String username = visitor.username();
        ProcessorTime time = Roles.USER.equals(visitor.role()) ? usersTime : staffsTime;
        if (PageForms.isForm(request)) {
            // The REST API takes none, and the container would read it to the end to say so.
            response.setHeader("Connection", "close");
            Refusal.of(415, null).send(request, response);
        } else if (!apiRequests.take(username)) {
            tooMany("At most " + API_REQUESTS_AT_ONCE + " requests of a user at once.", Duration.ofSeconds(1))
                    .send(request, response);
        } else {
            try {
                inTurn(request, response, chain, username, time);
            } finally {
                apiRequests.giveBack(username);
            }
        }
    }

    private void inTurn(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String username,
            ProcessorTime time)
            throws IOException, ServletException {
        if (hasNoTime(request, response, username, time)) {
            return;
        }
        if (!apiTurns.take(username)) {
            tooMany("Earlier requests of this user are still at work.", Duration.ofSeconds(1))
                    .send(request, response);
            return;
        }
        long begun = ProcessorTime.ofThisThread();
        try {
            // While it waited, those before it may have taken the rest.
            if (!hasNoTime(request, response, username, time)) {
                chain.doFilter(request, response);
            }
        } finally {
            time.take(username, ProcessorTime.ofThisThread() - begun);
            apiTurns.giveBack(username);
        }
    }

    private static boolean hasNoTime(
            HttpServletRequest request, HttpServletResponse response, String username, ProcessorTime time)
            throws IOException {
        Duration wait = time.until(username);
        if (wait.isZero()) {
            return false;
        }
        tooMany("The requests of this user have taken much of the server's time.", wait.plusSeconds(1))
                .send(request, response);
        return true;
    }

    private static Refusal tooMany(String why, Duration wait) {
        return Refusal.of(429, why).retryAfter(wait);
    }

    private static void challenge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean tried = request.getHeader("Authorization") != null;
        // A page's script that calls the API must not make the browser ask for a password.
        if (!"XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
            response.addHeader("WWW-Authenticate", "Basic realm=\"EMS\", charset=\"UTF-8\"");
            response.addHeader("WWW-Authenticate", tried ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        Refusal.of(401, tried ? "These credentials are not accepted." : "Send HTTP Basic or a bearer API token.")
                .send(request, response);
    }

    private static String loginAddress(HttpServletRequest request, String path) {
        String login = request.getContextPath() + AccessRules.LOGIN_PAGE;
        boolean canReturn = request.getMethod().equals("GET") || isFacesAjax(request);
        String ended = hadSession(request) ? "ended=true" : "";
        String query = isFacesAjax(request) ? PageAddress.query(request) : request.getQueryString();
        if (!canReturn || (path.equals(AccessRules.HOME_PAGE) && query == null)) {
            return ended.isEmpty() ? login : login + "?" + ended;
        }
        String next = "next=" + URLEncoder.encode(query == null ? path : path + "?" + query, StandardCharsets.UTF_8);
        return login + "?" + (ended.isEmpty() ? next : ended + "&" + next);
    }

    /** Whoever brings the cookie of a session that is over was logged in and should read why they are asked again. */
    private static boolean hadSession(HttpServletRequest request) {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    private static boolean isFacesAjax(HttpServletRequest request) {
        return "partial/ajax".equals(request.getHeader("Faces-Request"));
    }

    /** A relative address: an absolute one would repeat whatever Host the request came with. */
    private static void redirect(HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        if (isFacesAjax(request)) {
            // A script would follow a 302 by itself and take the login page for its answer.
            response.setContentType("text/xml");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter()
                    .write("<?xml version='1.0' encoding='UTF-8'?>\n<partial-response><redirect url=\""
                            + address.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")
                            + "\"></redirect></partial-response>");
        } else {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", address);
        }
    }
}
