/**
 * What the outside asks a server about itself: {@code /health/live}, {@code /health/started}, {@code /health/ready} and
 * {@code /metrics} on the server's port.
 *
 * <p>Started means that pages can be served: the schema is there and the database answers. A load balancer asks that,
 * because a node without the broker still serves pages, while measurements wait in RabbitMQ and events in the outbox;
 * taking it out would only make the portal go away as well. Ready means that the node does all of its work: it is for
 * whoever is to be woken when a queue is not consumed.
 */
package energy.ems.web.health;
