package energy.ems.account.signon;

import energy.ems.account.AuthenticatedAccount;

/** Whether EMS lets somebody in whom the provider of the single sign-on has vouched for. */
public sealed interface SignOnResult {

    record Entered(AuthenticatedAccount account) implements SignOnResult {}

    record Refused(Reason reason) implements SignOnResult {}

    /** Why not. */
    enum Reason {
        /** The claims hold none of the values that EMS is for. */
        NO_ROLE,
        /** An administrator of EMS has closed the account. */
        DEACTIVATED,
        /** An administrator of EMS has deleted the account; another is not made by itself. */
        DELETED
    }
}
