/**
 * The report of a month, of a person's devices, of a place or of a group: made when the month is over, archived as it was
 * made, and sent by mail.
 *
 * <p>Each wish is a row that says which month is next. Whoever holds its lock makes that report, writes down the mail and
 * moves on, all in one transaction: so each report is made and sent once, whatever dies and however many nodes there are.
 */
package energy.ems.reporting;
