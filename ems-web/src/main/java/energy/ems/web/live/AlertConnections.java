package energy.ems.web.live;

import energy.ems.account.AccountChanged;
import energy.ems.account.session.LoginSessionEnded;
import energy.ems.account.session.LoginSessions;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertJson;
import energy.ems.alerting.AlertMessage;
import energy.ems.alerting.AlertsForgotten;
import energy.ems.tracing.Step;
import energy.ems.tracing.Tracing;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The connections of this node, and who may hear what. Thread-safe. */
@ApplicationScoped
public class AlertConnections {

    private static final Logger LOG = System.getLogger(AlertConnections.class.getName());
    private static final long PULSE_SECONDS = 30;
    /** More pages than a person has open; a program that opens more must not take the place of others. */
    private static final int MOST_OF_A_USER = 32;

    private final Map<String, AlertConnection> connections = new ConcurrentHashMap<>();

    @Inject
    private LoginSessions sessions;

    @Inject
    private AlertFeed feed;

    private ScheduledFuture<?> pulse;

    /** @param after the last sequence that the browser has seen; null for unknown, then what is told from now on is sent */
    void open(Session session, Ticket ticket, Long after) {
        startPulse();
        AlertConnection connection = new AlertConnection(session, ticket, after != null);
        connections.put(session.getId(), connection);
        if (countOf(ticket.username()) > MOST_OF_A_USER) {
            connection.close(CloseCodes.TRY_AGAIN_LATER, "too many connections");
            connections.remove(session.getId());
            return;
        }
        if (after != null) {
            catchUp(connection, after);
        }
    }

    private long countOf(String username) {
        return connections.values().stream()
                .filter(connection -> connection.ticket().username().equals(username))
                .count();
    }

    void closed(Session session) {
        connections.remove(session.getId());
    }

    void heard(Session session) {
        AlertConnection connection = connections.get(session.getId());
        if (connection != null) {
            connection.heard();
        }
    }

    /**
     * Tells the log that a page's script has failed, some times for each connection.
     *
     * @param what from the browser, and so from anybody who has logged in
     */
    void scriptFailed(Session session, String what) {
        AlertConnection connection = connections.get(session.getId());
        if (connection != null && connection.mayComplain()) {
            LOG.log(
                    Level.WARNING,
                    "A script failed in the browser of {0}: {1}",
                    connection.ticket().username(),
                    what.replaceAll("[^ -~]+", "?"));
        }
    }

    /** How many browsers are connected to this node. */
    public int count() {
        return connections.size();
    }

    /** The portal session is over: logout, a new login, or left alone for too long. */
    public void endSession(String httpSession) {
        close(connection -> connection.ticket().httpSession().equals(httpSession));
    }

    void forgotten(@Observes AlertsForgotten event) {
        connections.values().forEach(AlertConnection::forget);
    }

    /** An alert as it is stored; each comes once, in the order of their numbers. */
    void changed(@Observes AlertMessage alert) {
        AlertConnection.Frame frame = frame(alert);
        Step pushing = Tracing.pushing(alert.deviceId(), alert.sequence());
        try (pushing) {
            connections.values().stream()
                    .filter(connection -> mayHear(connection.ticket(), alert))
                    .forEach(connection -> connection.offer(frame));
        }
    }

    static boolean mayHear(Ticket ticket, AlertMessage alert) {
        return ticket.seesAll() || ticket.username().equals(alert.owner());
    }

    void accountChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountChanged change) {
        close(connection -> connection.ticket().username().equals(change.username())
                && connection.ticket().sessionGeneration() < change.sessionGeneration());
    }

    void sessionEnded(@Observes(during = TransactionPhase.AFTER_SUCCESS) LoginSessionEnded end) {
        close(connection -> connection.ticket().login() == end.id());
    }

    private void close(Predicate<AlertConnection> which) {
        connections.values().stream()
                .filter(which)
                .forEach(connection -> connection.close(CloseCodes.VIOLATED_POLICY, "logged out"));
    }

    /**
     * BEWARE: the executor is looked up here, on a browser's thread, and not injected: on Payara Server the first alert may
     * make this bean on a thread of the business module, which has no resources of this one.
     */
    private synchronized void startPulse() {
        if (pulse == null) {
            try {
                pulse = InitialContext.<ManagedScheduledExecutorService>doLookup(
                                "java:comp/DefaultManagedScheduledExecutorService")
                        .scheduleAtFixedRate(this::pulse, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
            } catch (NamingException e) {
                throw new IllegalStateException("No thread to be had", e);
            }
        }
    }

    /** Pings, and closes what an account's change on another node has made invalid. */
    private void pulse() {
        try {
            for (AlertConnection connection : List.copyOf(connections.values())) {
                Ticket ticket = connection.ticket();
                if (sessions.stillValid(ticket.login(), ticket.username(), ticket.sessionGeneration())) {
                    connection.ping();
                } else {
                    connection.close(CloseCodes.VIOLATED_POLICY, "logged out");
                }
            }
        } catch (RuntimeException databaseAway) {
            // Nothing is decided without the database; the next pulse tries again.
            LOG.log(Level.DEBUG, "cannot check the connections' logins", databaseAway);
        }
    }

    @PreDestroy
    void stop() {
        if (pulse != null) {
            pulse.cancel(false);
        }
        connections.values().forEach(connection -> connection.close(CloseCodes.SERVICE_RESTART, "restarting"));
    }

    private void catchUp(AlertConnection connection, long after) {
        try {
            Ticket ticket = connection.ticket();
            // A browser that has seen more than there is has seen it in a database that was restored since.
            long seen = Math.min(after, feed.newest());
            connection.catchUp(
                    seen,
                    feed.after(ticket.username(), ticket.seesAll(), seen).stream()
                            .map(AlertConnections::frame)
                            .toList());
        } catch (RuntimeException databaseAway) {
            // The browser comes again, with the same number.
            LOG.log(Level.DEBUG, "cannot look up missed alerts", databaseAway);
            connection.close(CloseCodes.TRY_AGAIN_LATER, "cannot look up missed alerts");
        }
    }

    private static AlertConnection.Frame frame(AlertMessage alert) {
        return new AlertConnection.Frame(alert.sequence(), AlertJson.write(alert));
    }
}
