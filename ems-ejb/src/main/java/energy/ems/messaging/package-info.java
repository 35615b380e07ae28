/**
 * What leaves this system through RabbitMQ.
 *
 * <p>Nothing is published from inside a business transaction. A message is a row in the {@linkplain
 * energy.ems.messaging.Outbox outbox}, written in the same transaction as the change that it tells of; the relay sends
 * it afterwards, waits for the broker's confirmation and only then deletes the row. So a message is neither lost when
 * the broker is away nor sent for a change that was rolled back. It may be sent twice after a crash: every consumer has
 * to be idempotent.
 *
 * <p>What hangs on no transaction, as the dead letters of measurements do, is {@linkplain
 * energy.ems.messaging.MessagePublisher published} at once; the outbox keeps what the broker does not take.
 */
package energy.ems.messaging;
