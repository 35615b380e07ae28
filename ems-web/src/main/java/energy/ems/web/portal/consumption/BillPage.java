package energy.ems.web.portal.consumption;

import energy.ems.boundary.NotFoundException;
import energy.ems.document.BillWords;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.Costs;
import energy.ems.web.portal.frame.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;

/** The bill of a device for a month, to be read and to be printed. */
@Named("billPage")
@RequestScoped
public class BillPage {

    @Inject
    private Costs costs;

    @Inject
    private Viewer viewer;

    @Inject
    private Clock clock;

    private String device;
    private String month;
    private CostStatement statement;
    private BillWords words;

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

    /** The device's id as a part of an address. */
    public String getAddressOfDevice() {
        return URLEncoder.encode(statement.deviceId(), StandardCharsets.UTF_8);
    }

    /** What its lines say, the same as in files. */
    public BillWords getWords() {
        if (words == null) {
            words = BillWords.in(viewer.getLocale());
        }
        return words;
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
