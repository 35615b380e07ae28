package energy.ems.deviceevents;

import java.time.Instant;
import java.util.Objects;

/**
 * Settings that counted once.
 *
 * @param validFrom since when; until the next ones did
 */
public record FormerSettings(Instant validFrom, SettingsState settings) {

    public FormerSettings {
        Objects.requireNonNull(validFrom, "validFrom");
        Objects.requireNonNull(settings, "settings");
    }
}
