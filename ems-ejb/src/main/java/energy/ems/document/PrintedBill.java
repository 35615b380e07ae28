package energy.ems.document;

import energy.ems.document.Paper.Column;
import energy.ems.document.Paper.Table;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.BillLine;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The bills of a device on paper (PDF). */
public final class PrintedBill {

    private final CostStatement statement;
    private final Words words;
    private final BillWords billWords;

    private PrintedBill(CostStatement statement, Words words) {
        this.statement = statement;
        this.words = words;
        this.billWords = new BillWords(words);
    }

    /**
     * @param zone of the reader, in which it is said when it was made; each bill has its tariff's
     * @param now when it is made
     */
    public static void write(CostStatement statement, Words words, ZoneId zone, Instant now, OutputStream out)
            throws IOException {
        new PrintedBill(statement, words).write(zone, now, out);
    }

    private void write(ZoneId zone, Instant now, OutputStream out) throws IOException {
        String period = words.period(statement.from(), statement.to());
        String title = words.get("bill.title");
        try (Paper paper = new Paper(title + " " + statement.deviceName() + " " + period, words.language())) {
            paper.title(title);
            paper.line(statement.deviceName() + " · " + period);
            if (statement.bills().isEmpty()) {
                paper.space(12);
                paper.line(words.get("bill.none"));
            }
            for (Bill bill : statement.bills()) {
                write(bill, paper, now);
            }
            if (statement.daysWithoutPrice() > 0 && !statement.bills().isEmpty()) {
                paper.space(8);
                paper.line(words.get("bill.withoutPrice", statement.daysWithoutPrice()));
            }
            paper.save(words.get("foot", words.moment(now, zone)), words, out);
        }
    }

    private void write(Bill bill, Paper paper, Instant now) throws IOException {
        paper.heading(bill.tariff());
        paper.line(words.days(bill.from(), bill.to()) + " · " + bill.zone().getId());
        if (bill.to().atStartOfDay(bill.zone()).toInstant().isAfter(now)) {
            paper.line(words.get("bill.running"));
        }
        for (String note : billWords.notes(bill)) {
            paper.line(note);
        }
        paper.space(6);
        Table table = paper.table(List.of(
                new Column(words.get("bill.what"), 0.28f, false),
                new Column(words.get("bill.days.title"), 0.22f, false),
                new Column(words.get("bill.quantity"), 0.17f, true),
                new Column(words.get("bill.price"), 0.17f, true),
                new Column(words.get("bill.amount") + " (" + bill.currency() + ")", 0.16f, true)));
        for (BillLine line : bill.lines()) {
            table.row(List.of(
                    billWords.what(line),
                    words.days(line.from(), line.to()),
                    billWords.quantity(line),
                    billWords.price(line),
                    amount(line.amount())));
        }
        table.row(sum(words.get("bill.net"), bill.net()));
        for (Bill.TaxAmount tax : bill.taxes()) {
            table.row(sum(billWords.tax(tax), tax.amount()));
        }
        table.boldRow(sum(words.get("bill.gross") + " (" + bill.currency() + ")", bill.gross()));
        paper.space(4);
        if (bill.carbonKg() != null) {
            paper.line(words.get("bill.carbon", words.exact(bill.carbonKg())));
        }
        paper.line(words.get("bill.computed"));
    }

    private List<String> sum(String what, BigDecimal amount) {
        return List.of(what, "", "", "", amount(amount));
    }

    private String amount(BigDecimal amount) {
        return words.decimals(amount, amount.scale());
    }
}
