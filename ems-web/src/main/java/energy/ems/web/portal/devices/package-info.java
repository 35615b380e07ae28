/**
 * The pages about devices: the table, the side panel in which one is edited, and the import of many.
 */
package energy.ems.web.portal.devices;
