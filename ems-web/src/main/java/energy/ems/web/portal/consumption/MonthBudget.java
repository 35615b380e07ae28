package energy.ems.web.portal.consumption;

import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.budget.BudgetState;
import energy.ems.budget.Budgets;
import energy.ems.metering.Consumption;
import energy.ems.metering.ConsumptionReport;
import energy.ems.metering.ConsumptionReport.Question;
import energy.ems.metering.PlaceReport;
import energy.ems.metering.Places;
import energy.ems.metering.profile.Resolution;
import energy.ems.tariff.CostStatement;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/** How a device or a place keeps to its budget of a month, and what it is to be from that month on. */
@Named("monthBudget")
@ViewScoped
public class MonthBudget implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Budgets budgets;

    @Inject
    private Consumption metering;

    @Inject
    private Places places;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    @Inject
    private Clock clock;

    private String device;
    private String place;
    private YearMonth month;
    private boolean settable;
    private String typed;
    private transient BudgetState state;

    /** View action of a bill; null for none. */
    public void ofBill(CostStatement statement) {
        if (statement != null) {
            device = statement.deviceId();
            month = YearMonth.from(statement.from());
            load();
        }
    }

    /** View action of the page of places: of a month of a place, and for those who see all that stands in it. */
    public void ofPlace(PlacesPage page) {
        if (viewer.isStaff() && page.getFigures() != null && page.getShownView().equals("month")) {
            place = page.getPlace();
            month = YearMonth.parse(page.getAnchor().substring(0, "2026-10".length()));
            load();
        }
    }

    private void load() {
        Instant start = month.atDay(1).atStartOfDay(viewer.getZone()).toInstant();
        Instant end =
                month.plusMonths(1).atDay(1).atStartOfDay(viewer.getZone()).toInstant();
        Instant now = clock.instant();
        if (place != null) {
            PlaceReport report = places.report(place, start, end, viewer.getZone(), Resolution.DAY);
            settable = viewer.isAdministrator();
            state = budgets.ofPlace(place, month)
                    .map(kwh -> BudgetState.of(kwh, report, now))
                    .orElse(null);
        } else {
            ConsumptionReport report = metering.reports(
                            device, viewer.getZone(), List.of(Question.withHours(start, end, Resolution.DAY)))
                    .get(0);
            settable = budgets.maySet(report.meter());
            state = budgets.ofDevice(report.meter(), month)
                    .map(kwh -> BudgetState.of(kwh, report, now))
                    .orElse(null);
        }
        typed = state == null ? null : state.budgetKwh().stripTrailingZeros().toPlainString();
    }

    public void save() {
        try {
            BigDecimal kwh = typed == null || typed.isBlank() ? null : number(typed.strip());
            if (place != null) {
                budgets.setOfPlace(place, month, kwh);
            } else {
                budgets.setOfDevice(device, month, kwh);
            }
            Texts.inform(kwh == null ? "budget.removed" : "budget.saved");
            load();
        } catch (InvalidInputException invalid) {
            Problems.show("budget", invalid);
        }
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.replace(',', '.'));
        } catch (NumberFormatException none) {
            throw new InvalidInputException("budget_kwh", Rule.NOT_A_NUMBER);
        }
    }

    /** Whether there is something to show or to set. */
    public boolean isShown() {
        return month != null && (settable || getState() != null);
    }

    public boolean isSettable() {
        return settable;
    }

    /** Null without a budget. */
    public BudgetState getState() {
        if (state == null && month != null && typed != null) {
            load();
        }
        return state;
    }

    /** For instance "Heading for 512 kWh, over the budget of 400 kWh". */
    public String getText() {
        return getState() == null ? Texts.ofView().get("budget.none") : text(state, figures);
    }

    static String text(BudgetState state, Figures figures) {
        BigDecimal reached = state.standing() == BudgetState.Standing.OVER ? state.usedKwh() : state.projectedKwh();
        String key = "budget." + state.standing() + (reached == null ? "" : ".reached");
        return Texts.ofView().get(key, figures.exact(state.budgetKwh().stripTrailingZeros()), figures.energy(reached));
    }

    /** The mark beside it: a warning has one of its own, so that it is not told by its colour alone. */
    public String getIcon() {
        return icon(getState());
    }

    static String icon(BudgetState state) {
        return state == null || state.standing() == BudgetState.Standing.WITHIN
                ? "pi-wallet ems-soft"
                : state.standing() == BudgetState.Standing.OVER
                        ? "pi-exclamation-circle ems-icon-bad"
                        : "pi-exclamation-triangle ems-icon-warn";
    }

    public String getTyped() {
        return typed;
    }

    public void setTyped(String typed) {
        this.typed = typed;
    }
}
