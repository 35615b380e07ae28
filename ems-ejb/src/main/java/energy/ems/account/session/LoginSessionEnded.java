package energy.ems.account.session;

/**
 * CDI event: somebody has ended this session from elsewhere; what is open in it has to close. Observe it with
 * {@code during = AFTER_SUCCESS}. It reaches only the node where it was ended; the others notice by
 * {@link LoginSessions#present}.
 */
public record LoginSessionEnded(long id) {}
