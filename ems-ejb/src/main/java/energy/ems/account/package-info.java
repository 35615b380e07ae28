/**
 * The people who use the system: accounts, passwords, roles and API tokens.
 *
 * <p>Passwords are kept as salted PBKDF2 hashes and made stronger at the next login when the parameters have risen.
 * Whoever guesses is slowed down and never told whether the account exists. Every account carries a session generation:
 * it counts up whenever a password, a role or the right to log in changes, and what was opened under an older
 * generation is closed.
 */
package energy.ems.account;
