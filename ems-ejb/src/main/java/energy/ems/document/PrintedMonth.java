package energy.ems.document;

import energy.ems.alerting.AlertKind;
import energy.ems.document.MonthFigures.Amount;
import energy.ems.document.MonthFigures.Device;
import energy.ems.document.Paper.Column;
import energy.ems.document.Paper.Table;
import energy.ems.tariff.CostStatement;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A month on paper (PDF): its sums beside those of the months before, its days in a chart, and a row for each device. */
public final class PrintedMonth {

    private static final int SHOWN_DECIMALS = 1;
    private static final int PEAK_DECIMALS = 3;
    private static final String NOTHING = "–";

    private final MonthFigures figures;
    private final Words words;

    private PrintedMonth(MonthFigures figures, Words words) {
        this.figures = figures;
        this.words = words;
    }

    public static void write(MonthFigures figures, Words words, OutputStream out) throws IOException {
        new PrintedMonth(figures, words).write(out);
    }

    private void write(OutputStream out) throws IOException {
        String title = words.get("month.title", words.month(figures.yearMonth()));
        String subject = subject();
        try (Paper paper = new Paper(title + " " + subject, words.language())) {
            paper.title(title);
            paper.line(subject + " · " + figures.zone().getId());
            paper.line(words.get("month.computed", words.moment(figures.computedAt(), figures.zone())));
            paper.space(8);
            if (figures.deviceCount() == 0) {
                paper.line(words.get("month.noDevices" + kind()));
            } else if (figures.tooMany()) {
                paper.line(words.get(figures.group() == null ? "month.tooMany" : "month.tooMany.group"));
            } else {
                sums(paper);
                facts(paper);
                paper.space(10);
                BarChart.of(figures.days(), day -> String.valueOf(day.start().getDayOfMonth()), words)
                        .draw(paper);
                paper.space(4);
                devices(paper);
            }
            paper.save(words.get("foot", words.moment(figures.computedAt(), figures.zone())), words, out);
        }
    }

    private String subject() {
        if (figures.group() != null) {
            return words.get("month.group", figures.group());
        }
        return figures.place() == null ? words.get("month.devices.of", figures.person()) : figures.place();
    }

    private String kind() {
        return figures.group() != null ? ".group" : figures.place() != null ? ".place" : "";
    }

    /** The month beside the month before and the one a year before. */
    private void sums(Paper paper) throws IOException {
        YearMonth month = figures.yearMonth();
        Table table = paper.table(List.of(
                new Column(words.get("month.month"), 0.28f, false),
                new Column(words.get("month.used"), 0.18f, true),
                new Column(words.get("month.change"), 0.16f, true),
                new Column(words.get("month.produced"), 0.18f, true),
                new Column(words.get("month.missing"), 0.2f, true)));
        table.boldRow(row(words.month(month), figures.month(), ""));
        table.row(row(words.month(month.minusMonths(1)), figures.monthBefore(), change(figures.monthBefore())));
        table.row(row(words.month(month.minusYears(1)), figures.yearBefore(), change(figures.yearBefore())));
    }

    private List<String> row(String label, Amount amount, String change) {
        return List.of(
                label, kwh(amount.usedKwh()), change, kwh(amount.producedKwh()), share(amount.missing(), amount));
    }

    private String share(long hours, Amount amount) {
        return amount.hours() == 0 ? NOTHING : words.get("month.of", hours, amount.hours());
    }

    /** By how much this month differs from that one; nothing where one of them is not known, or nothing was used. */
    private String change(Amount before) {
        BigDecimal now = figures.month().usedKwh();
        if (now == null || before.usedKwh() == null || before.usedKwh().signum() == 0) {
            return NOTHING;
        }
        BigDecimal percent = now.subtract(before.usedKwh())
                .movePointRight(2)
                .divide(before.usedKwh(), SHOWN_DECIMALS, RoundingMode.HALF_UP);
        return (percent.signum() > 0 ? "+" : "") + words.decimals(percent, SHOWN_DECIMALS) + " %";
    }

