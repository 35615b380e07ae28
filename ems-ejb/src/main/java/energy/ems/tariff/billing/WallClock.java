package energy.ems.tariff.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Cuts hours where the price may change: at the times of the rules, at midnight, and where the clock is put. Immutable. */
final class WallClock {

    private static final int DECIMALS = 15;

    private final ZoneId zone;
    private final Set<LocalTime> boundaries;

    /** A part of an hour in which the price does not change. */
    record Share(LocalDateTime at, BigDecimal energyKwh) {}

    // BEWARE: the times of all versions, also where only one is in force: else an hour on the border of two months
    // would
    // be shared out otherwise for the one than for the other, and the shares would not sum to it.
    WallClock(Tariff tariff) {
        zone = tariff.zone();
        boundaries = new TreeSet<>();
        boundaries.add(LocalTime.MIDNIGHT);
        for (TariffVersion version : tariff.versions()) {
            for (RateRule rule : version.rules()) {
                boundaries.add(rule.from());
                boundaries.add(rule.to());
            }
        }
    }

    /** In the order of time; of an hour whose energy is not known, without energy. */
    List<Share> shares(MeteredHour hour) {
        List<Instant> cuts = new ArrayList<>(cuts(hour));
        cuts.add(hour.end());
        BigDecimal length = millis(hour.start(), hour.end());
        BigDecimal rest = hour.energyKwh();
        List<Share> shares = new ArrayList<>();
        Instant start = hour.start();
        for (Instant cut : cuts) {
            BigDecimal energy = rest;
            if (rest != null && cut.isBefore(hour.end())) {
                energy = hour.energyKwh().multiply(millis(start, cut)).divide(length, DECIMALS, RoundingMode.DOWN);
                rest = rest.subtract(energy);
            }
            shares.add(new Share(LocalDateTime.ofInstant(start, zone), energy));
            start = cut;
        }
        return shares;
    }

    /** Strictly inside the hour. */
    private TreeSet<Instant> cuts(MeteredHour hour) {
        TreeSet<Instant> cuts = new TreeSet<>();
        LocalDate last = LocalDate.ofInstant(hour.end(), zone);
        for (LocalDate date = LocalDate.ofInstant(hour.start(), zone); !date.isAfter(last); date = date.plusDays(1)) {
            for (LocalTime time : boundaries) {
                LocalDateTime at = date.atTime(time);
                // None where the clock leaves this time out, two where it shows it twice.
                for (ZoneOffset offset : zone.getRules().getValidOffsets(at)) {
                    cuts.add(at.toInstant(offset));
                }
            }
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(hour.start());
        if (change != null) {
            cuts.add(change.getInstant());
        }
        cuts.removeIf(cut -> !cut.isAfter(hour.start()) || !cut.isBefore(hour.end()));
        return cuts;
    }

    private static BigDecimal millis(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toMillis());
    }
}
