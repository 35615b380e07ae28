package energy.ems.web.portal;

import org.primefaces.PrimeFaces;

/** Opens and closes the dialogs of the current page after an Ajax request. */
final class Dialogs {

    private Dialogs() {}

    /** @param widget the dialog's {@code widgetVar}: a constant, never what somebody typed */
    static void show(String widget) {
        PrimeFaces.current().executeScript("PF('" + widget + "').show()");
    }

    static void hide(String widget) {
        PrimeFaces.current().executeScript("PF('" + widget + "').hide()");
    }
}
