package energy.ems.account.token;

import energy.ems.account.AuthenticatedAccount;

/** Whom an API token belongs to and what it is good for. */
public record AuthenticatedToken(AuthenticatedAccount account, TokenScope scope) {}
