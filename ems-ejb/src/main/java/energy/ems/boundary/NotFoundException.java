package energy.ems.boundary;

import jakarta.ejb.ApplicationException;

/** The thing does not exist, or belongs to somebody else: the caller cannot tell which. */
@ApplicationException(rollback = true)
public class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(String what, Object id) {
        super(what + " " + id + " not found");
    }
}
