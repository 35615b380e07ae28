package energy.ems.web.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * Has the server's own pages, {@code /health} and {@code /metrics}, answer to GET and HEAD alone, and everything else at
 * once and unread. Payara's health would read the form that somebody posts to it, however slowly it comes: a thread each.
 */
final class OwnPages {

    private static final Set<String> PATHS = Set.of("/health", "/metrics");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    /** What a valve answers, as {@code GlassFishValve} has it. */
    private static final int INVOKE_NEXT = 1;

    private static final int END_PIPELINE = 2;

    private OwnPages() {}

    static ServerDoor.Undo set(Object webModule) throws ReflectiveOperationException {
        Object host = Inside.call(webModule, "getParent");
        Method addValve = Inside.taking(host, "addValve", "GlassFishValve");
        Method removeValve = Inside.taking(host, "removeValve", "GlassFishValve");
        Class<?> type = addValve.getParameterTypes()[0];
        Object valve = Inside.made(type, (self, method, arguments) -> switch (method.getName()) {
            case "invoke" ->
                turnedAway((HttpServletRequest) Inside.call(arguments[0], "getRequest"), (HttpServletResponse)
                                Inside.call(arguments[1], "getResponse"))
                        ? END_PIPELINE
                        : INVOKE_NEXT;
            case "getInfo" -> "EMS";
            default -> null;
        });
        Inside.invoke(addValve, host, valve);
        return () -> Inside.invoke(removeValve, host, valve);
    }

    private static boolean turnedAway(HttpServletRequest request, HttpServletResponse response) {
        if (METHODS.contains(request.getMethod())
                || !request.getContextPath().isEmpty()
                || !PATHS.contains(request.getServletPath())) {
            return false;
        }
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setHeader("Allow", String.join(", ", "GET", "HEAD"));
        // The rest of the body would be taken for the next request.
        response.setHeader("Connection", "close");
        response.setContentLength(0);
        return true;
    }
}
