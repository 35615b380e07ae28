package energy.ems.simulator;

import java.time.Instant;

/** The settings of a run with what they leave open decided: the profile that was read and the instant of its start. */
record Run(Settings settings, LoadProfile profile, Instant start) {

    /** How many measurements each device makes; {@link Long#MAX_VALUE} when it never ends. */
    long steps() {
        long asked = settings.duration
                .map(duration -> {
                    long period = settings.period.toMillis();
                    return (duration.toMillis() + period - 1) / period;
                })
                .orElse(Long.MAX_VALUE);
        if (settings.loop) {
            return asked;
        }
        return Math.min(asked, profile.rows() + (settings.mode == Settings.Mode.CUMULATIVE ? 1L : 0L));
    }

    Instant instant(long step) {
        return start.plusMillis(settings.period.toMillis() * step);
    }
}
