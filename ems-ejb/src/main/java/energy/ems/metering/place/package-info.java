/**
 * From the hours of devices to the sums of places: plain Java, no container, no clock.
 *
 * <p>What a place has is what its main meters measured; without one, what its devices and the places below it have.
 * Because a nested main meter stands for all of its own place, nothing is counted twice.
 */
package energy.ems.metering.place;
