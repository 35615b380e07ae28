package energy.ems.metering.backfill;

/** CDI event: the current transaction has confirmed an import, or ordered to undo it. */
record BackfillOrdered() {}
