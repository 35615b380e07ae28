package energy.ems.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Looks, at a path of its own, at what the server has made a request of: by name, because those classes are no API. */
@WebListener
public class SeenRequests implements ServletContextListener {

    private static final String PATH = "/seen-requests";

    private static final Set<Object> SEEN = Collections.newSetFromMap(new IdentityHashMap<>());
    private static final List<String> AGAIN = new ArrayList<>();
    private static String address;
    private static int number;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        address = context.getContextPath() + PATH;
        Filter look = (request, response, chain) -> {
            try {
                see(request);
            } catch (ReflectiveOperationException anotherServer) {
                throw new ServletException(anotherServer);
            }
        };
        context.addFilter("SeenRequests", look)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, PATH);
    }

    private static void see(ServletRequest facade) throws ReflectiveOperationException {
        Object servletRequest = field(facade, "request");
        Object request = field(servletRequest, "coyoteRequest");
        Object response = field(request, "response");
        synchronized (SEEN) {
            number++;
            for (Object each : List.of(
                    servletRequest,
                    request,
                    response,
                    field(request, "request"),
                    field(response, "response"),
                    field(response, "suspendStatus"),
                    field(request, "ctx"))) {
                if (!SEEN.add(each)) {
                    AGAIN.add(each.getClass().getName());
                }
            }
        }
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(of);
                }
            }
        }
        throw new NoSuchFieldException(of.getClass().getName() + '.' + name);
    }

    /** Where a request is looked at; nothing else happens to it. */
    static String address() {
        return address;
    }

    static void begin() {
        synchronized (SEEN) {
            SEEN.clear();
            AGAIN.clear();
            number = 0;
        }
    }

    static int number() {
        synchronized (SEEN) {
            return number;
        }
    }

    /** What a request was made of that an earlier one had been made of. */
    static List<String> seenAgain() {
        synchronized (SEEN) {
            return List.copyOf(AGAIN);
        }
    }
}
