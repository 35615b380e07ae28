package energy.ems.messaging;

/** CDI event: the current transaction has put messages into the outbox. */
record OutboxFilled() {}
