package energy.ems.platform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that does not grow without end, whoever fills it: beyond its bound it forgets the entry that nobody has used for
 * longest. Not thread-safe; reading changes it, too.
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int mostEntries;

    /** @param mostEntries how many entries it keeps, one or more */
    public BoundedMap(int mostEntries) {
        super(16, 0.75f, true);
        if (mostEntries < 1) {
            throw new IllegalArgumentException("A map of " + mostEntries + " entries keeps nothing");
        }
        this.mostEntries = mostEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > mostEntries;
    }
}
