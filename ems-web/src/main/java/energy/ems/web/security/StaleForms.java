package energy.ems.web.security;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Answers a form whose page is gone, or was never there, before the container learns of it: nothing is broken, the page
 * must be loaded again. The container would write each of them into its log, some sixty lines for a request that costs
 * whoever sends it nothing.
 */
public class StaleForms implements Filter {

    /** What checks nonces; not what writes pages with them. */
    private static final Set<String> NONCES =
            Set.of("org.primefaces.csp.CspState", "org.primefaces.csp.CspPhaseListener");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException thrown) {
            if (response.isCommitted() || !isStale(thrown)) {
                throw thrown;
            }
            Refusal.of(409, null).send((HttpServletRequest) request, (HttpServletResponse) response);
        }
    }

    private static boolean isStale(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(20)
                .anyMatch(each -> each instanceof ViewExpiredException || isStrangeView(each) || isStrangeNonce(each));
    }

    private static boolean isStrangeView(Throwable thrown) {
        return thrown instanceof FacesException
                && String.valueOf(thrown.getMessage()).startsWith("Unable to restore view");
    }

    /** PrimeFaces throws various things over a nonce that is missing, another's, or none at all. */
    private static boolean isStrangeNonce(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).limit(8).anyMatch(frame -> NONCES.contains(frame.getClassName()));
    }
}
