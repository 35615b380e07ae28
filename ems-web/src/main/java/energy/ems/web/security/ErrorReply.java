package energy.ems.web.security;

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
        int code = asked ? 404 : status instanceof Integer number && number >= 400 ? number : 500;
        Refusal.of(code, null).send(request, response);
    }
}
