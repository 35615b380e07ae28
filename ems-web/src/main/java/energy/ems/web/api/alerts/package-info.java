/** Alerts by REST, and what is done about them. */
package energy.ems.web.api.alerts;
