package energy.ems.account;

/** What an account may do; the names are those of {@link energy.ems.boundary.Roles}. */
public enum Role {
    USER,
    OPERATOR,
    ADMINISTRATOR
}
