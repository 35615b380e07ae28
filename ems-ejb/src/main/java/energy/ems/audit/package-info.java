/**
 * Who did what to whom, from where and when. Entries are only ever added: there is no code that changes or deletes one; and
 * each is sealed, so that it shows when somebody has done so in the database.
 */
package energy.ems.audit;
