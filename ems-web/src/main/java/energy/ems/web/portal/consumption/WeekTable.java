package energy.ems.web.portal.consumption;

import energy.ems.web.portal.frame.Figures;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;

/** The mean week as a table: a row for each hour of the clock, a column for each weekday. */
public final class WeekTable {

    private final WeekProfile profile;
    private final LoadCharts names;
    private final Figures figures;

    WeekTable(WeekProfile profile, LoadCharts names, Figures figures) {
        this.profile = profile;
        this.names = names;
        this.figures = figures;
    }

    /** A row. */
    public record Row(String label, List<String> cells) {
        public String getLabel() {
            return label;
        }

        public List<String> getCells() {
            return cells;
        }
    }

    public List<String> getWeekdays() {
        return List.of(DayOfWeek.values()).stream().map(names::weekday).toList();
    }

    public List<Row> getRows() {
        List<Row> rows = new ArrayList<>();
        List<String> clock = names.clock();
        for (int i = 0; i < clock.size(); i++) {
            int hour = i;
            rows.add(new Row(
                    clock.get(hour),
                    List.of(DayOfWeek.values()).stream()
                            .map(weekday -> shown(profile.mean(weekday, hour)))
                            .toList()));
        }
        return rows;
    }

    private String shown(BigDecimal kwh) {
        return kwh == null ? Figures.NOTHING : figures.energy(kwh);
    }

    /** In kWh an hour; null when no day is known well enough. */
    public BigDecimal getBaseline() {
        return profile.baseline();
    }
}
