/**
 * Messages: people are told of alerts outside the portal, by mail or by a webhook of their own.
 *
 * <p>An alert's change is stored in the alert's transaction, with a number without gaps in the order of commits. {@link
 * energy.ems.notification.MessageBook} goes through these numbers and writes down, in the same transaction that moves its
 * mark on, who wants to know of what: nobody is forgotten and nobody is found twice, and the intake of measurements waits
 * for none of it. {@link energy.ems.notification.Bundles} makes deliveries of what has gathered, held back by quiet hours
 * and by the most that a person wants in an hour. {@link energy.ems.notification.Deliveries} lends each to one node at a
 * time, which sends it with no transaction open and notes the outcome.
 *
 * <p>Nobody is told of what the portal would not show them: asked when the message is written down, and again when it
 * leaves.
 */
package energy.ems.notification;
