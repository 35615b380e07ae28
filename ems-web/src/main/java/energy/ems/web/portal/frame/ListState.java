package energy.ems.web.portal.frame;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.primefaces.PrimeFaces;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;

/**
 * Which page of a list is shown, how long and in which order: kept in the page's address, so that Back, a reload and a
 * bookmark show the same rows. The list itself is an Ajax one; the browser's script {@code lists.js} puts the address
 * of each answer into the address bar.
 *
 * <p>A page has view parameters {@code page}, {@code size} and {@code sort} for it, and one for each of its filters, the
 * setters of which have to look at {@link #isFirstRequest}: later requests carry the parameters' old values along.
 */
public class ListState implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int USUAL_SIZE = 25;
    private static final List<Integer> SIZES = List.of(USUAL_SIZE, 50, 100);
    private static final int LAST_PAGE = 1_000_000;

    private int first;
    private int rows = USUAL_SIZE;
    private String sort;
    private boolean ascending = true;

    /** Whether this request is what the address asks for, rather than an action on the page. */
    public static boolean isFirstRequest() {
        return !FacesContext.getCurrentInstance().isPostback();
    }

    /** Takes over what the table has just loaded and tells the browser the address for it. */
    void shown(int newFirst, int newRows, SortMeta newSort, Map<String, String> filters) {
        first = newFirst;
        rows = newRows;
        sort = newSort == null ? null : newSort.getField();
        ascending = newSort == null || newSort.getOrder().isAscending();
        if (!isFirstRequest()) {
            PrimeFaces.current().ajax().addCallbackParam("emsAddress", query(filters));
        }
    }

    private String query(Map<String, String> filters) {
        Map<String, String> parameters = new LinkedHashMap<>(filters);
        parameters.put("sort", getSort());
        parameters.put("page", getPage());
        parameters.put("size", getSize());
        List<String> parts = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (value != null) {
                parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    /** A new search begins at its first page. */
    public void restart(String tableId) {
        first = 0;
        UIComponent table = FacesContext.getCurrentInstance().getViewRoot().findComponent(tableId);
        if (table instanceof DataTable list) {
            list.setFirst(0);
        }
    }

    /** For the table: the order to begin with. */
    public List<SortMeta> getSortBy() {
        return sort == null
                ? List.of()
                : List.of(SortMeta.builder()
                        .field(sort)
                        .order(ascending ? SortOrder.ASCENDING : SortOrder.DESCENDING)
                        .build());
    }

    public int getFirst() {
        return first;
    }

    public void setFirst(int first) {
        this.first = first;
    }

    public int getRows() {
        return rows;
    }

    public void setRows(int rows) {
        this.rows = rows;
    }

    /** Counted from 1; null for the first. */
    public String getPage() {
        return first < rows ? null : String.valueOf(first / rows + 1);
    }

    public void setPage(String page) {
        ifFirst(page, number -> first = (Math.min(number, LAST_PAGE) - 1) * rows);
    }

    /** Null for the usual one. */
    public String getSize() {
        return rows == USUAL_SIZE ? null : String.valueOf(rows);
    }

    /** To be set before the page. */
    public void setSize(String size) {
        ifFirst(size, number -> rows = SIZES.contains(number) ? number : USUAL_SIZE);
    }

    private static void ifFirst(String typed, Consumer<Integer> take) {
        if (isFirstRequest() && typed != null && typed.matches("[1-9]\\d{0,8}")) {
            take.accept(Integer.valueOf(typed));
        }
    }

    /** The field, with a minus before it for the reverse order; null for the list's own order. */
    public String getSort() {
        return sort == null ? null : (ascending ? "" : "-") + sort;
    }

    public void setSort(String asked) {
        if (isFirstRequest() && asked != null && asked.matches("-?\\w{1,40}")) {
            ascending = !asked.startsWith("-");
            sort = ascending ? asked : asked.substring(1);
        }
    }
}
