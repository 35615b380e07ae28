package energy.ems.metering;

import energy.ems.boundary.Caller;
import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.metering.meter.MeterState;
import energy.ems.platform.SearchText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a few words find, asked while somebody types: devices by name, id and place, and places. Users find their own
 * alone; what somebody may not see is as if it were not there.
 */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class Finder {

    /** Longer questions are not typed; each word is another comparison with every device. */
    private static final int MOST_WORDS = 6;

    /** Paths are stored to be compared bytewise, and searched as names are: whatever the case and the accents. */
    private static final String PLACE = "SQL('? COLLATE utf8mb4_unicode_ci', m.place)";

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Caller caller;

    /**
     * The devices of which every word stands in the name, the id or the place, in any case, with or without accents:
     * first those whose name begins with what was typed, then by name. It costs at most two queries.
     *
     * @param typed blank for none
     * @param most how many at most
     */
    public List<FoundDevice> devices(String typed, int most) {
        List<String> words = words(typed);
        if (words.isEmpty()) {
            return List.of();
        }
        Map<String, FoundDevice> found = new LinkedHashMap<>();
        // A range of the index of names; most of the time it is enough.
        TypedQuery<Object[]> beginning = own(
                "SELECT m.deviceId, m.name, m.place FROM Meter m",
                " AND m.name LIKE :start ESCAPE '!' ORDER BY m.name, m.deviceId");
        beginning.setParameter("start", SearchText.anywhere(typed.strip()).substring(1));
        add(found, beginning, most);
        if (found.size() < most) {
            TypedQuery<Object[]> anywhere = own(
                    "SELECT m.deviceId, m.name, m.place FROM Meter m",
                    each(
                                    words,
                                    "(m.name LIKE :word%1$d ESCAPE '!' OR LOWER(m.deviceId) LIKE :word%1$d ESCAPE '!' OR "
                                            + PLACE + " LIKE :word%1$d ESCAPE '!')")
                            + " ORDER BY m.name, m.deviceId");
            add(found, bound(anywhere, words), most);
        }
        return found.values().stream().limit(most).toList();
    }

    private static void add(Map<String, FoundDevice> found, TypedQuery<Object[]> query, int most) {
        query.setMaxResults(most)
                .getResultStream()
                .map(row -> new FoundDevice((String) row[0], (String) row[1], (String) row[2]))
                .forEach(device -> found.putIfAbsent(device.deviceId(), device));
    }

    /**
     * The places of whose path every word is a part, the outer ones first, each with how many devices stand in it and
     * below it.
     *
     * @param typed blank for none
     * @param most how many at most
     */
    public List<PlaceEntry> places(String typed, int most) {
        List<String> words = words(typed);
        if (words.isEmpty()) {
            return List.of();
        }
        TypedQuery<Object[]> query = own(
                "SELECT m.place, COUNT(m) FROM Meter m",
                " AND m.place IS NOT NULL" + each(words, PLACE + " LIKE :word%1$d ESCAPE '!'") + " GROUP BY m.place");
        Map<String, Long> devices = new TreeMap<>();
        bound(query, words).getResultStream().forEach(row -> {
            String path = (String) row[0];
            for (int end = path.length(); end > 0; end = path.lastIndexOf(DevicePlace.SEPARATOR, end - 1)) {
                String around = path.substring(0, end);
                // The database may compare more freely than we do: what it has found itself is never left out.
                if (end == path.length() || words.stream().allMatch(word -> SearchText.isIn(word, around))) {
                    devices.merge(around, (Long) row[1], Long::sum);
                }
            }
        });
        return devices.entrySet().stream()
                .map(place -> new PlaceEntry(
                        place.getKey(),
                        place.getKey().substring(place.getKey().lastIndexOf(DevicePlace.SEPARATOR) + 1),
                        place.getValue()))
                .sorted(Comparator.comparingInt(Finder::depth).thenComparing(PlaceEntry::path))
                .limit(most)
                .toList();
    }

    private static int depth(PlaceEntry place) {
        return (int) place.path()
                .chars()
                .filter(each -> each == DevicePlace.SEPARATOR.charAt(0))
                .count();
    }

    private static List<String> words(String typed) {
        return typed == null
                ? List.of()
                : Stream.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .limit(MOST_WORDS)
                        .toList();
    }

    private static String each(List<String> words, String condition) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            all.add(" AND " + condition.formatted(i));
        }
        return String.join("", all);
    }

    private static TypedQuery<Object[]> bound(TypedQuery<Object[]> query, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            query.setParameter("word" + i, SearchText.anywhere(words.get(i)));
        }
        return query;
    }

    /** A question about the registered meters that the caller may see. */
    private TypedQuery<Object[]> own(String select, String rest) {
        String owned = caller.seesAll() ? "" : " AND m.owner = :owner";
        TypedQuery<Object[]> query = entityManager
                .createQuery(select + " WHERE m.state = :state" + owned + rest, Object[].class)
                .setParameter("state", MeterState.ACTIVE);
        return caller.seesAll() ? query : query.setParameter("owner", caller.username());
    }
}
