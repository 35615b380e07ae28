package energy.ems.tariff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Which tariff counts for a device since when: its own, or else that of the nearest place around it that has one. Who has
 * "none from then on" has none of its own: what is around it counts.
 */
final class TariffsInForce {

    private TariffsInForce() {}

    /**
     * @param levels what was assigned to the device, then to its place, and so on outwards; each ascending
     * @return ascending; neighbours differ, so that what goes on is one
     */
    static List<TariffAssignment> of(List<List<TariffAssignment>> levels) {
        TreeSet<LocalDate> days = new TreeSet<>();
        levels.forEach(level -> level.forEach(assignment -> days.add(assignment.validFrom())));
        List<TariffAssignment> inForce = new ArrayList<>();
        Long before = null;
        for (LocalDate day : days) {
            TariffAssignment nearest = nearest(levels, day);
            if (!Objects.equals(before, nearest.tariffId())) {
                inForce.add(nearest);
                before = nearest.tariffId();
            }
        }
        return inForce;
    }

    private static TariffAssignment nearest(List<List<TariffAssignment>> levels, LocalDate day) {
        for (List<TariffAssignment> level : levels) {
            TariffAssignment last = null;
            for (TariffAssignment assignment : level) {
                last = assignment.validFrom().isAfter(day) ? last : assignment;
            }
            if (last != null && last.tariffId() != null) {
                return new TariffAssignment(day, last.tariffId(), last.tariffName());
            }
        }
        return new TariffAssignment(day, null, null);
    }
}
