package energy.ems.boundary;

/** The role names as the container knows them; constants, so that annotations can use them. */
public final class Roles {

    /** Sees and changes only what is their own. */
    public static final String USER = "USER";

    /** Sees everything, changes nothing. */
    public static final String OPERATOR = "OPERATOR";

    /** Sees and changes everything. */
    public static final String ADMINISTRATOR = "ADMINISTRATOR";

    private Roles() {}
}
