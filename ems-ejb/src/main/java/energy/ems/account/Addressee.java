package energy.ems.account;

import energy.ems.boundary.Audience;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Somebody who can be told of something.
 *
 * @param email null when the account has none
 * @param seesAll whether what belongs to others may be shown to them: operators and administrators
 */
public record Addressee(String username, String email, boolean seesAll, ZoneId zone, Locale language)
        implements Audience {}
