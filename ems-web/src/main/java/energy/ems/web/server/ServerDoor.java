package energy.ems.web.server;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sets what this package is about while the application is there, and takes it back when it goes. */
@WebListener
public class ServerDoor implements ServletContextListener {

    private static final Logger LOG = System.getLogger(ServerDoor.class.getName());

    private final Deque<Undo> undone = new ArrayDeque<>();

    /** Something that is to be set. */
    private interface Setting {

        Undo set(Object webModule) throws ReflectiveOperationException;
    }

    /** Takes it back. Does nothing where nothing is to be taken back. */
    interface Undo {

        void run() throws ReflectiveOperationException;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        set("session ids of 256 random bits", event, SessionIds::set);
        set("nothing but GET for health and figures", event, OwnPages::set);
        set("no HTTP/2 in the clear", event, PlainHttp::set);
        set("objects of its own for each request", event, FreshRequests::set);
    }

    private void set(String what, ServletContextEvent event, Setting setting) {
        try {
            // The facade that applications see, the context behind it, the module behind that.
            Object context = Inside.field(event.getServletContext(), "context");
            undone.push(setting.set(Inside.call(context, "getStandardContext")));
        } catch (ReflectiveOperationException | RuntimeException anotherServer) {
            LOG.log(Level.WARNING, "This server cannot be set to " + what, anotherServer);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        while (!undone.isEmpty()) {
            try {
                undone.pop().run();
            } catch (ReflectiveOperationException | RuntimeException goneAlready) {
                LOG.log(Level.DEBUG, "nothing to take back", goneAlready);
            }
        }
    }
}
