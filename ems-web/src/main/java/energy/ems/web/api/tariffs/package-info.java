/** Prices, costs and budgets by REST. */
package energy.ems.web.api.tariffs;
