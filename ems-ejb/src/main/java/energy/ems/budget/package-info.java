/**
 * How much energy a device or a place may use in a month, and whether it keeps to it. Owners care for their own devices,
 * administrators for all of them and for places. What a month comes to is a function of its hours: nothing of it is
 * stored.
 */
package energy.ems.budget;
