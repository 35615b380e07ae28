/**
 * What programs come in with: API tokens, each good for some time, for no more than its owner may, and kept as a digest
 * alone. {@link energy.ems.account.token.ApiTokens} is the door; whether a token is good is asked at {@code
 * account.login}.
 */
package energy.ems.account.token;
