/** Devices by REST. */
package energy.ems.web.api.devices;
