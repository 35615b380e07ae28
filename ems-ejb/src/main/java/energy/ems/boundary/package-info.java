/**
 * What every door of the house speaks: who is calling, what a door may answer when it refuses, and pages of long lists.
 *
 * <p>Every boundary EJB states its roles with {@code @RolesAllowed} and asks {@link energy.ems.boundary.Caller} for
 * ownership. What belongs to somebody else is {@linkplain energy.ems.boundary.NotFoundException not found}, so that
 * nobody learns which ids exist.
 */
package energy.ems.boundary;
