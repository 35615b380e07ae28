/** Accounts by REST: one's own and those of others, what they are told and the reports that they get. */
package energy.ems.web.api.people;
