/**
 * What EMS says as a file that people keep: spreadsheets (XLSX) and printed pages (PDF) of consumption and of bills. A
 * function of figures that others have asked for, so that a file cannot differ from the page and from REST; nothing here
 * asks a database, knows a caller or a clock.
 *
 * <p>Times stand in the zone that the document names, because a spreadsheet's date has none: beside each stands its
 * offset, which tells the hours apart that an autumn night shows twice.
 */
package energy.ems.document;
