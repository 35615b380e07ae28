package energy.ems.boundary;

/**
 * Which page of a list is wanted.
 *
 * @param page counted from 0
 * @param size items on a page, 1 to {@value #LARGEST}; other values are brought into that range
 * @param sort the name of a sortable field, or null for the list's own order; unknown names count as null
 */
public record PageRequest(int page, int size, String sort, boolean ascending) {

    public static final int LARGEST = 1000;

    public PageRequest {
        page = Math.max(0, page);
        size = Math.min(Math.max(1, size), LARGEST);
    }

    public static PageRequest first(int size) {
        return new PageRequest(0, size, null, true);
    }

    /** The number of items before this page. */
    public int offset() {
        return (int) Math.min((long) page * size, Integer.MAX_VALUE);
    }
}
