/**
 * Single sign-on by OpenID Connect: EMS sends a browser to the provider and believes what the provider says about it.
 *
 * <p>{@link energy.ems.signon.SignOn} is the door: it begins an attempt and completes it. {@link
 * energy.ems.signon.Provider} talks to the provider, {@link energy.ems.signon.IdTokens} believes a token or not, {@link
 * energy.ems.signon.RoleClaim} says what its holder may do. Whose account it is, decides {@link
 * energy.ems.account.signon.SignOnAccounts}. The protocol is the authorization code flow of OpenID Connect Core 1.0 with PKCE
 * (RFC 7636), as RFC 9700 asks for it.
 */
package energy.ems.signon;
