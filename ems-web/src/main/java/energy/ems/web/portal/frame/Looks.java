package energy.ems.web.portal.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * How a browser wants the portal, as far as it says so by itself: it is all that is known of a stranger.
 *
 * @param language one that the portal speaks: as chosen, else the browser's first, else English
 * @param appearance {@value #DARK} or {@value #LIGHT} as chosen; null when that is left to the system
 * @param darkSystem whether the visitor's system is dark
 */
record Looks(String language, String appearance, boolean darkSystem) {

    static final String LANGUAGE_COOKIE = "EMSLANGUAGE";
    static final String APPEARANCE_COOKIE = "EMSAPPEARANCE";
    /** What the system of the visitor looks like, written by frame.js. */
    private static final String SYSTEM_COOKIE = "EMSSYSTEM";

    static final String DARK = "dark";
    static final String LIGHT = "light";

    static Looks of(HttpServletRequest request) {
        String chosen = cookie(request, LANGUAGE_COOKIE);
        String appearance = cookie(request, APPEARANCE_COOKIE);
        return new Looks(
                supported(chosen != null ? chosen : request.getLocale().getLanguage()),
                appearance != null && Set.of(DARK, LIGHT).contains(appearance) ? appearance : null,
                DARK.equals(cookie(request, SYSTEM_COOKIE)));
    }

    /** @param wanted a language's code; one that the portal does not speak becomes English */
    static String supported(String wanted) {
        return "ro".equals(wanted) ? "ro" : "en";
    }

    static String cookie(HttpServletRequest request, String name) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
