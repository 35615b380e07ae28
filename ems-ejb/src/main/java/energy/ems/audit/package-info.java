/**
 * Who did what to whom, from where and when. Entries are only ever added: there is no code that changes or deletes one.
 */
package energy.ems.audit;
