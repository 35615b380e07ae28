package energy.ems.web.portal.frame;

import energy.ems.web.security.AccessRules;
import energy.ems.web.security.ProcessorTime;
import energy.ems.web.security.Visitor;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Gives strangers a copy of the login page that was made a moment ago for others who want it to look the same. To make it
 * takes the server much longer than to send it, and whoever floods a portal asks for this page.
 *
 * <p>A copy has a nonce of its own (CSP). An address with parameters, such as where somebody wanted to go, is made a page
 * for itself; when strangers have taken much of the server's time by that, they are led to the plain one. Thread-safe.
 */
public class KeptLoginPage implements Filter {

    /** As long as what an administrator changes about logging in may take to show. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    /** Messages for the next page (Mojarra's flash). */
    private static final String FLASH_COOKIE = "csfcfc";

    private static final String STRANGERS = "";

    /** @param secure whether the page came over TLS, which its scripts are told */
    private record Kind(Looks looks, boolean secure) {}

    private final Map<Kind, LoginPageCopy> copies = new ConcurrentHashMap<>();
    private final ProcessorTime time;
    private final LongSupplier clock;

    public KeptLoginPage() {
        this(new ProcessorTime(Duration.ofSeconds(3), 0.2, System::nanoTime), System::nanoTime);
    }

    /**
     * @param time what all strangers together may have for pages of their own
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    KeptLoginPage(ProcessorTime time, LongSupplier clock) {
        this.time = time;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (!request.getMethod().equals("GET")
                || Visitor.of(request).isPresent()
                || request.getSession(false) != null) {
            chain.doFilter(request, response);
        } else if (request.getQueryString() != null || Looks.cookie(request, FLASH_COOKIE) != null) {
            madeForOne(request, response, chain);
        } else {
            plain(request, response, chain);
        }
    }

    private void madeForOne(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getQueryString() != null && !time.until(STRANGERS).isZero()) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", request.getContextPath() + AccessRules.LOGIN_PAGE);
            return;
        }
        long begun = ProcessorTime.ofThisThread();
        try {
            chain.doFilter(request, response);
        } finally {
            time.take(STRANGERS, ProcessorTime.ofThisThread() - begun);
        }
    }

    private void plain(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Kind kind = new Kind(Looks.of(request), request.isSecure());
        LoginPageCopy copy = copies.get(kind);
        if (copy == null || clock.getAsLong() - copy.madeAt() > GOOD_FOR.toNanos()) {
            RecordedPage page = new RecordedPage(response);
            chain.doFilter(request, page);
            copy = LoginPageCopy.of(page, clock.getAsLong()).orElse(null);
            if (copy == null) {
                page.send();
                return;
            }
            copies.put(kind, copy);
        }
        copy.send(response);
    }
}
