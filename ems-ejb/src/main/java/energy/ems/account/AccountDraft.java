package energy.ems.account;

import java.time.ZoneId;

/**
 * An account as an administrator wants it to be. Texts are stripped, blank ones are null.
 *
 * @param username 1 to 64 letters, digits, {@code . _ @ -}; not changeable afterwards
 * @param displayName null: the user name
 * @param role null: {@link Role#USER}
 * @param zone null: the system's default zone
 * @param language {@code en} or {@code ro}; null: {@code en}
 * @param active whether the user may log in
 * @param mustChangePassword whether the user has to choose a password of their own at the next login
 */
public record AccountDraft(
        String username,
        String displayName,
        String email,
        Role role,
        ZoneId zone,
        String language,
        boolean active,
        boolean mustChangePassword) {

    public AccountDraft {
        username = stripped(username);
        displayName = stripped(displayName);
        email = stripped(email);
        language = stripped(language);
        role = role == null ? Role.USER : role;
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
