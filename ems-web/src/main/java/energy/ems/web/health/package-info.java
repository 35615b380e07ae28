/**
 * What the outside asks a server about itself: {@code /health/live}, {@code /health/ready} and {@code /metrics} on the
 * server's port.
 *
 * <p>Ready means that pages can be served: the schema is there and the database answers. The broker is reported, but a
 * node without it stays ready, because it still serves pages while measurements wait in RabbitMQ and events in the
 * outbox; taking it out of the balancer would only make the portal go away as well.
 */
package energy.ems.web.health;
