package energy.ems.web.portal.desk;

import energy.ems.metering.readings.QuarantinedReading;
import energy.ems.metering.readings.QuarantinedReading.Neighbour;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A doubted reading among the stored ones next to it, as paths of a small picture: from left to right in proportion to
 * time, from bottom to top from the least to the greatest value.
 */
public final class NeighbourChart {

    private static final double WIDTH = 120;
    private static final double HEIGHT = 32;
    private static final double MARGIN = 5;
    private static final double DOT = 1.6;
    private static final double MARK = 4.5;

    /** Enough to tell the least values from the greatest; more digits would only be slow to calculate with. */
    private static final double GREATEST = 1e30;

    private final List<Neighbour> stored = new ArrayList<>();
    private final Instant doubtedAt;
    private final double doubted;
    private final Instant from;
    private final Instant to;
    private final double least;
    private final double greatest;

    NeighbourChart(QuarantinedReading reading) {
        stored.addAll(reading.before());
        stored.addAll(reading.after());
        doubtedAt = reading.takenAt();
        doubted = number(new BigDecimal(reading.value()));
        from = stored.isEmpty() || doubtedAt.isBefore(stored.get(0).takenAt())
                ? doubtedAt
                : stored.get(0).takenAt();
        Instant last =
                stored.isEmpty() ? doubtedAt : stored.get(stored.size() - 1).takenAt();
        to = doubtedAt.isAfter(last) ? doubtedAt : last;
        least = stored.stream().mapToDouble(each -> number(each.value())).reduce(doubted, Math::min);
        greatest = stored.stream().mapToDouble(each -> number(each.value())).reduce(doubted, Math::max);
    }

    /** Nothing is drawn of a reading that stands alone. */
    public boolean isThere() {
        return !stored.isEmpty();
    }

    public String getViewBox() {
        return String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, HEIGHT);
    }

    /** The stored readings, joined. */
    public String getLine() {
        StringBuilder path = new StringBuilder();
        for (Neighbour each : stored) {
            path.append(path.isEmpty() ? 'M' : 'L').append(point(each.takenAt(), number(each.value())));
        }
        return path.toString();
    }

    /** The same, each by itself. */
    public String getDots() {
        StringBuilder path = new StringBuilder();
        for (Neighbour each : stored) {
            path.append(String.format(
                    Locale.ROOT,
                    "M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0",
                    x(each.takenAt()) - DOT,
                    y(number(each.value())),
                    DOT,
                    DOT,
                    2 * DOT,
                    DOT,
                    DOT,
                    -2 * DOT));
        }
        return path.toString();
    }

    /** The doubted one: a diamond, so that it is told from the others without colours. */
    public String getDoubted() {
        double x = x(doubtedAt);
        double y = y(doubted);
        return String.format(
                Locale.ROOT,
                "M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ",
                x,
                y - MARK,
                x + MARK,
                y,
                x,
                y + MARK,
                x - MARK,
                y);
    }

    private String point(Instant at, double value) {
        return String.format(Locale.ROOT, "%.1f %.1f", x(at), y(value));
    }

    private double x(Instant at) {
        double whole = Duration.between(from, to).toMillis();
        double share = whole == 0 ? 0.5 : Duration.between(from, at).toMillis() / whole;
        return MARGIN + share * (WIDTH - 2 * MARGIN);
    }

    private double y(double value) {
        double share = greatest == least ? 0.5 : (value - least) / (greatest - least);
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
    }

    /** For drawing alone. A doubted value may be beyond any number that can be calculated with. */
    private static double number(BigDecimal value) {
        long digits = (long) value.precision() - value.scale();
        if (digits > 30) {
            return value.signum() * GREATEST;
        }
        return digits < -30 ? 0 : value.doubleValue();
    }
}
