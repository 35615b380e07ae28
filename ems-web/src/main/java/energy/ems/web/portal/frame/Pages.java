package energy.ems.web.portal.frame;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where to go after an action. */
public final class Pages {

    private Pages() {}

    /** The same page again, as a new request with the same parameters: reloading it repeats nothing. */
    public static String same() {
        return redirect(FacesContext.getCurrentInstance().getViewRoot().getViewId());
    }

    static String redirect(String viewId) {
        return viewId + "?faces-redirect=true&includeViewParams=true";
    }

    /** The address of the same page with these parameters; those without a value are left out. */
    public static String query(Map<String, String> parameters) {
        StringBuilder address = new StringBuilder("?");
        parameters.forEach((name, value) -> {
            if (value != null) {
                address.append(address.length() == 1 ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return address.toString();
    }

    /**
     * Sends the browser to a page with these parameters; those without a value are left out.
     *
     * <p>BEWARE: for listeners of {@code p:ajax}, whose return value nobody looks at. An action returns an outcome.
     */
    public static void go(String viewId, Map<String, String> parameters) {
        FacesContext context = FacesContext.getCurrentInstance();
        Map<String, List<String>> given = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (value != null) {
                given.put(name, List.of(value));
            }
        });
        ExternalContext external = context.getExternalContext();
        String address = context.getApplication().getViewHandler().getRedirectURL(context, viewId, given, false);
        try {
            external.redirect(external.encodeActionURL(address));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
