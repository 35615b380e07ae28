package energy.ems.web.api.people;

import energy.ems.account.AccountDraft;
import energy.ems.account.AccountView;
import energy.ems.account.Role;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Query;
import java.time.Instant;
import java.time.ZoneId;

/** A user as the API shows it; never a password. */
public record UserJson(
        String username,
        String displayName,
        String email,
        String role,
        boolean mustChangePassword,
        boolean active,
        String zone,
        String language,
        long version,
        Instant createdAt,
        Instant lastLoginAt) {

    static UserJson of(AccountView account) {
        return new UserJson(
                account.username(),
                account.displayName(),
                account.email(),
                account.role().name(),
                account.mustChangePassword(),
                account.active(),
                account.zone() == null ? null : account.zone().getId(),
                account.language(),
                account.version(),
                account.createdAt(),
                account.lastLoginAt());
    }

    static AccountDraft draft(Fields body) {
        return new AccountDraft(
                body.required("username"),
                body.text("display_name"),
                body.text("email"),
                body.choice("role", Role.class, Role.USER),
                zone(body.text("zone")),
                body.text("language"),
                !Boolean.FALSE.equals(body.flag("active")),
                !Boolean.FALSE.equals(body.flag("must_change_password")));
    }

    /** What the body leaves out stays as it is. */
    static AccountDraft draft(Fields body, AccountView present) {
        return new AccountDraft(
                body.has("username") ? body.required("username") : present.username(),
                body.has("display_name") ? body.text("display_name") : present.displayName(),
                body.has("email") ? body.text("email") : present.email(),
                body.has("role") ? body.choice("role", Role.class, Role.USER) : present.role(),
                body.has("zone") ? zone(body.text("zone")) : present.zone(),
                body.has("language") ? body.text("language") : present.language(),
                body.has("active") ? !Boolean.FALSE.equals(body.flag("active")) : present.active(),
                body.has("must_change_password")
                        ? Boolean.TRUE.equals(body.flag("must_change_password"))
                        : present.mustChangePassword());
    }

    static ZoneId zone(String name) {
        return Query.zone("zone", name, null);
    }
}
