package energy.ems.account;

/** What an account may do, from least to most; the names are those of {@link energy.ems.boundary.Roles}. */
public enum Role {
    USER,
    OPERATOR,
    ADMINISTRATOR;

    /** The role that may less. */
    Role lower(Role other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
