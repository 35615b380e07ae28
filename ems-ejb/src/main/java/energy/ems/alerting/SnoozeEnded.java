package energy.ems.alerting;

/** CDI event, after the transaction: something is kept quiet no longer, or not as long, so what waited may leave sooner. */
public record SnoozeEnded() {}
