package energy.ems.metering.profile;

import java.time.Instant;

/**
 * A recalculated range of whole UTC hours.
 *
 * @param profile the hours and findings inside {@code [from, to)}; an hour that is not listed is empty
 */
public record AffectedWindow(Instant from, Instant to, LoadProfile profile) {}
