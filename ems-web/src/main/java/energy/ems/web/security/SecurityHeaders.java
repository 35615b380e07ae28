package energy.ems.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;

/**
 * Gives every answer the headers that tell a browser to be careful. Everything starts with the strictest content
 * security policy; a Faces page replaces it by its own (web.xml, {@code primefaces.CSP_POLICY}), which has the nonce of
 * that one page and no {@code unsafe-inline} for scripts.
 */
public class SecurityHeaders implements Filter {

    static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String FACES_RESOURCES = "/jakarta.faces.resource/";

    @Inject
    private Proxies proxies;

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        hideTheServer(response);
        response.setHeader(CONTENT_SECURITY_POLICY, NOTHING);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
                        + " payment=(), usb=()");
        if (proxies.isSecure(request)) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        String path = Paths.of(request);
        if (!path.startsWith(FACES_RESOURCES)) {
            // Whoever uses this browser next must not find another's consumption in its cache.
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, path.endsWith(".xhtml") ? new OnePolicy(response) : response);
    }

    /** Payara Server writes its version here unless it is told not to; a header that is there cannot be taken back. */
    private static void hideTheServer(HttpServletResponse response) {
        for (String header : List.of("Server", "X-Powered-By")) {
            if (response.containsHeader(header)) {
                response.setHeader(header, "EMS");
            }
        }
    }

    /** PrimeFaces adds its policy; two policies would both apply, and the strict one would stop every page. */
    private static class OnePolicy extends HttpServletResponseWrapper {

        OnePolicy(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (CONTENT_SECURITY_POLICY.equalsIgnoreCase(name)) {
                super.setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
