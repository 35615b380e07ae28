/**
 * Who comes in, and what they may reach: the login, the access rules and what every answer carries.
 *
 * <p>One {@link energy.ems.web.security.Authentication authentication mechanism} finds out who is calling (the portal's
 * session; HTTP Basic or a bearer token on the REST API). It never refuses: refusing is the work of one filter, the
 * {@link energy.ems.web.security.Gate}, from one table, {@link energy.ems.web.security.AccessRules}, in which a path
 * that is not listed is not served. Every refusal therefore passes the {@link energy.ems.web.security.SecurityHeaders}
 * and has the form its caller reads.
 *
 * <p>This is the outer wall only: the boundary EJBs check roles and ownership again, so that a mistake in the table
 * shows a page without data, not another user's data.
 */
package energy.ems.web.security;
