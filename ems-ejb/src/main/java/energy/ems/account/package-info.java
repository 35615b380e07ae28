/**
 * The people who use the system: their accounts and roles, what each may change of its own, and whom other rooms may
 * tell of something. {@link energy.ems.account.Accounts} is the door to the accounts; how somebody comes in stands in the
 * rooms below, each with a door of its own.
 *
 * <p>Every account carries a session generation: it counts up whenever a password, a role or the right to log in
 * changes, and what was opened under an older generation is closed.
 *
 * <p>The rooms lean on each other in one direction: {@code login} on all that can be checked, {@code secondfactor},
 * {@code token}, {@code session} and {@code signon} on the account and not on each other, all of them on {@code password},
 * which knows no account. Of what is public here, the rest of the house uses the doors and what they answer; what is
 * public for another of these rooms only, says so.
 */
package energy.ems.account;
