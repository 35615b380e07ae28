package energy.ems.account;

/**
 * CDI event: sessions, sockets and remembered credentials of this user older than the generation have to end. Observe
 * it with {@code during = AFTER_SUCCESS}. It reaches only the node where the change was made; the others notice by
 * {@link energy.ems.account.session.LoginSessions#stillValid}.
 *
 * @param sessionGeneration the present generation; {@link Long#MAX_VALUE} when the account is gone
 */
public record AccountChanged(String username, long sessionGeneration) {}
