package energy.ems.account;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Tells the rest of device management which users there are. */
@Stateless
@PermitAll
public class AccountDirectory {

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    public boolean exists(String username) {
        return !existing(Set.of(username)).isEmpty();
    }

    /** Those of the user names that belong to an account. */
    public Set<String> existing(Collection<String> usernames) {
        if (usernames.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(entityManager
                .createQuery("SELECT a.username FROM Account a WHERE a.username IN :usernames", String.class)
                .setParameter("usernames", usernames)
                .getResultList());
    }
}
