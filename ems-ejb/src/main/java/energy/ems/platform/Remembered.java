package energy.ems.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.ToIntFunction;

/**
 * What a node keeps in memory of very many things that come in turn, as meters do. Beyond its bound it forgets some of
 * them, and not the one that was used longest ago: with a few more things than fit, that would be the one that comes
 * next, and each of them would be forgotten just before it is asked for.
 */
public final class Remembered {

    private Remembered() {}

    /**
     * Thread-safe, and without threads of its own.
     *
     * @param most how much may be kept
     * @param weight how much of that a value is
     */
    public static <K, V> Cache<K, V> upTo(long most, ToIntFunction<V> weight) {
        return Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((K key, V value) -> weight.applyAsInt(value))
                .executor(Runnable::run)
                .build();
    }
}
