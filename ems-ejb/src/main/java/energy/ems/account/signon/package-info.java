/**
 * Whose account it is that somebody comes to by single sign-on, and whether they may. {@link
 * energy.ems.account.signon.SignOnAccounts} is the door; whether the provider vouches for somebody is settled before, in
 * {@link energy.ems.signon}.
 */
package energy.ems.account.signon;
