/**
 * What a password has to be, how it is kept, and how whoever guesses is slowed down; knows no account.
 *
 * <p>Passwords are kept as salted PBKDF2 hashes and made stronger at the next login when the parameters have risen.
 */
package energy.ems.account.password;
