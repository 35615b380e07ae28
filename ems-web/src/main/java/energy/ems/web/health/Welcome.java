package energy.ems.web.health;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What a proxy asks before it leads visitors to this server: 200 when there is an application and it goes on, 503 when it
 * is about to stop. It asks neither database nor broker, because pages say themselves what is missing.
 *
 * <p>BEWARE: not {@code /health}, which Payara answers: while it starts that is UP before there is an application.
 */
public class Welcome extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Shutdown shutdown;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean stopping = shutdown.hasBegun();
        // Set and not sent as an error, which the container would answer with a page.
        response.setStatus(stopping ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(stopping ? "stopping" : "welcome");
    }
}
