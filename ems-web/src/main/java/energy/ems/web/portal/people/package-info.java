/**
 * The pages about people: login, users, one's own account and password.
 */
package energy.ems.web.portal.people;
