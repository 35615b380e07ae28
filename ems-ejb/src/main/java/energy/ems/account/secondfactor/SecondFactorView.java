package energy.ems.account.secondfactor;

import java.time.Instant;

/**
 * That an account asks for a code beside the password.
 *
 * @param setUpAt since when
 * @param recoveryCodes how many are left
 */
public record SecondFactorView(Instant setUpAt, int recoveryCodes) {}
