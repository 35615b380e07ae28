package energy.ems.metering.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which readings of a meter are kept, where old ones are removed. The hours are a function of the readings, so they have
 * to stay what they are where these go. Three instants tell how, three days from each other:
 *
 * <ul>
 *   <li>Readings <b>from the border on</b> come and change as ever. Those before it are final: none is added, replaced,
 *       removed or ruled of any more.
 *   <li><b>Hours from three days before the border on</b> can still be computed, as readings after it or other settings
 *       may have it. Those before them are final. The border is set where no reading after it can reach further back.
 *   <li><b>Readings from three days before these hours on</b> are stored, or from further back where the calculation asks
 *       for more: of a register, up to readings after which it does not matter what came before. Only what is older goes.
 * </ul>
 *
 * <p>So each hour is at any time what it would be had nothing been removed, and had no reading from before the border been
 * accepted afterwards.
 *
 * @param border the start of an hour; the earliest of times when all readings are kept
 */
public record KeptReadings(Instant border) {

    /** Nothing was ever removed. */
    public static final KeptReadings ALL = new KeptReadings(Instant.MIN);

    private static final Duration APART = Duration.ofDays(3);

    private boolean isAll() {
        return border.equals(Instant.MIN);
    }

    /** From when on readings may come and change; the earliest of times for always. */
    public Instant readingsFrom(DatedSettings settings) {
        return isAll() ? Instant.MIN : border.plus(furtherThanUsual(settings));
    }

    /** From when on hours may change, a start of an hour; the earliest of times for all of them. */
    public Instant hoursFrom(DatedSettings settings) {
        return isAll() ? Instant.MIN : readingsFrom(settings).minus(APART);
    }

    /**
     * By how much an interval that was said afterwards to be longer than days reaches beyond what is stored: where it was
     * so from the beginning, nothing is removed.
     */
    private static Duration furtherThanUsual(DatedSettings settings) {
        Duration further = settings.longestReach().minus(APART);
        return further.isNegative() ? Duration.ZERO : further;
    }

    /**
     * The latest border that can be set for a meter now.
     *
     * @param wanted where it is to be at the latest
     * @param source all that is stored of the meter
     * @return empty when there is nothing before it to be removed, or when what is stored before it is not decided: a
     *     register that stands at zero, or says nonsense, may have days, even a year, judged anew by its next reading
     */
    public static Optional<KeptReadings> upTo(DatedSettings settings, Instant wanted, ReadingSource source) {
        if (!furtherThanUsual(settings).isZero()) {
            return Optional.empty();
        }
        List<Reading> last = source.before(UtcHour.of(wanted), 1);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        // Not in the middle of a gap: the reading that ends it shares it out over hours on both sides.
        Instant border = UtcHour.after(last.get(0).at());
        return Optional.of(new KeptReadings(border))
                .filter(kept ->
                        !AffectedHours.touchedFrom(settings, border, source).isBefore(kept.hoursFrom(settings)));
    }

    /**
     * Before which instant readings can go, the start of an hour.
     *
     * @param source all that is stored of the meter
     */
    public Instant neededFrom(DatedSettings settings, ReadingSource source) {
        if (isAll()) {
            return Instant.MIN;
        }
        Instant hours = hoursFrom(settings);
        Instant usual = hours.minus(APART);
        Instant needed = UtcHour.of(AffectedHours.neededFrom(settings, hours, source));
        return needed.isBefore(usual) ? needed : usual;
    }
}
