package energy.ems.account.secondfactor;

import energy.ems.account.AuthenticatedAccount;
import java.util.List;

/**
 * @param account the caller's from now on; its sessions but this one have ended
 * @param recoveryCodes to be shown this once
 */
public record SecondFactorMade(AuthenticatedAccount account, List<String> recoveryCodes) {}
