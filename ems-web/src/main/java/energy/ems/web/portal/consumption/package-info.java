/**
 * The pages about energy: the dashboard and the consumption of a device, with the chart, the shown period and the export.
 */
package energy.ems.web.portal.consumption;
