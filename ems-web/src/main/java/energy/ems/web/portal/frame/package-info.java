/**
 * What every page stands in and draws on: navigation, language, zone and appearance of the viewer, texts, confirmations,
 * lists that load a page at a time, converters, exports, and what becomes of an exception. Knows no subject.
 */
package energy.ems.web.portal.frame;
