package energy.ems.launcher.bench;

import java.util.List;

/** What many figures say together. */
final class Statistics {

    private Statistics() {}

    static double median(List<Double> figures) {
        return percentile(figures, 50);
    }

    /** The least of the figures that at least so many per cent of them do not exceed (the nearest rank). */
    static double percentile(List<Double> figures, int percent) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("There are no figures");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int rank = (int) Math.ceil(percent * sorted.size() / 100.0);
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
