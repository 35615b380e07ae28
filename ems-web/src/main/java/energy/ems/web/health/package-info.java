/**
 * What the outside asks a server about itself: {@code /health/live}, {@code /health/started}, {@code /health/ready} and
 * {@code /metrics} on the server's port.
 *
 * <p>Started means that pages can be served: the schema is there and the database answers. Ready means that the node does
 * all of its work: it is for whoever is to be woken when a queue is not consumed. A load balancer prefers nodes that are
 * ready, and is content with those that show pages, because a node without the broker still does, while measurements
 * wait in RabbitMQ and events in the outbox; taking it out would only make the portal go away as well.
 *
 * <p>BEWARE: while Payara starts, and again for a moment while it stops, all of these are UP with nothing asked, because
 * there is no application that would be. So a load balancer asks for the login page, too.
 */
package energy.ems.web.health;
