/**
 * What energy costs: tariffs with dated versions, which device has which since when, and the bills that follow. No amount
 * is stored: a bill is a function of the hours and of the tariff ({@link energy.ems.tariff.billing}), computed when it is
 * asked for, so that a corrected reading or a changed version corrects the past by itself.
 *
 * <p>The doors: {@link energy.ems.tariff.Tariffs} and {@link energy.ems.tariff.TariffAssignments} for administrators,
 * {@link energy.ems.tariff.Costs} for everybody about what they may see.
 */
package energy.ems.tariff;
