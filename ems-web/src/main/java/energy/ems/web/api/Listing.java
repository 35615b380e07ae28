package energy.ems.web.api;

import energy.ems.boundary.Page;
import java.util.List;

/** One page of a list, and how many there are altogether. */
public record Listing<T>(List<T> items, long total) {

    public static <T> Listing<T> of(Page<T> page) {
        return new Listing<>(page.items(), page.total());
    }

    public static <T> Listing<T> of(List<T> all) {
        return new Listing<>(all, all.size());
    }
}
