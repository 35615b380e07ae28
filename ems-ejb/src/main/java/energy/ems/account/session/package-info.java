/**
 * Where people are logged in: the portal's sessions as all nodes know them, which their owners and administrators see and
 * end. {@link energy.ems.account.session.LoginSessions} is the door.
 */
package energy.ems.account.session;
