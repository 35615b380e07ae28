package energy.ems.web.portal.frame;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
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
