package energy.ems.platform;

import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JPQL query whose conditions are put together at run time. Conditions are constants of the program; what comes from
 * outside is only ever a parameter.
 */
public final class Paging<T> {

    private final Class<T> entity;
    private final StringBuilder where = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Paging(Class<T> entity) {
        this.entity = entity;
    }

    public static <T> Paging<T> of(Class<T> entity) {
        return new Paging<>(entity);
    }

    /**
     * Adds a condition on the entity {@code e} when its value is given.
     *
     * @param condition for instance {@code e.owner = :owner}
     * @param value the parameter's value; null leaves the condition out
     */
    public Paging<T> where(String condition, String parameter, Object value) {
        if (value != null) {
            where(condition);
            parameters.put(parameter, value);
        }
        return this;
    }

    /** Adds a condition without a parameter. */
    public Paging<T> where(String condition) {
        where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
        return this;
    }

    /** @param orderBy for instance {@code e.name ASC, e.id ASC} */
    public Page<T> fetch(EntityManager entityManager, PageRequest page, String orderBy) {
        String from = " FROM " + entity.getSimpleName() + " e" + where;
        TypedQuery<T> items = entityManager.createQuery("SELECT e" + from + " ORDER BY " + orderBy, entity);
        parameters.forEach(items::setParameter);
        List<T> found =
                items.setFirstResult(page.offset()).setMaxResults(page.size()).getResultList();
        return new Page<>(found, count(entityManager));
    }

    public long count(EntityManager entityManager) {
        TypedQuery<Long> count =
                entityManager.createQuery("SELECT COUNT(e) FROM " + entity.getSimpleName() + " e" + where, Long.class);
        parameters.forEach(count::setParameter);
        return count.getSingleResult();
    }
}
