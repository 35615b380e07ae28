package energy.ems.device;

import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.platform.SearchText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds devices at the speed of an index. The ids of the page come first, from one index that holds all that the
 * condition and the order need; only the devices of the page are then read in full.
 */
@ApplicationScoped
class DeviceSearch {

    private static final int LONGEST_TEXT = 100;

    /** Each order is that of an index; a search text contains the id, so it makes every order a total one. */
    private static final Map<String, List<String>> ORDERS = Map.of(
            "name", List.of("name", "search_text"),
            "id", List.of("id"),
            "owner", List.of("owner", "name", "id"),
            "max_hourly_kwh", List.of("max_hourly_kwh", "id"),
            "updated_at", List.of("updated_at", "id"));

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    /** @param owner only this user's devices; null for all */
    Page<DeviceView> find(DeviceQuery query, String owner) {
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (owner != null) {
            parameters.add(owner);
            conditions.add("owner = ?" + parameters.size());
        }
        if (query.unassigned()) {
            conditions.add("owner IS NULL");
        }
        if (query.text() != null && !query.text().isBlank()) {
            String text = query.text().strip();
            parameters.add(SearchText.part(text.substring(0, Math.min(text.length(), LONGEST_TEXT))));
            conditions.add("LOCATE(?" + parameters.size() + ", search_text) > 0");
        }
        if (query.place() != null) {
            conditions.add(atOrBelow(query.place(), parameters));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        PageRequest page = query.page();
        List<?> ids = ids(where, parameters, page);
        // A page that is not full is the last one: then everything has been looked at already and need not be counted.
        boolean last = ids.size() < page.size() && (!ids.isEmpty() || page.page() == 0);
        return new Page<>(devices(ids), last ? page.offset() + ids.size() : count(where, parameters));
    }

    /** A place and all below it: one path and one range of paths. */
    static String atOrBelow(String place, List<Object> parameters) {
        parameters.add(place);
        parameters.add(place + DevicePlace.SEPARATOR);
        parameters.add(DevicePlace.endOfBelow(place));
        int last = parameters.size();
        return "(place = ?%d OR (place > ?%d AND place < ?%d))".formatted(last - 2, last - 1, last);
    }

    private List<?> ids(String where, List<Object> parameters, PageRequest page) {
        List<String> order = ORDERS.getOrDefault(Objects.requireNonNullElse(page.sort(), "name"), ORDERS.get("name"));
        String direction = page.ascending() ? " ASC" : " DESC";
        String orderBy = order.stream().map(column -> column + direction).collect(Collectors.joining(", "));
        String limit = " LIMIT " + page.size() + " OFFSET " + page.offset();
        return with(parameters, "SELECT id FROM device" + where + " ORDER BY " + orderBy + limit)
                .getResultList();
    }

    private List<DeviceView> devices(List<?> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, DeviceView> found = entityManager
                .createQuery("SELECT d FROM Device d WHERE d.id IN :ids", Device.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(Device::view)
                .collect(Collectors.toMap(DeviceView::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private long count(String where, List<Object> parameters) {
        return ((Number) with(parameters, "SELECT COUNT(*) FROM device" + where).getSingleResult()).longValue();
    }

    private Query with(List<Object> parameters, String sql) {
        Query query = entityManager.createNativeQuery(sql);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        return query;
    }
}
