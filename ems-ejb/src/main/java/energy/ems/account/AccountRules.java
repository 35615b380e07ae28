package energy.ems.account;

import energy.ems.boundary.Caller;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What an account has to look like. Public for {@code account.login} and {@code account.signon}. */
@ApplicationScoped
public class AccountRules {

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    /** Who acts where nobody is logged in; an account of that name could hide in the audit log. */
    private static final Set<String> RESERVED = Set.of(Caller.SYSTEM, "anonymous");

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"'(),:;\\[\\]\\\\]{1,64}@[A-Za-z0-9.-]{1,189}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    public static final int LONGEST_NAME = 200;
    private static final Set<String> LANGUAGES = Set.of("en", "ro");

    /** The zone of new users ({@code EMS_TIMEZONE}); the machine's own when not set. */
    @Inject
    @ConfigProperty(name = "ems.timezone", defaultValue = "system")
    String defaultZone;

    /** The draft with its defaults filled in. */
    public AccountDraft checked(AccountDraft draft) {
        InputCheck check = new InputCheck();
        AccountDraft complete = check(draft, check);
        check.finish();
        return complete;
    }

    /** The draft with its defaults filled in; what is wrong with it is noted. */
    AccountDraft check(AccountDraft draft, InputCheck check) {
        check.require(draft.username() != null, "username", Rule.REQUIRED);
        check.require(
                draft.username() == null || isUsername(draft.username()),
                "username",
                Rule.PATTERN,
                "A-Z a-z 0-9 . _ @ -");
        check.require(
                draft.username() == null || !RESERVED.contains(draft.username().toLowerCase(Locale.ROOT)),
                "username",
                Rule.RESERVED);
        return new AccountDraft(
                draft.username(),
                check.attempt(() -> displayName(draft.displayName(), draft.username())),
                check.attempt(() -> email(draft.email())),
                draft.role(),
                check.attempt(() -> zone(draft.zone())),
                check.attempt(() -> language(draft.language())),
                draft.active(),
                draft.mustChangePassword());
    }

    /** Whether anybody can be called so. */
    public static boolean isUsername(String text) {
        return USERNAME.matcher(text).matches();
    }

    /** Whether an account may be called so. */
    public static boolean mayBeCalled(String username) {
        return isUsername(username) && !RESERVED.contains(username.toLowerCase(Locale.ROOT));
    }

    String displayName(String name, String otherwise) {
        if (name == null || name.isBlank()) {
            return otherwise;
        }
        String stripped = name.strip();
        require(stripped.length() <= LONGEST_NAME, "display_name", Rule.TOO_LONG, LONGEST_NAME);
        require(!CONTROL.matcher(stripped).find(), "display_name", Rule.CONTROL_CHARACTERS);
        return stripped;
    }

    public String email(String email) {
        if (email == null || email.isBlank()) {
            return null;
        }
        require(EMAIL.matcher(email.strip()).matches(), "email", Rule.NOT_AN_ADDRESS);
        return email.strip();
    }

    String language(String language) {
        String chosen = language == null || language.isBlank() ? "en" : language.strip();
        require(LANGUAGES.contains(chosen), "language", Rule.NOT_ONE_OF, "en, ro");
        return chosen;
    }

    ZoneId zone(ZoneId zone) {
        ZoneId chosen = zone != null ? zone : defaultZone();
        require(chosen.getId().length() <= 64, "zone", Rule.NOT_A_ZONE);
        return chosen;
    }

    private ZoneId defaultZone() {
        return "system".equals(defaultZone) ? ZoneId.systemDefault() : ZoneId.of(defaultZone);
    }

    private static void require(boolean kept, String field, Rule rule, Object... arguments) {
        if (!kept) {
            throw new InvalidInputException(field, rule, arguments);
        }
    }
}
