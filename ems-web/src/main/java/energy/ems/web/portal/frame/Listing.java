package energy.ems.web.portal.frame;

import energy.ems.boundary.Page;
import energy.ems.boundary.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The rows of a table, fetched from a boundary page by page; the columns' fields are the boundary's sort names. */
public final class Listing<T> extends LazyDataModel<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<PageRequest, Page<T>> source;
    private final transient Function<T, String> key;
    /** What was ever shown: a selection may reach over several pages. */
    private final transient Map<String, T> seen = new HashMap<>();

    private final transient ListState state;
    private final transient Supplier<Map<String, String>> filters;

    public Listing(Function<PageRequest, Page<T>> source, Function<T, String> key) {
        this(source, key, null, null);
    }

    /**
     * A list whose state is kept in the page's address.
     *
     * @param filters the page's parameters besides those of the list state; null for one that is not set
     */
    public Listing(
            Function<PageRequest, Page<T>> source,
            Function<T, String> key,
            ListState state,
            Supplier<Map<String, String>> filters) {
        this.source = source;
        this.key = key;
        this.state = state;
        this.filters = filters;
    }

    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        // Told by load(): one question to the database, not two.
        return 0;
    }

    @Override
    public List<T> load(int first, int size, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        SortMeta sort =
                sortBy.values().stream().filter(SortMeta::isActive).findFirst().orElse(null);
        Page<T> page = source.apply(new PageRequest(
                size == 0 ? 0 : first / size,
                size,
                sort == null ? null : sort.getField(),
                sort == null || sort.getOrder().isAscending()));
        setRowCount((int) Math.min(page.total(), Integer.MAX_VALUE));
        if (state != null) {
            state.shown(first, size, sort, filters.get());
        }
        page.items().forEach(item -> seen.put(key.apply(item), item));
        return page.items();
    }

    @Override
    public String getRowKey(T item) {
        return key.apply(item);
    }

    @Override
    public T getRowData(String rowKey) {
        return seen.get(rowKey);
    }
}
