package energy.ems.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Refuses what another site's page makes a browser send. Faces guards its forms with the view state; the REST API, the
 * login, whose page is stateless, and the socket have nothing but this and the cookie's {@code SameSite}.
 *
 * <p>Browsers send {@code Origin} with every request that changes something and with every WebSocket handshake, and
 * {@code Sec-Fetch-Site} with nearly all requests. A program without cookies sends neither and needs neither.
 */
@ApplicationScoped
public class SameOrigin {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private Proxies proxies;

    /** For the container's proxy. */
    protected SameOrigin() {}

    @Inject
    public SameOrigin(Proxies proxies) {
        this.proxies = proxies;
    }

    /** Whether the request may be served as far as its origin goes. */
    public boolean allows(HttpServletRequest request) {
        boolean handshake = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                || AccessRules.ALERT_SOCKET.equals(Paths.of(request));
        if (SAFE_METHODS.contains(request.getMethod()) && !handshake) {
            return true;
        }
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return proxies.isOwnOrigin(request, origin);
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        // The login page's form carries no view state, because a stranger has no session that could keep one.
        if (handshake || AccessRules.LOGIN_PAGE.equals(Paths.of(request))) {
            return false;
        }
        // Any other page's form carries the view state. The API has no such thing: there a cookie alone is not enough.
        boolean byCookie = Visitor.of(request)
                .map(visitor -> visitor.proof() == Visitor.Proof.SESSION)
                .orElse(false);
        return !(byCookie && Paths.isApi(request));
    }
}
