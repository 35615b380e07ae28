package energy.ems.metering;

/** CDI event: the current transaction has ordered a recomputation. */
record RecomputationOrdered() {}
