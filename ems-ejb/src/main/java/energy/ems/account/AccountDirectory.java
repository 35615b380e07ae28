package energy.ems.account;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells other rooms which users there are, and where they can be reached. */
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

    /** Those of the user names, by name, that belong to an account which may log in. */
    public Map<String, Addressee> addressees(Collection<String> usernames) {
        if (usernames.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery(
                        "SELECT a FROM Account a WHERE a.username IN :usernames AND a.active = TRUE", Account.class)
                .setParameter("usernames", usernames)
                .getResultList()
                .stream()
                .map(Account::addressee)
                .collect(Collectors.toMap(Addressee::username, addressee -> addressee));
    }
}
