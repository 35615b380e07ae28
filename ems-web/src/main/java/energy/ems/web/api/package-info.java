/**
 * The REST API, {@code /api/v1}: thin resources in front of the boundary EJBs, for programs and for the portal's own
 * scripts.
 *
 * <p>JSON in snake_case; decimals written in plain digits; instants in ISO 8601 with an offset; an hour without readings
 * has {@code null} energy, never 0. Lists answer {@code {"items": [...], "total": n}}. Every error is a problem detail
 * (RFC 9457), made in one place, {@link energy.ems.web.api.Problems}. Bodies are read field by field
 * ({@link energy.ems.web.api.Fields}), so that a wrong type is answered with the field's name.
 *
 * <p>Here is what all of them share; the resources are in a package for each subject, as the portal's pages are.
 *
 * <p>Who may call what stands in {@link energy.ems.web.security.AccessRules}; ownership is checked by the boundaries.
 */
package energy.ems.web.api;
