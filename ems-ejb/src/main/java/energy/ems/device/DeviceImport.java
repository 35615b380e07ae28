package energy.ems.device;

import energy.ems.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.io.Reader;

/**
 * Bulk import from CSV: a header line with the field names of the REST contract, separated by comma or semicolon, then
 * at most {@value #MOST_LINES} devices. A line with a known id changes that device, any other creates one.
 */
@Stateless
public class DeviceImport {

    public static final int MOST_LINES = 100_000;

    /** Reads and checks everything and changes nothing. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public ImportReport preview(Reader csv) {
        throw new UnsupportedOperationException();
    }

    /** Stores all devices, or none when a single line is wrong. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public ImportReport apply(Reader csv) {
        throw new UnsupportedOperationException();
    }
}
