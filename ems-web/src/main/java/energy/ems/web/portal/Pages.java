package energy.ems.web.portal;

import jakarta.faces.context.FacesContext;

/** Where to go after an action. */
final class Pages {

    private Pages() {}

    /** The same page again, as a new request with the same parameters: reloading it repeats nothing. */
    static String same() {
        return redirect(FacesContext.getCurrentInstance().getViewRoot().getViewId());
    }

    static String redirect(String viewId) {
        return viewId + "?faces-redirect=true&includeViewParams=true";
    }
}
