/** The operator's and the administrator's work by REST: what waits, what was doubted, what was done, how the system is. */
package energy.ems.web.api.desk;
