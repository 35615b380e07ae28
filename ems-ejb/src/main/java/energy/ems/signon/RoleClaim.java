package energy.ems.signon;

import energy.ems.account.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What somebody may do, by one claim of the provider: the most that any of its values stands for. */
@ApplicationScoped
class RoleClaim {

    /** Whoever the provider lets sign in to EMS. */
    private static final String ANYBODY = "*";

    private static final String EMAIL = "email";

    /** Its name ({@code EMS_SIGNON_CLAIM}), or the way to it, with full stops. */
    @Inject
    @ConfigProperty(name = "ems.signon.claim", defaultValue = "roles")
    String name;

    /** Values that mean administrator ({@code EMS_SIGNON_ADMINISTRATORS}), with commas between them. */
    @Inject
    @ConfigProperty(name = "ems.signon.administrators")
    Optional<String> administrators;

    @Inject
    @ConfigProperty(name = "ems.signon.operators")
    Optional<String> operators;

    /** {@code *} for everybody who may sign in to EMS at the provider. */
    @Inject
    @ConfigProperty(name = "ems.signon.users")
    Optional<String> users;

    /** Empty when EMS is not for them. */
    Optional<Role> roleOf(Map<String, Object> claims) {
        Set<String> values = Set.copyOf(valuesIn(claims));
        return Stream.of(Role.ADMINISTRATOR, Role.OPERATOR, Role.USER)
                .filter(role -> valuesOf(role).stream()
                        .anyMatch(value -> values.contains(value) || role == Role.USER && value.equals(ANYBODY)))
                .findFirst();
    }

    /** Whether the claim is there at all. Some providers tell it only when they are asked for more about the user. */
    boolean isIn(Map<String, Object> claims) {
        return find(claims) != null;
    }

    private List<String> valuesOf(Role role) {
        Optional<String> setting = switch (role) {
            case ADMINISTRATOR -> administrators;
            case OPERATOR -> operators;
            case USER -> users;
        };
        return setting.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private Collection<String> valuesIn(Map<String, Object> claims) {
        // An address that nobody has checked is anybody's.
        if (name.equals(EMAIL) && !isTrue(claims.get("email_verified"))) {
            return List.of();
        }
        Object found = find(claims);
        if (found instanceof Collection<?> several) {
            return several.stream()
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .collect(Collectors.toSet());
        }
        return found == null ? List.of() : List.of(found.toString());
    }

    private Object find(Map<String, Object> claims) {
        // A name may have full stops itself, as those that are addresses have.
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object reached = claims;
        for (String step : name.split("\\.")) {
            reached = reached instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return reached;
    }

    /** Some providers write it as a text. */
    static boolean isTrue(Object claim) {
        return Boolean.TRUE.equals(claim) || "true".equals(claim);
    }
}
