package energy.ems.web.portal.frame;

import org.primefaces.PrimeFaces;

/** Opens and closes the dialogs of the current page after an Ajax request. */
public final class Dialogs {

    private Dialogs() {}

    /** @param widget the dialog's {@code widgetVar}: a constant, never what somebody typed */
    public static void show(String widget) {
        PrimeFaces.current().executeScript("PF('" + widget + "').show()");
    }

    public static void hide(String widget) {
        PrimeFaces.current().executeScript("PF('" + widget + "').hide()");
    }
}
