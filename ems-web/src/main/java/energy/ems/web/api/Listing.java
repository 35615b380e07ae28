package energy.ems.web.api;

import java.util.List;

/** One page of a list, and how many there are altogether. */
public record Listing<T>(List<T> items, long total) {

    static <T> Listing<T> of(List<T> items) {
        return new Listing<>(items, items.size());
    }
}
