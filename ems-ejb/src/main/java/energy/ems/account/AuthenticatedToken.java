package energy.ems.account;

/** Whom an API token belongs to and what it is good for. */
public record AuthenticatedToken(AuthenticatedAccount account, TokenScope scope) {}
