package energy.ems.deviceevents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Since when the present settings of a device count, and which counted before. The last that was said of an instant
 * decides.
 *
 * @param validFrom {@link #ALWAYS} when there were no others
 * @param former ascending; the first of them holds for all that was before, too
 */
public record SettingsDates(Instant validFrom, List<FormerSettings> former) {

    /** From the beginning of time. */
    public static final Instant ALWAYS = Instant.EPOCH;

    /** What is written for it in messages and files. */
    public static final String ALWAYS_WORD = "ALWAYS";

    /** Settings that have never changed. */
    public static final SettingsDates NEVER_CHANGED = new SettingsDates(ALWAYS, List.of());

    /**
     * Bounds what every event of a device carries. A device whose settings change more often forgets its earliest, and
     * the next hold for their time.
     */
    static final int MOST = 500;

    public SettingsDates {
        Objects.requireNonNull(validFrom, "validFrom");
        former = List.copyOf(former);
        validFrom = former.isEmpty() ? ALWAYS : validFrom;
    }

    /**
     * The dates after settings were said to count from an instant on, whatever was said of the time after it before.
     *
     * @param present the settings that have counted so far
     */
    public SettingsDates changed(SettingsState present, SettingsState changed, Instant from) {
        List<FormerSettings> kept = new ArrayList<>(former);
        kept.add(new FormerSettings(validFrom, present));
        kept.removeIf(each -> !each.validFrom().isBefore(from));
        Instant since = from;
        if (!kept.isEmpty() && kept.get(kept.size() - 1).settings().equals(changed)) {
            since = kept.remove(kept.size() - 1).validFrom();
        }
        return new SettingsDates(since, kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
    }

    /** As it is written: an instant, or that it was always so. */
    public static String text(Instant validFrom) {
        return validFrom.equals(ALWAYS) ? ALWAYS_WORD : validFrom.toString();
    }
}
