/**
 * {@code ./ems}: runs the whole system on one machine. It starts the embedded database and broker where no real ones are
 * configured, keeps Payara Micro running as a child process, fills a first start with a demo through the public doors
 * (REST and RabbitMQ) and tells in one line what is wrong when something is.
 *
 * <p>The database and each Payara are processes of their own, so that a crash of one does not take the others along;
 * the broker lives inside the launcher. Everything that outlasts a run lies in one data directory.
 */
package energy.ems.launcher;