    private void facts(Paper paper) throws IOException {
        paper.space(8);
        if (figures.peak() != null) {
            paper.line(words.get(
                    "consumption.peak",
                    words.decimals(figures.peak().usedKwh(), PEAK_DECIMALS),
                    words.moment(figures.peak().start())));
        }
        for (CostStatement.Total cost : figures.costs()) {
            paper.line(words.get("month.cost", words.money(cost.gross(), cost.currency())));
            if (cost.carbonKg() != null) {
                paper.line(words.get("bill.carbon", words.decimals(cost.carbonKg(), SHOWN_DECIMALS)));
            }
        }
        if (!figures.costs().isEmpty() && figures.unpriced() > 0) {
            paper.line(words.get("month.unpriced", figures.unpriced()));
        }
        Amount month = figures.month();
        if (month.missing() > 0) {
            paper.line(words.get("month.gaps", month.missing(), month.hours()));
        }
        if (month.estimated() > 0) {
            paper.line(words.get("month.estimated", month.estimated()));
        }
        String alerts = Stream.of(AlertKind.values())
                .filter(figures.alerts()::containsKey)
                .map(kind -> words.get(
                        "month.alert",
                        words.get("alert." + kind),
                        figures.alerts().get(kind)))
                .collect(Collectors.joining(", "));
        paper.line(alerts.isEmpty() ? words.get("month.alerts.none") : words.get("month.alerts", alerts));
    }

    private void devices(Paper paper) throws IOException {
        paper.heading(words.get("month.devices"));
        boolean priced =
                figures.devices().stream().anyMatch(device -> !device.costs().isEmpty());
        YearMonth month = figures.yearMonth();
        List<Column> columns = new ArrayList<>(List.of(
                new Column(words.get("month.device"), priced ? 0.31f : 0.46f, false),
                new Column(words.get("month.kwh", words.month(month)), 0.15f, true),
                new Column(words.get("month.kwh", words.month(month.minusMonths(1))), 0.15f, true),
                new Column(words.get("month.kwh", words.month(month.minusYears(1))), 0.15f, true)));
        if (priced) {
            columns.add(new Column(words.get("month.cost.column"), 0.15f, true));
        }
        columns.add(new Column(words.get("month.gap"), 0.09f, true));
        Table table = paper.table(columns);
        for (Device device : figures.devices()) {
            List<String> cells = new ArrayList<>(
                    List.of(name(device), flow(device.month()), flow(device.monthBefore()), flow(device.yearBefore())));
            if (priced) {
                cells.add(
                        device.costs().isEmpty()
                                ? NOTHING
                                : device.costs().stream()
                                        .map(cost -> words.money(cost.gross(), cost.currency()))
                                        .collect(Collectors.joining(" ")));
            }
            cells.add(String.valueOf(device.month().missing()));
            table.row(cells);
        }
        if (figures.devices().stream().anyMatch(Device::behind)) {
            paper.space(4);
            paper.line(words.get("month.behind.note"));
        }
    }

    /** With the place in which it stands, as seen from that of the report. */
    private String name(Device device) {
        String place = device.place();
        if (place != null && figures.place() != null) {
            place = place.equals(figures.place())
                    ? null
                    : place.substring(figures.place().length() + 1);
        }
        String name = place == null ? device.name() : device.name() + " · " + place;
        return device.behind() ? words.get("month.behind", name) : name;
    }

    /** What it used; what it produced below zero, as in the charts of the portal. */
    private String flow(Amount amount) {
        if (amount.usedKwh() == null) {
            return NOTHING;
        }
        boolean produced = amount.producedKwh() != null && amount.producedKwh().signum() > 0;
        if (!produced) {
            return kwh(amount.usedKwh());
        }
        String back = kwh(amount.producedKwh().negate());
        return amount.usedKwh().signum() == 0 ? back : kwh(amount.usedKwh()) + " / " + back;
    }

    private String kwh(BigDecimal energy) {
        return energy == null ? NOTHING : words.decimals(energy, SHOWN_DECIMALS);
    }
}
