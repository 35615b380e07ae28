/**
 * The smart metering device simulator: replays a load profile as one or thousands of meters that send their readings to
 * RabbitMQ, with the faults of real meters on request, and computes the hourly totals that the receiving system must
 * arrive at.
 *
 * <p>A plain Java program. It shares no code with the system that it tests, so that the totals of {@link ExpectedTotals}
 * are a second opinion and not an echo. Everything it sends is a function of its options and the seed: the same options
 * give the same messages in the same order, which is what makes a fault reproducible and an interrupted run resumable.
 */
package energy.ems.simulator;
