/**
 * The pages about alerts: the bell in the frame, the list, and the words of an alert.
 */
package energy.ems.web.portal.alerts;
