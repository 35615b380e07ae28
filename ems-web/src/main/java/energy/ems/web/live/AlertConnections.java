package energy.ems.web.live;

import energy.ems.account.AccountChanged;
import energy.ems.account.Credentials;
import energy.ems.alerting.AlertFeed;
import energy.ems.alerting.AlertJson;
import energy.ems.alerting.AlertMessage;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The connections of this node, and who may hear what. Thread-safe. */
@ApplicationScoped
public class AlertConnections {

    private static final Logger LOG = Logger.getLogger(AlertConnections.class.getName());
    private static final long PULSE_SECONDS = 30;

    private final Map<String, AlertConnection> connections = new ConcurrentHashMap<>();

    @EJB
    private Credentials credentials;

    @EJB
    private AlertFeed feed;

    @Resource
    private ManagedScheduledExecutorService executor;

    private ScheduledFuture<?> pulse;

    /** @param after the last sequence that the browser has seen; null for none, then only new alerts are sent */
    void open(Session session, Ticket ticket, Long after) {
        startPulse();
        AlertConnection connection = new AlertConnection(session, ticket, after != null);
        connections.put(session.getId(), connection);
        if (after != null) {
            connection.catchUp(missed(ticket, after));
        }
    }

    void closed(Session session) {
        connections.remove(session.getId());
    }

    /** How many browsers are connected to this node. */
    public int count() {
        return connections.size();
    }

    /** The portal session is over: logout, a new login, or left alone for too long. */
    public void endSession(String httpSession) {
        close(connection -> connection.ticket().httpSession().equals(httpSession));
    }

    /** An alert, stored already; this node has heard of it from RabbitMQ. */
    void changed(@Observes AlertMessage alert) {
        AlertConnection.Frame frame = frame(alert);
        connections.values().stream()
                .filter(connection -> mayHear(connection.ticket(), alert))
                .forEach(connection -> connection.offer(frame));
    }

    static boolean mayHear(Ticket ticket, AlertMessage alert) {
        return ticket.seesAll() || ticket.username().equals(alert.owner());
    }

    void accountChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountChanged change) {
        close(connection -> connection.ticket().username().equals(change.username())
                && connection.ticket().sessionGeneration() < change.sessionGeneration());
    }

    private void close(Predicate<AlertConnection> which) {
        connections.values().stream()
                .filter(which)
                .forEach(connection -> connection.close(CloseCodes.VIOLATED_POLICY, "logged out"));
    }

    private synchronized void startPulse() {
        if (pulse == null) {
            pulse = executor.scheduleAtFixedRate(this::pulse, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Pings, and closes what an account's change on another node has made invalid. */
    private void pulse() {
        try {
            for (AlertConnection connection : List.copyOf(connections.values())) {
                Ticket ticket = connection.ticket();
                if (credentials.stillValid(ticket.username(), ticket.sessionGeneration())) {
                    connection.ping();
                } else {
                    connection.close(CloseCodes.VIOLATED_POLICY, "logged out");
                }
            }
        } catch (RuntimeException databaseAway) {
            // Nothing is decided without the database; the next pulse tries again.
            LOG.log(Level.FINE, "cannot check the connections' logins", databaseAway);
        }
    }

    @PreDestroy
    void stop() {
        if (pulse != null) {
            pulse.cancel(false);
        }
        connections.values().forEach(connection -> connection.close(CloseCodes.SERVICE_RESTART, "restarting"));
    }

    private List<AlertConnection.Frame> missed(Ticket ticket, long after) {
        try {
            return feed.after(ticket.username(), ticket.seesAll(), after).stream()
                    .map(AlertConnections::frame)
                    .toList();
        } catch (RuntimeException databaseAway) {
            LOG.log(Level.WARNING, "cannot look up missed alerts; the alerts page has them", databaseAway);
            return List.of();
        }
    }

    private static AlertConnection.Frame frame(AlertMessage alert) {
        return new AlertConnection.Frame(alert.sequence(), AlertJson.write(alert));
    }
}
