package energy.ems.boundary;

/**
 * In whose eyes figures are made: a caller's, or those of somebody who is told of them while nobody calls.
 *
 * <p>BEWARE: who hands one in answers for it. Doors of the web's hand in the {@link Caller}, and no other class of the web
 * knows this type (a wall sees to it).
 */
public interface Audience {

    String username();

    /** Whether what belongs to others may be shown to them: operators and administrators. */
    boolean seesAll();

    /** Whether something of that owner may be shown to them. */
    default boolean maySee(String owner) {
        return seesAll() || (owner != null && owner.equals(username()));
    }

    /** Somebody who sees what is their own, and nothing else, whatever their role. */
    static Audience ownerAlone(String username) {
        return new Audience() {
            @Override
            public String username() {
                return username;
            }

            @Override
            public boolean seesAll() {
                return false;
            }
        };
    }
}
