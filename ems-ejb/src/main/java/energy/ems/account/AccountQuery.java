package energy.ems.account;

import energy.ems.boundary.PageRequest;
import java.util.Set;

/**
 * Which accounts are wanted. Sortable: {@link #SORTABLE}.
 *
 * @param text a part of the user name, display name or e-mail address; null for all
 * @param role null for all
 */
public record AccountQuery(String text, Role role, PageRequest page) {

    /** The names of fields that a {@link PageRequest} may sort by. */
    public static final Set<String> SORTABLE = Set.of("username", "display_name", "email", "role", "last_login_at");

    public static AccountQuery all(PageRequest page) {
        return new AccountQuery(null, null, page);
    }
}
