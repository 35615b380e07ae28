package energy.ems.web.portal.consumption;

import java.util.Locale;

/** How a period is drawn; the names are those of the address. */
public enum ChartKind {
    BARS("pi-chart-bar"),
    LINE("pi-chart-line"),
    /** Every hour in the place of its day and its hour of the clock. */
    HEAT("pi-th-large"),
    /** The hours in the order of their energy. */
    DURATION("pi-sort-amount-down"),
    /** The mean of each hour of each weekday. */
    PROFILE("pi-clock");

    private final String icon;

    ChartKind(String icon) {
        this.icon = icon;
    }

    public String getIcon() {
        return icon;
    }

    /** Its name in addresses. */
    public String getAddress() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it says nothing of one day. */
    public boolean isOfManyDays() {
        return this == HEAT || this == DURATION || this == PROFILE;
    }

    /** The one of that name, or bars for anything else: addresses are typed by people. */
    static ChartKind named(String name) {
        for (ChartKind kind : values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        return BARS;
    }
}
