package energy.ems.web.security;

import energy.ems.boundary.NetworkAddress;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Refuses request bodies that are larger than anything EMS asks for, before they are read: 1 MiB, 16 MiB where a list of
 * devices is imported by who may, and 128 MiB where readings are, which is two years of minutes. A body of undeclared length is counted while the API reads it; pages do not take
 * one. A body that comes slowly holds a thread until it is there: one place in the network may have some of them under way,
 * all places together some more, and none may come slower than {@link ArrivingBodies} lets it.
 */
public class BodyLimit implements Filter {

    static final long ORDINARY = 1L << 20;
    static final long IMPORT = 17L << 20;
    static final long READINGS = 129L << 20;

    /** Browsers open six connections; several people may share an address. */
    private static final int BODIES_AT_ONCE = 24;

    /** Of all places together, while they come; fewer than {@link Seats}, so that somebody can log in meanwhile. */
    private static final int WAITED_FOR = 48;

    private final Shares underWay = new Shares(BODIES_AT_ONCE);
    /** Strangers take nothing from those who are logged in, such as an administrator who sends a large file. */
    private final ArrivingBodies ofStrangers = new ArrivingBodies(WAITED_FOR, System::nanoTime);

    private final ArrivingBodies ofVisitors = new ArrivingBodies(WAITED_FOR, System::nanoTime);

    @Inject
    private Proxies proxies;

    /** A body turned out larger than its path allows. */
    public static class BodyTooLargeException extends IOException {

        BodyTooLargeException(long limit) {
            super("The request body is larger than " + limit + " bytes.");
        }
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        long limit = limitOf(request);
        boolean undeclared = request.getContentLengthLong() < 0 && mayHaveBody(request);
        if (request.getContentLengthLong() > limit) {
            // The rest of the body would be taken for the next request.
            response.setHeader("Connection", "close");
            Refusal.of(413, "The request body is larger than " + limit + " bytes.")
                    .send(request, response);
        } else if (undeclared && !Paths.isApi(request)) {
            response.setHeader("Connection", "close");
            Refusal.of(411, "Say the length of the body in Content-Length.").send(request, response);
        } else {
            proceed(request, response, chain, limit);
        }
    }

    /** Without a length, HTTP/1.1 says by another header whether there is a body, HTTP/2 only by sending it. */
    private static boolean mayHaveBody(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null
                || !request.getProtocol().startsWith("HTTP/1")
                        && !Set.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
    }

    private void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long limit)
            throws IOException, ServletException {
        if (request.getContentLengthLong() == 0 || request.getContentLengthLong() < 0 && !mayHaveBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        String place = NetworkAddress.siteOf(proxies.clientAddress(request));
        if (!underWay.take(place)) {
            response.setHeader("Connection", "close");
            Refusal.of(429, "Too many requests at once.")
                    .retryAfter(Duration.ofSeconds(1))
                    .send(request, response);
            return;
        }
        Arriving arriving = new Arriving(request, Visitor.of(request).isPresent() ? ofVisitors : ofStrangers, limit);
        try {
            chain.doFilter(arriving, response);
        } finally {
            arriving.over();
            underWay.giveBack(place);
        }
    }

    private static long limitOf(HttpServletRequest request) {
        String path = Paths.of(request);
        boolean mayImport = Visitor.of(request).map(Visitor::isAdministrator).orElse(false);
        boolean isForm = String.valueOf(request.getContentType()).startsWith("multipart/");
        if (mayImport
                && (AccessRules.API_READING_IMPORTS.matcher(path).matches()
                        || isForm && path.equals(AccessRules.IMPORTS_PAGE))) {
            return READINGS;
        }
        boolean upload = isForm && path.equals(AccessRules.DEVICES_PAGE);
        return mayImport && (upload || path.equals(AccessRules.API_DEVICE_IMPORT)) ? IMPORT : ORDINARY;
    }

    /** The request, with a body that is counted and has to come at a pace. */
    private static final class Arriving extends HttpServletRequestWrapper {

        private final ArrivingBodies bodies;
        private final long limit;
        private ArrivingBodies.Arrival body;

        Arriving(HttpServletRequest request, ArrivingBodies bodies, long limit) {
            super(request);
            this.bodies = bodies;
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = bodies.of(super.getInputStream(), getContentLengthLong(), limit);
            }
            return body;
        }

        void over() {
            if (body != null) {
                body.over();
            }
        }
    }
}
