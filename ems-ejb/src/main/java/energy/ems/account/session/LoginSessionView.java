package energy.ems.account.session;

import java.time.Instant;

/**
 * Where somebody is logged in.
 *
 * @param address the network address of the login, or null
 * @param browser a name for people, such as "Firefox, Linux", or null
 * @param beganAt when the session was opened
 * @param lastUsedAt to the minute
 */
public record LoginSessionView(long id, String address, String browser, Instant beganAt, Instant lastUsedAt) {}
