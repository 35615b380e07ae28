package energy.ems.account.login;

import energy.ems.account.PendingLogin;
import jakarta.ejb.ApplicationException;

/** The password was right and is not enough: the account asks for a code as well. */
@ApplicationException(rollback = false)
public class CodeNeededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final PendingLogin login;

    CodeNeededException(PendingLogin login) {
        super("a code is needed", null, false, false);
        this.login = login;
    }

    public PendingLogin login() {
        return login;
    }
}
