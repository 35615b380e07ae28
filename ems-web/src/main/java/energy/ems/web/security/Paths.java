package energy.ems.web.security;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request as the rules see it. */
final class Paths {

    private Paths() {}

    /**
     * The path below the context root as the container will use it to choose a servlet: decoded, without path
     * parameters. Never {@code getRequestURI()}: what is checked must be what is served.
     */
    static String of(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }

    /**
     * Whether there is a parameter such as {@code ;EMSSESSION=…} in the path. EMS uses none, and Payara takes a session
     * from there although {@code web.xml} allows cookies only.
     *
     * <p>BEWARE: both are asked, because Payara takes a session out of the address once it has understood it, and finds
     * it behind an encoded semicolon, too.
     */
    static boolean hasParameters(HttpServletRequest request) {
        return request.getRequestURI().indexOf(';') >= 0 || request.isRequestedSessionIdFromURL();
    }

    static boolean isApi(HttpServletRequest request) {
        return isApi(of(request));
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith(AccessRules.API);
    }
}
