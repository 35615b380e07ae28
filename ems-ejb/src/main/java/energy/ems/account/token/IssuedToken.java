package energy.ems.account.token;

/**
 * A token that was just made.
 *
 * @param secret what the client sends as bearer token; shown this once, stored only as a hash
 */
public record IssuedToken(ApiTokenView token, String secret) {}
