package energy.ems.web.security;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Where the container comes when something sent an error or threw (web.xml, {@code error-page}). The cause goes to the
 * server's log, by the container; the caller learns the status only.
 */
public class ErrorReply extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean asked = request.getDispatcherType() != DispatcherType.ERROR;
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        int code = asked ? 404 : status instanceof Integer number && number >= 400 ? number : 500;
        if (isExpiredView(cause)) {
            code = 409;
        }
        Refusal.of(code, null).send(request, response);
    }

    /** A form whose page's state is gone, or was never there: nothing is broken, the page must be loaded again. */
    private static boolean isExpiredView(Object cause) {
        for (Throwable each = cause instanceof Throwable thrown ? thrown : null;
                each != null && each != each.getCause();
                each = each.getCause()) {
            boolean strange = each instanceof FacesException
                    && String.valueOf(each.getMessage()).startsWith("Unable to restore view");
            if (strange || each instanceof ViewExpiredException) {
                return true;
            }
        }
        return false;
    }
}
