package energy.ems.web.portal.consumption;

import energy.ems.boundary.InvalidInputException;
import energy.ems.metering.PlaceEntry;
import energy.ems.metering.Places;
import energy.ems.metering.Portfolio;
import energy.ems.metering.Portfolio.Strip;
import energy.ems.metering.PortfolioDevice;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The page of the portfolio: the devices of a place, or all, the oddest first; twenty at a time, because each shows its
 * week hour by hour. What is shown stands in the address.
 */
@Named("portfolio")
@RequestScoped
public class PortfolioPage {

    // BEWARE: the methods of Json look for a provider at each call, by opening every library.
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final int ROWS = 20;

    /** Which devices are listed; the names are those of the address. */
    public enum Show {
        ALL(device -> true),
        ODD(PortfolioDevice::isOdd),
        OVER(PortfolioDevice::isOver),
        HEADING(PortfolioDevice::isHeadingOver),
        SILENT(PortfolioDevice::isSilent);

        private final Predicate<PortfolioDevice> test;

        Show(Predicate<PortfolioDevice> test) {
            this.test = test;
        }

        public String getAddress() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Show named(String name) {
            return Arrays.stream(values())
                    .filter(show -> show.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(ALL);
        }
    }

    @Inject
    private Portfolio metering;

    @Inject
    private Places allPlaces;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    private String place;
    private String show;
    private String page;
    private List<PlaceEntry> places = List.of();
    private List<PortfolioDevice> devices = List.of();
    private List<PortfolioDevice> listed = List.of();
    private Map<String, Strip> strips = Map.of();
    private boolean tooMany;

    /** View action. */
    public void load() {
        if (place != null && place.isBlank()) {
            place = null;
        }
        places = allPlaces.all();
        try {
            devices = metering.devices(place, viewer.getZone());
        } catch (InvalidInputException tooManyToJudge) {
            tooMany = true;
            return;
        }
        listed = devices.stream()
                .filter(getShown().test)
                .sorted(Comparator.comparing(
                        PortfolioPage::off, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder())))
                .toList();
        strips = metering.strips(
                getRows().stream().map(row -> row.meter().deviceId()).toList(), viewer.getZone());
    }

    private static BigDecimal off(PortfolioDevice device) {
        return device.week() == null ? null : device.week().offPercent();
    }

    // ---------------------------------------------------------------- what is shown

    public Show getShown() {
        return Show.named(show);
    }

    public Show[] getShows() {
        return Show.values();
    }

    public long count(Show which) {
        return devices.stream().filter(which.test).count();
    }

    /** Whether the place has more devices than are judged at once. */
    public boolean isTooMany() {
        return tooMany;
    }

    /** The places to choose from: the outermost, and those right below the shown one. */
    public List<PlaceEntry> getPlaces() {
        return places.stream()
                .filter(each -> !each.path().contains("/") || isBelow(each.path()))
                .toList();
    }

    private boolean isBelow(String path) {
        return place != null
                && (path.equals(place) || path.startsWith(place + "/") && path.indexOf('/', place.length() + 1) < 0);
    }

    /** The devices on this page. */
    public List<PortfolioDevice> getRows() {
        return listed.stream().skip((long) getPageNumber() * ROWS).limit(ROWS).toList();
    }

    public int getListed() {
        return listed.size();
    }

    public boolean isBefore() {
        return getPageNumber() > 0;
    }

    public boolean isBehind() {
        return (getPageNumber() + 1) * ROWS < listed.size();
    }

    /** From 0; the last page for one that is not there: addresses are typed by people. */
    public int getPageNumber() {
        int last = Math.max(0, (listed.size() - 1) / ROWS);
        try {
            return page == null ? 0 : Math.max(0, Math.min(last, Integer.parseInt(page)));
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    // ---------------------------------------------------------------- rows

    private Strip strip(PortfolioDevice row) {
        return strips.getOrDefault(row.meter().deviceId(), new Strip(List.of(), null, null));
    }

    /** The week hour by hour, as JSON: null where nothing is known. */
    public String week(PortfolioDevice row) {
        JsonArrayBuilder hours = JSON.createArrayBuilder();
        strip(row).hours().forEach(hour -> {
            if (hour == null) {
                hours.addNull();
            } else {
                hours.add(hour);
            }
        });
        return hours.build().toString();
    }

    /** The same in words. */
    public String weekSummary(PortfolioDevice row) {
        List<BigDecimal> hours = strip(row).hours();
        BigDecimal sum = hours.stream()
                .filter(hour -> hour != null)
                .reduce(BigDecimal::add)
                .orElse(null);
        return Texts.in(viewer.getLocale())
                .get(
                        "portfolio.week.summary",
                        row.meter().name(),
                        figures.energy(sum),
                        hours.stream().filter(hour -> hour == null).count());
    }

    public BigDecimal month(PortfolioDevice row) {
        return strip(row).monthKwh();
    }

    /** How much more or less than last month until the same hour; a dash when nothing can be said. */
    public String monthChange(PortfolioDevice row) {
        BigDecimal now = strip(row).monthKwh();
        BigDecimal before = strip(row).monthBeforeKwh();
        return now == null || before == null || before.signum() <= 0
                ? Figures.NOTHING
                : figures.percent(now.subtract(before).movePointRight(2).divide(before, MathContext.DECIMAL64));
    }

    /** How far from usual the week is, for instance "+63 %"; a dash when too little is known. */
    public String change(PortfolioDevice row) {
        return row.week() == null ? Figures.NOTHING : figures.percent(row.week().changePercent());
    }

    // ---------------------------------------------------------------- address

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getShow() {
        return show;
    }

    public void setShow(String show) {
        this.show = show;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
