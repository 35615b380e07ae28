/**
 * Alerts to open pages, as they happen: the WebSocket {@code /ws/alerts} and the registry of its connections.
 *
 * <p>Each node follows the alerts in the database, called by RabbitMQ, and passes each on once to the browsers that are
 * connected to it: to the device's
 * owner and to administrators, never to anybody else. What a browser missed it asks for by sequence when it connects
 * again. A connection lives no longer than the login that opened it, and a reader that is too slow is disconnected
 * instead of holding up the others: it comes back and catches up.
 */
package energy.ems.web.live;
