/**
 * RabbitMQ for Jakarta EE: a JCA 2.1 resource adapter over RabbitMQ's JMS client.
 *
 * <p>Inbound, it delivers the messages of queues and topics to message-driven beans, one by one
 * ({@link jakarta.jms.MessageListener}) or in batches ({@link energy.ems.rabbitmq.BatchMessageListener}), each delivery
 * in the bean's transaction. RabbitMQ has no XA, so the rule is: commit, then acknowledge. What was committed but not
 * acknowledged when a node died comes again, and the application has to recognise it.
 *
 * <p>Outbound, it gives a pooled connection factory ({@link energy.ems.rabbitmq.RabbitConnectionFactory}).
 *
 * <p>The generic JMS adapters need XA and server sessions, which RabbitMQ's client has not; hence an adapter of our own.
 */
package energy.ems.rabbitmq;
