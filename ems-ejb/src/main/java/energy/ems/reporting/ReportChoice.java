package energy.ems.reporting;

import java.util.List;

/**
 * Which reports somebody gets each month.
 *
 * @param own whether one of their own devices
 * @param places the paths of the places of which they get one
 * @param groups the ids of the groups of which they get one
 */
public record ReportChoice(boolean own, List<String> places, List<String> groups) {

    /** So many places at most. */
    public static final int MOST_PLACES = 20;

    public static final int MOST_GROUPS = 20;

    public ReportChoice {
        places = List.copyOf(places);
        groups = List.copyOf(groups);
    }
}
