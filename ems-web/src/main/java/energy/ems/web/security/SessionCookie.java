package energy.ems.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Marks the session's cookie {@code Secure} where browsers reach EMS over TLS ({@code EMS_PUBLIC_URL}). The container
 * itself sees only whether its own connection is TLS, which behind a proxy it is not.
 */
@WebListener
public class SessionCookie implements ServletContextListener {

    @Inject
    private Proxies proxies;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (proxies.isPublicOverTls()) {
            event.getServletContext().getSessionCookieConfig().setSecure(true);
        }
    }
}
