/** What was measured and consumed, of a device or a place, by REST. */
package energy.ems.web.api.consumption;
