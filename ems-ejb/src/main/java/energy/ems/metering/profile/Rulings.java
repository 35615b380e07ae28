package energy.ems.metering.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people have ruled of a meter's readings, by the instants of these. A ruling belongs to its instant: it holds
 * whatever value the reading has, and waits for the reading while there is none. Immutable.
 */
public final class Rulings {

    public static final Rulings NONE = new Rulings(Map.of());

    private final NavigableMap<Instant, Ruling> byInstant;

    public Rulings(Map<Instant, Ruling> byInstant) {
        this.byInstant = new TreeMap<>(byInstant);
    }

    private boolean are(Ruling ruling, Instant at) {
        return !byInstant.isEmpty() && byInstant.get(at) == ruling;
    }

    /** Whether the step to this reading was ruled to be real. Zero is no evidence of it: nothing is counted to there. */
    boolean areReal(Reading reading) {
        return are(Ruling.REAL, reading.at()) && reading.kwh().signum() > 0;
    }

    /** Whether the interval value of that instant was ruled to lie where its stamp has it. */
    boolean haveItsPlace(Instant at) {
        return are(Ruling.REAL, at);
    }

    /** The readings without those that were wrong. */
    List<Reading> believed(List<Reading> readings) {
        return byInstant.containsValue(Ruling.WRONG)
                ? readings.stream()
                        .filter(reading -> !are(Ruling.WRONG, reading.at()))
                        .toList()
                : readings;
    }

    /** The same of whatever the source answers. */
    ReadingSource believed(ReadingSource source) {
        return byInstant.containsValue(Ruling.WRONG) ? new Believed(source) : source;
    }

    /** The eras, each of a register cut where another meter begins: its readings compare with none before. */
    List<DatedSettings.Era> cut(List<DatedSettings.Era> eras) {
        if (!byInstant.containsValue(Ruling.SWAP)) {
            return eras;
        }
        List<DatedSettings.Era> cut = new ArrayList<>();
        for (DatedSettings.Era era : eras) {
            Instant from = era.from();
            for (Map.Entry<Instant, Ruling> each :
                    byInstant.subMap(era.from(), false, era.to(), false).entrySet()) {
                if (each.getValue() == Ruling.SWAP && era.isOfRegister()) {
                    cut.add(new DatedSettings.Era(from, each.getKey(), era.settings()));
                    from = each.getKey();
                }
            }
            cut.add(new DatedSettings.Era(from, era.to(), era.settings()));
        }
        return cut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rulings rulings && byInstant.equals(rulings.byInstant);
    }

    @Override
    public int hashCode() {
        return byInstant.hashCode();
    }

    @Override
    public String toString() {
        return byInstant.toString();
    }

    /** A source without the readings that were wrong. */
    private final class Believed implements ReadingSource {

        private final ReadingSource all;

        Believed(ReadingSource all) {
            this.all = all;
        }

        /** As many more are asked for as may be left out. */
        @Override
        public List<Reading> before(Instant instant, int count) {
            List<Reading> believed = believed(all.before(instant, count + wrong(byInstant.headMap(instant, false))));
            return believed.subList(Math.max(0, believed.size() - count), believed.size());
        }

        @Override
        public Optional<Reading> lastAboveZero(Instant from, Instant before) {
            Optional<Reading> last = all.lastAboveZero(from, before);
            while (last.isPresent() && are(Ruling.WRONG, last.get().at())) {
                last = all.lastAboveZero(from, last.get().at());
            }
            return last;
        }

        @Override
        public List<Reading> between(Instant from, Instant to) {
            return believed(all.between(from, to));
        }

        @Override
        public List<Reading> from(Instant instant, int count) {
            List<Reading> believed = believed(all.from(instant, count + wrong(byInstant.tailMap(instant, true))));
            return believed.subList(0, Math.min(count, believed.size()));
        }

        private int wrong(Map<Instant, Ruling> some) {
            return (int) some.values().stream().filter(Ruling.WRONG::equals).count();
        }
    }
}
