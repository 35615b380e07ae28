package energy.ems.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of the page that a request comes from, with the parameters that an Ajax request itself does not carry. */
public final class PageAddress {

    private PageAddress() {}

    /**
     * The query of the page that sent this Ajax request, or null. It is taken from {@code Referer} only when that names
     * the very path of the request, so it leads nowhere else, whoever wrote it.
     */
    public static String query(HttpServletRequest request) {
        String from = request.getHeader("Referer");
        if (from == null) {
            return null;
        }
        try {
            URI address = new URI(from);
            return request.getRequestURI().equals(address.getRawPath()) ? address.getRawQuery() : null;
        } catch (URISyntaxException strange) {
            return null;
        }
    }
}
