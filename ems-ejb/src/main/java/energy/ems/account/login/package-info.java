/**
 * Whether somebody is who they say: by a password, a code beside it, or a token. {@link
 * energy.ems.account.login.Credentials} is the door. Whoever guesses is slowed down and never told whether the account
 * exists.
 */
package energy.ems.account.login;
