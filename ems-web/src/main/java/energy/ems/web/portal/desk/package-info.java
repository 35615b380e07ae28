/**
 * The pages of operators: what the system could not decide alone (quarantine, dead letters, unassigned meters), readings
 * by hand, the comparison of both contexts, and the audit trail.
 */
package energy.ems.web.portal.desk;
