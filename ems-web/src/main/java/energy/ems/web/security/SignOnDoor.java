package energy.ems.web.security;

import energy.ems.account.signon.SignOnResult;
import energy.ems.boundary.ThrottledException;
import energy.ems.signon.SignOn;
import energy.ems.signon.SignOn.Asking;
import energy.ems.signon.SignOnException;
import energy.ems.signon.SignOnSettings;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sends browsers to the provider of the single sign-on, and takes them back.
 *
 * <p>What belongs to an attempt is kept by the browser, sealed, in a cookie of its own for each: whoever opens EMS in
 * several windows begins several. A stranger makes no session.
 */
public class SignOnDoor extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = System.getLogger(SignOnDoor.class.getName());

    private static final String COOKIE = "EMSSIGNON-";
    private static final int LETTERS_OF_STATE = 12;
    /** Each is half a kilobyte, and what a browser sends has an end. */
    private static final int MOST_ATTEMPTS = 5;

    @Inject
    private transient SignOn signOn;

    @Inject
    private transient SignOnSettings settings;

    @Inject
    private transient PortalLogin portal;

    @Inject
    private transient Proxies proxies;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!settings.areComplete()) {
            Refusal.of(404, null).send(request, response);
        } else if (Paths.of(request).equals(AccessRules.SIGN_ON)) {
            begin(request, response);
        } else {
            comeBack(request, response);
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            SignOn.Begun begun = signOn.begin(
                    URI.create(proxies.baseAddress(request) + AccessRules.SIGN_ON_RETURN),
                    request.getParameter("next"),
                    asking(request.getParameter("ask")));
            List<Cookie> open = attempts(request);
            if (open.size() >= MOST_ATTEMPTS) {
                open.forEach(cookie -> setCookie(request, response, cookie.getName(), "", 0));
            }
            setCookie(request, response, cookieOf(begun.state()), begun.sealed(), SignOn.PATIENCE.toSeconds());
            redirect(response, begun.address().toString());
        } catch (SignOnException e) {
            toLogin(request, response, e.reason().name());
        }
    }

    private static Asking asking(String asked) {
        return Arrays.stream(Asking.values())
                .filter(known -> known.name().equals(asked))
                .findFirst()
                .orElse(Asking.ONLY_WHEN_UNKNOWN);
    }

    private void comeBack(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String state = request.getParameter("state");
        Optional<Cookie> kept = attempts(request).stream()
                .filter(cookie -> state != null && cookie.getName().equals(cookieOf(state)))
                .findFirst();
        // Good once, whatever becomes of it.
        kept.ifPresent(cookie -> setCookie(request, response, cookie.getName(), "", 0));
        if (kept.isEmpty() && Visitor.of(request).isPresent()) {
            // Somebody went back, or has come in by another window meanwhile.
            redirect(response, portal.target(request, null));
        } else if (request.getParameter("error") != null) {
            // From a browser that was sent there; whoever was not could fill the log.
            kept.ifPresent(real -> LOG.log(
                    Level.INFO,
                    "the provider answers {0}",
                    request.getParameter("error").replaceAll("[^a-z_]", "")));
            toLogin(request, response, "DENIED");
        } else {
            complete(request, response, state, kept.map(Cookie::getValue).orElse(null));
        }
    }

    private void complete(HttpServletRequest request, HttpServletResponse response, String state, String sealed)
            throws IOException {
        try {
            SignOn.Completed completed = signOn.complete(
                    sealed,
                    state,
                    request.getParameter("code"),
                    request.getParameter("iss"),
                    proxies.clientAddress(request));
            if (completed.result() instanceof SignOnResult.Entered entered) {
                SignOnProof proof = new SignOnProof(completed.provedAt(), completed.idToken());
                portal.enter(request, response, entered.account(), proof);
                redirect(response, portal.target(request, completed.next()));
            } else if (completed.result() instanceof SignOnResult.Refused refused) {
                toLogin(request, response, refused.reason().name());
            }
        } catch (SignOnException e) {
            toLogin(request, response, e.reason().name());
        } catch (ThrottledException tooMany) {
            toLogin(request, response, "THROTTLED");
        }
    }

    private static List<Cookie> attempts(HttpServletRequest request) {
        return request.getCookies() == null
                ? List.of()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().startsWith(COOKIE))
                        .toList();
    }

    private static String cookieOf(String state) {
        String letters = state.replaceAll("[^A-Za-z0-9_-]", "");
        return COOKIE + letters.substring(0, Math.min(LETTERS_OF_STATE, letters.length()));
    }

    /** BEWARE: Lax and not Strict, because the provider is another site and sends the browser back. */
    private void setCookie(
            HttpServletRequest request, HttpServletResponse response, String name, String value, long seconds) {
        response.addHeader(
                "Set-Cookie",
                name + "=" + value + "; Path=" + request.getContextPath() + AccessRules.SIGN_ON + "; Max-Age=" + seconds
                        + "; HttpOnly; SameSite=Lax" + (proxies.isSecure(request) ? "; Secure" : ""));
    }

    private static void toLogin(HttpServletRequest request, HttpServletResponse response, String problem) {
        redirect(response, request.getContextPath() + AccessRules.LOGIN_PAGE + "?problem=" + problem);
    }

    private static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", address);
    }
}
