package energy.ems.document;

import energy.ems.tariff.billing.Bill;
import energy.ems.tariff.billing.BillLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bill says, in words: the same on the page, in a spreadsheet and on paper. */
public final class BillWords {

    private final Words words;

    BillWords(Words words) {
        this.words = words;
    }

    public static BillWords in(Locale locale) {
        return new BillWords(Words.in(locale));
    }

    /** What a line is for, for instance "Night, above 100 kWh". */
    public String what(BillLine line) {
        if (line.kind() != BillLine.Kind.ENERGY) {
            return words.get("bill.line." + line.kind());
        }
        return line.aboveKwh() == null || line.aboveKwh().signum() == 0
                ? line.name()
                : words.get("bill.line.above", line.name(), words.decimals(line.aboveKwh(), 0));
    }

    /** For which days, for instance "1 Oct 2026 – 15 Oct 2026". */
    public String days(LocalDate from, LocalDate to) {
        return words.days(from, to);
    }

    /** Energy and power to the Wh and the W, days whole. */
    public String quantity(BillLine line) {
        if (line.kind().unit().equals("d")) {
            return words.get("bill.days", line.quantity().intValue());
        }
        String quantity = words.decimals(line.quantity(), 3) + " " + line.kind().unit();
        return line.days() == null || line.days() == line.from().lengthOfMonth()
                ? quantity
                : quantity + " · " + words.get("bill.days", line.days());
    }

    /** For instance "10 / month". */
    public String price(BillLine line) {
        return words.exact(line.price()) + " / " + per(line);
    }

    /** The unit that the price is for. */
    String per(BillLine line) {
        return words.get("bill.per." + line.kind());
    }

    /** For instance "VAT 19 % of 307.30". */
    String tax(Bill.TaxAmount tax) {
        return words.get(
                "bill.tax",
                tax.name(),
                words.exact(tax.percent()),
                words.decimals(tax.base(), tax.base().scale()));
    }

    /** What is not known of the time, in sentences; none when all is. */
    public List<String> notes(Bill bill) {
        Bill.Coverage coverage = bill.coverage();
        List<String> notes = new ArrayList<>();
        if (coverage.missing() > 0) {
            notes.add(words.get("bill.missing", coverage.missing(), coverage.hours()));
        }
        if (coverage.partial() > 0) {
            notes.add(words.get("bill.partial", coverage.partial()));
        }
        if (coverage.estimated() > 0) {
            notes.add(words.get("bill.estimated", coverage.estimated()));
        }
        return notes;
    }
}
