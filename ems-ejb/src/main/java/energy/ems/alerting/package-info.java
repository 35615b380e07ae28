/**
 * Alerts: decided ({@link energy.ems.alerting.LimitWatch}, {@link energy.ems.alerting.SilenceWatch}), written down once
 * for all ({@link energy.ems.alerting.AlertBook}), and only then sent.
 *
 * <p>An alert is one row for a meter, an hour and a kind, guaranteed by a unique key. Each change of it is an event with
 * a sequence number that has no gaps and follows the order of commits, so that "everything after number n" is all that
 * a browser has missed.
 */
package energy.ems.alerting;
