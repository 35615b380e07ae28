package energy.ems.account.token;

/** What an API token is good for; never more than its owner's role. */
public enum TokenScope {
    /** Requests that change nothing. */
    READ,
    /** All requests. */
    WRITE
}
