/**
 * Orders to compute a range of a meter's hours anew, worked off piece by piece in the background. A change of settings
 * orders one by itself, and then also decides again which readings are plausible.
 */
package energy.ems.metering.recomputation;
