/**
 * Device management: the one place that owns what a device is (name, owner, limit, how its readings are meant).
 *
 * <p>Every change makes a new version and, in the same transaction, a device event in the outbox. Monitoring keeps its
 * own copy from these events alone; {@link energy.ems.device.Reconciliation} finds out where the two have drifted.
 * Versions go on counting when a deleted device is created again, so that its events order right however they arrive.
 */
package energy.ems.device;
