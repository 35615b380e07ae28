package energy.ems.web.portal.desk;

import energy.ems.retention.Kind;
import energy.ems.retention.RetentionRun;
import energy.ems.retention.Storage;
import energy.ems.retention.StorageReport;
import energy.ems.retention.StorageReport.Data;
import energy.ems.retention.StorageReport.Group;
import energy.ems.retention.StorageReport.Kept;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Texts;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much is stored of what, how long it stays, and what goes next. */
@Named
@RequestScoped
public class StorageDesk {

    private static final BigDecimal STEP = BigDecimal.valueOf(1024);
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

    /**
     * A line of the table.
     *
     * @param share of all, in percent
     * @param kept for how long, in words
     * @param setting the environment variable that says so; empty where nothing does
     */
    public record Line(String name, String rows, String size, int share, String kept, String setting) {}

    /** What the latest run has removed of a kind. */
    public record Gone(String name, String rows) {}

    @Inject
    private Storage storage;

    @Inject
    private Figures figures;

    private StorageReport report;

    @PostConstruct
    void look() {
        report = storage.report();
    }

    public StorageReport getReport() {
        return report;
    }

    public String getSize() {
        return size(report.bytes());
    }

    public List<Line> getLines() {
        Texts texts = Texts.ofView();
        return report.data().stream().map(data -> line(data, texts)).toList();
    }

    private Line line(Data data, Texts texts) {
        Kept kept = report.kept().stream()
                .filter(each -> each.kind().name().equals(data.kind().name()))
                .findFirst()
                .orElse(null);
        return new Line(
                texts.get(data.kind() == Group.READINGS ? "storage.READINGS.stored" : "storage." + data.kind()),
                figures.whole(data.rows()),
                size(data.bytes()),
                report.bytes() == 0 ? 0 : (int) (100 * data.bytes() / report.bytes()),
                kept == null ? texts.get(notLimited(data.kind())) : words(kept, texts),
                kept == null ? otherSetting(data.kind()) : kept.setting());
    }

    private static String otherSetting(Group kind) {
        return kind == Group.REPORTS ? "EMS_REPORTS_MONTHS" : "";
    }

    private static String notLimited(Group kind) {
        return switch (kind) {
            case DEVICES -> "storage.forever";
            case REPORTS -> "storage.forMonths";
            default -> "storage.asNeeded";
        };
    }

    /** For instance "2 years" or "400 days". */
    private static String words(Kept kept, Texts texts) {
        if (kept.period() == null) {
            return texts.get("storage.forever");
        }
        Period period = Period.parse(kept.period());
        List<String> words = new ArrayList<>();
        add(words, texts, "storage.years", period.getYears());
        add(words, texts, "storage.months", period.getMonths());
        add(words, texts, "storage.days", period.getDays());
        String time = String.join(" ", words);
        return kept.kind() == Kind.READINGS ? texts.get("storage.hoursForever", time) : time;
    }

    private static void add(List<String> words, Texts texts, String key, int number) {
        if (number != 0) {
            words.add(texts.get(key, number));
        }
    }

    private String size(long bytes) {
        BigDecimal size = BigDecimal.valueOf(bytes).divide(STEP, 3, RoundingMode.HALF_UP);
        int unit = 0;
        while (size.compareTo(STEP) >= 0 && unit < UNITS.size() - 1) {
            size = size.divide(STEP, 3, RoundingMode.HALF_UP);
            unit++;
        }
        return figures.decimals(size, size.compareTo(BigDecimal.TEN) < 0 ? 1 : 0) + " " + UNITS.get(unit);
    }

    /** Whether anything is ever removed. */
    public boolean isLimited() {
        return report.nextRun() != null;
    }

    /** Whether readings are. */
    public boolean isReadingsLimited() {
        return isLimited() && report.nextRun().before() != null;
    }

    public RetentionRun getLast() {
        return report.lastRun();
    }

    /** How the latest run stands. */
    public String getLastState() {
        Texts texts = Texts.ofView();
        if (getLast() == null) {
            return texts.get("storage.last.none");
        }
        if (getLast().finishedAt() == null) {
            return texts.get("storage.last.works");
        }
        return texts.get(getLast().error() == null ? "storage.last.well" : "storage.last.failed");
    }

    /** What the latest run has removed of what is kept for a time, or was. */
    public List<Gone> getGone() {
        Texts texts = Texts.ofView();
        return getLast() == null
                ? List.of()
                : Arrays.stream(Kind.values())
                        .filter(kind -> getLast().removed().getOrDefault(kind, 0L) > 0
                                || report.kept().stream()
                                        .anyMatch(kept -> kept.kind() == kind && kept.period() != null))
                        .map(kind -> new Gone(
                                texts.get("storage." + kind),
                                figures.whole(getLast().removed().getOrDefault(kind, 0L))))
                        .toList();
    }
}
