package energy.ems.account;

import energy.ems.boundary.StaffDirectory;
import energy.ems.platform.SearchText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;

/** The accounts that may see what belongs to others. */
@ApplicationScoped
public class StaffAccounts implements StaffDirectory {

    private static final String STAFF = "SELECT a.username FROM Account a WHERE a.active = TRUE AND a.role <> :user";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Override
    public boolean isStaff(String username) {
        return !entityManager
                .createQuery(STAFF + " AND a.username = :username", String.class)
                .setParameter("user", Role.USER)
                .setParameter("username", username)
                .getResultList()
                .isEmpty();
    }

    @Override
    public List<String> staff(String text, int most) {
        boolean anyText = text == null || text.isBlank();
        TypedQuery<String> query = entityManager
                .createQuery(
                        STAFF + (anyText ? "" : " AND LOWER(a.username) LIKE :part ESCAPE '!'")
                                + " ORDER BY a.username",
                        String.class)
                .setParameter("user", Role.USER)
                .setMaxResults(most);
        if (!anyText) {
            query.setParameter("part", SearchText.anywhere(text.strip().toLowerCase(Locale.ROOT)));
        }
        return query.getResultList();
    }
}
