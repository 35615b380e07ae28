/** Tariffs: the list, and the editor of one of them with its dated prices. */
package energy.ems.web.portal.tariffs;
