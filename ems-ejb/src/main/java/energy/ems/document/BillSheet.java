package energy.ems.document;

import energy.ems.document.Sheet.Amount;
import energy.ems.tariff.CostStatement;
import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.BillLine;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The bills of a device as a spreadsheet: their lines, and beneath them what they sum to. */
public final class BillSheet {

    private final CostStatement statement;
    private final Words words;
    private final BillWords billWords;

    private BillSheet(CostStatement statement, Words words) {
        this.statement = statement;
        this.words = words;
        this.billWords = new BillWords(words);
    }

    /** @throws IOException when it cannot be written; what has been written until then is no file */
    public static void write(CostStatement statement, Words words, OutputStream out) throws IOException {
        new BillSheet(statement, words).write(out);
    }

    private void write(OutputStream out) throws IOException {
        String zones = statement.bills().stream()
                .map(bill -> bill.zone().getId())
                .distinct()
                .collect(Collectors.joining(", "));
        List<String> headings = List.of(
                words.get("sheet.device"),
                words.get("bill.tariff"),
                words.get("bill.what"),
                zones.isEmpty() ? words.get("bill.from") : words.get("bill.from.zone", zones),
                words.get("bill.until"),
                words.get("bill.above"),
                words.get("bill.quantity"),
                words.get("bill.unit"),
                words.get("bill.price"),
                words.get("bill.per"),
                words.get("bill.days.title"),
                words.get("bill.amount"),
                words.get("bill.currency"));
        try (Sheet sheet = new Sheet(out, words.get("bill.title"), headings)) {
            sheet.wide(0).wide(2);
            for (Bill bill : statement.bills()) {
                write(bill, sheet);
            }
            for (Bill bill : statement.bills()) {
                for (String note : billWords.notes(bill)) {
                    sheet.row(Arrays.asList(statement.deviceName(), bill.tariff(), note));
                }
            }
            if (statement.daysWithoutPrice() > 0) {
                sheet.row(Arrays.asList(
                        statement.deviceName(), null, words.get("bill.withoutPrice", statement.daysWithoutPrice())));
            }
        }
    }

    private void write(Bill bill, Sheet sheet) throws IOException {
        for (BillLine line : bill.lines()) {
            sheet.row(row(
                    bill,
                    billWords.what(line),
                    line.from(),
                    line.to(),
                    line.aboveKwh(),
                    line.quantity(),
                    line.kind().unit(),
                    line.price(),
                    billWords.per(line),
                    line.days(),
                    line.amount()));
        }
        sheet.row(sum(bill, words.get("bill.net"), bill.net()));
        for (Bill.TaxAmount tax : bill.taxes()) {
            sheet.row(sum(bill, billWords.tax(tax), tax.amount()));
        }
        sheet.boldRow(sum(bill, words.get("bill.gross"), bill.gross()));
    }

    private List<Object> sum(Bill bill, String what, BigDecimal amount) {
        return row(bill, what, bill.from(), bill.to(), null, null, null, null, null, null, amount);
    }

    private List<Object> row(
            Bill bill,
            String what,
            LocalDate from,
            LocalDate to,
            BigDecimal above,
            BigDecimal quantity,
            String unit,
            BigDecimal price,
            String per,
            Integer days,
            BigDecimal amount) {
        return Arrays.asList(
                statement.deviceName(),
                bill.tariff(),
                what,
                from,
                to.minusDays(1),
                above,
                quantity,
                unit,
                price,
                per,
                days,
                new Amount(amount, bill.currency().getDefaultFractionDigits()),
                bill.currency().getCurrencyCode());
    }
}
