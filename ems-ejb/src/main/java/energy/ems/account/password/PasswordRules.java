package energy.ems.account.password;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import java.util.Locale;

/** What a password has to look like. Public for {@code account} and {@code account.login}. */
public final class PasswordRules {

    /** Longer ones gain nothing; hashing a megabyte only costs. */
    public static final int LONGEST = 256;

    private static final int SHORTEST = 8;

    private PasswordRules() {}

    /** Length counts, composition does not (NIST SP 800-63B). */
    public static void check(String username, char[] password) {
        require(password != null && password.length > 0, "password", Rule.REQUIRED);
        require(password.length >= SHORTEST, "password", Rule.TOO_SHORT, SHORTEST);
        require(password.length <= LONGEST, "password", Rule.TOO_LONG, LONGEST);
        String lower = new String(password).toLowerCase(Locale.ROOT);
        boolean common = CommonPasswords.contain(lower)
                || (username != null && lower.equals(username.toLowerCase(Locale.ROOT)))
                || lower.chars().distinct().count() < 3;
        require(!common, "password", Rule.TOO_COMMON);
    }

    private static void require(boolean kept, String field, Rule rule, Object... arguments) {
        if (!kept) {
            throw new InvalidInputException(field, rule, arguments);
        }
    }
}
