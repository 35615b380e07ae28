package energy.ems.web.portal.consumption;

import energy.ems.boundary.NotFoundException;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.Costs;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.BillLine;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** The bill of a device for a month, to be read and to be printed. */
@Named("billPage")
@RequestScoped
public class BillPage {

    @Inject
    private Costs costs;

    @Inject
    private Viewer viewer;

    @Inject
    private Figures figures;

    @Inject
    private Clock clock;

    private String device;
    private String month;
    private CostStatement statement;

    /** View action. */
    public void load() {
        String asked = device == null ? viewer.getLastDevice() : device;
        if (asked == null) {
            return;
        }
        try {
            LocalDate first = shown().atDay(1);
            statement = costs.statement(asked, first, first.plusMonths(1));
        } catch (NotFoundException unknown) {
            statement = null;
        }
    }

    private YearMonth shown() {
        YearMonth running = YearMonth.now(clock.withZone(viewer.getZone()));
        try {
            // Addresses are typed by people.
            YearMonth asked = month == null ? running : YearMonth.parse(month.strip());
            return asked.isAfter(running) || asked.getYear() < 1970 ? running : asked;
        } catch (DateTimeException unreadable) {
            return running;
        }
    }

    /** Null when there is no such device for the viewer. */
    public CostStatement getStatement() {
        return statement;
    }

    /** For instance "October 2026". */
    public String getMonthName() {
        YearMonth shown = shown();
        return shown.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, viewer.getLocale()) + " " + shown.getYear();
    }

    public String getPrevious() {
        return shown().minusMonths(1).toString();
    }

    public String getNext() {
        return shown().plusMonths(1).toString();
    }

    /** Whether there is no later month to go to. */
    public boolean isLatest() {
        return !shown().isBefore(YearMonth.now(clock.withZone(viewer.getZone())));
    }

    /** The first day of the month, as addresses name it. */
    public String getFirstDay() {
        return shown().atDay(1).toString();
    }

    /** What a line is for, for instance "Night, above 100 kWh". */
    public String what(BillLine line) {
        Texts texts = Texts.ofView();
        if (line.kind() != BillLine.Kind.ENERGY) {
            return texts.get("bill.line." + line.kind());
        }
        return line.aboveKwh() == null || line.aboveKwh().signum() == 0
                ? line.name()
                : texts.get("bill.line.above", line.name(), figures.decimals(line.aboveKwh(), 0));
    }

    /** For which days, for instance "1 Oct 2026 – 15 Oct 2026". */
    public String days(LocalDate from, LocalDate to) {
        return figures.date(from) + " – " + figures.date(to.minusDays(1));
    }

    /** Energy and power to the Wh and the W, days whole. */
    public String quantity(BillLine line) {
        if (line.kind().unit().equals("d")) {
            return Texts.ofView().get("bill.days", line.quantity().intValue());
        }
        String quantity =
                figures.decimals(line.quantity(), 3) + " " + line.kind().unit();
        return line.days() == null || line.days() == line.from().lengthOfMonth()
                ? quantity
                : quantity + " · " + Texts.ofView().get("bill.days", line.days());
    }

    /** For instance "10 / month". */
    public String price(BillLine line) {
        String unit = Texts.ofView().get("bill.per." + line.kind());
        return figures.exact(line.price()) + " / " + unit;
    }

    /** What is not known of the time, in sentences; none when all is. */
    public List<String> notes(Bill bill) {
        Texts texts = Texts.ofView();
        Bill.Coverage coverage = bill.coverage();
        List<String> notes = new ArrayList<>();
        if (coverage.missing() > 0) {
            notes.add(texts.get("bill.missing", coverage.missing(), coverage.hours()));
        }
        if (coverage.partial() > 0) {
            notes.add(texts.get("bill.partial", coverage.partial()));
        }
        if (coverage.estimated() > 0) {
            notes.add(texts.get("bill.estimated", coverage.estimated()));
        }
        return notes;
    }

    /** Whether days are still to come. */
    public boolean isRunning() {
        return isLatest();
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }
}
