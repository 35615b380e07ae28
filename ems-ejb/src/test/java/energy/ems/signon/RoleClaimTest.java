package energy.ems.signon;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.account.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoleClaimTest {

    @Test
    void theMostOfAllValuesCounts() {
        RoleClaim claim = claim("groups");

        assertThat(claim.roleOf(Map.of("groups", List.of("ems-users", "ems admins", "others"))))
                .contains(Role.ADMINISTRATOR);
        assertThat(claim.roleOf(Map.of("groups", List.of("ems-users", "ems-desk"))))
                .contains(Role.OPERATOR);
        assertThat(claim.roleOf(Map.of("groups", "ems-users"))).contains(Role.USER);
    }

    @Test
    void whoHasNoneIsNobody() {
        RoleClaim claim = claim("groups");

        assertThat(claim.roleOf(Map.of("groups", List.of("EMS-USERS", "ems-users ", "*"))))
                .isEmpty();
        assertThat(claim.roleOf(Map.of("groups", List.of()))).isEmpty();
        assertThat(claim.roleOf(Map.of("roles", List.of("ems-users")))).isEmpty();
        assertThat(claim.roleOf(Map.of())).isEmpty();
    }

    /** As Keycloak has them, and as those have them whose claims are addresses. */
    @Test
    void itMayLieDeeperAndMayHaveFullStopsItself() {
        assertThat(claim("realm_access.roles").roleOf(Map.of("realm_access", Map.of("roles", List.of("ems-desk")))))
                .contains(Role.OPERATOR);
        assertThat(claim("realm_access.roles").roleOf(Map.of("realm_access", "roles")))
                .isEmpty();
        assertThat(claim("https://ems.example/roles").roleOf(Map.of("https://ems.example/roles", List.of("ems-desk"))))
                .contains(Role.OPERATOR);
    }

    @Test
    void everybodyMayBeAUserButNobodyMoreByThat() {
        RoleClaim claim = claim("groups");
        claim.users = Optional.of("*");
        claim.administrators = Optional.of("*");

        assertThat(claim.roleOf(Map.of())).contains(Role.USER);
    }

    @Test
    void anAddressCountsOnceItWasChecked() {
        RoleClaim claim = claim("email");
        claim.administrators = Optional.of("anna@example.org");

        assertThat(claim.roleOf(Map.of("email", "anna@example.org"))).isEmpty();
        assertThat(claim.roleOf(Map.of("email", "anna@example.org", "email_verified", false)))
                .isEmpty();
        assertThat(claim.roleOf(Map.of("email", "anna@example.org", "email_verified", true)))
                .contains(Role.ADMINISTRATOR);
    }

    private static RoleClaim claim(String name) {
        RoleClaim claim = new RoleClaim();
        claim.name = name;
        claim.administrators = Optional.of("ems admins, root");
        claim.operators = Optional.of("ems-desk");
        claim.users = Optional.of("ems-users,");
        return claim;
    }
}
