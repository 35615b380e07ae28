/**
 * Who is calling and what a boundary may answer when it refuses.
 *
 * <p>Every boundary EJB states its roles with {@code @RolesAllowed} and asks {@link energy.ems.security.Caller} for
 * ownership. What belongs to somebody else is {@linkplain energy.ems.security.NotFoundException not found}, so that
 * nobody learns which ids exist.
 */
package energy.ems.security;
