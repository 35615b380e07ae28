package energy.ems.metering.recomputation;

/** CDI event: the current transaction has ordered a recomputation. */
record RecomputationOrdered() {}
