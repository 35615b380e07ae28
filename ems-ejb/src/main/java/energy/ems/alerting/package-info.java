/**
 * Alerts: decided ({@link energy.ems.alerting.LimitWatch}, {@link energy.ems.alerting.SilenceWatch}), written down once
 * for all ({@link energy.ems.alerting.AlertBook}), and only then sent.
 *
 * <p>An alert is one row for a meter, an hour and a kind, guaranteed by a unique key. Each change of it is an event with
 * a sequence number that has no gaps and follows the order of commits, so that "everything after number n" is all that
 * a browser has missed.
 *
 * <p>What is noticed of an hour that ended more than a day before is history ({@link energy.ems.alerting.History}): its
 * changes are numbered and recorded like all others, but nobody is told of them. {@link energy.ems.alerting.HistoryWatch}
 * raises one alert for many such hours, and that one is told of.
 */
package energy.ems.alerting;
