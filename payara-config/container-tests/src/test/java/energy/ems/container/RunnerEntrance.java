package energy.ems.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/**
 * Leads to Arquillian's runner, in the archive of the tests only: EMS serves no path without a rule, and the runner's has
 * none. A filter that stands before those of EMS forwards to the runner, and theirs are for requests only.
 */
@WebListener
public class RunnerEntrance implements ServletContextListener {

    /** Where the tests find the response of the request that they run in; CDI has none to inject. */
    static final String RESPONSE = "response";

    private static final String RUNNER = "ArquillianServletRunnerEE9";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Filter entrance = (request, response, chain) -> {
            request.setAttribute(RESPONSE, response);
            context.getNamedDispatcher(RUNNER).forward(request, response);
        };
        context.addFilter("RunnerEntrance", entrance)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/" + RUNNER);
    }
}
