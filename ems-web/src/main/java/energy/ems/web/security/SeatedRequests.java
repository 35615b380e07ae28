package energy.ems.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends away whoever finds no {@link Seats seat}, before anything is read or asked. What a proxy asks before it leads
 * visitors here needs none: a server that has much to do is not one that is lost.
 */
public class SeatedRequests implements Filter {

    @Inject
    private Seats seats;

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (isUnseated(request)) {
            chain.doFilter(request, response);
        } else if (seats.take()) {
            try {
                chain.doFilter(request, response);
            } finally {
                seats.giveBack();
            }
        } else {
            // What is left of the body would have to be read before the next request.
            response.setHeader("Connection", "close");
            Seats.refusal().send(request, response);
        }
    }

    static boolean isUnseated(HttpServletRequest request) {
        return Paths.of(request).equals(AccessRules.WELCOME);
    }
}
