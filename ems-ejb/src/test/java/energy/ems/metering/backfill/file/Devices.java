package energy.ems.metering.backfill.file;

import energy.ems.metering.profile.AfterReset;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.Direction;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.IntervalStamp;
import energy.ems.metering.profile.MeterSettings;
import energy.ems.metering.profile.ReadingMode;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Devices and files for the tests of this room. */
final class Devices {

    private Devices() {}

    static DatedSettings ofInterval(int minutes) {
        return device(ReadingMode.INTERVAL, IntervalStamp.START, EnergyUnit.KWH, Duration.ofMinutes(minutes));
    }

    static DatedSettings register(int minutes) {
        return device(ReadingMode.CUMULATIVE, IntervalStamp.START, EnergyUnit.KWH, Duration.ofMinutes(minutes));
    }

    static DatedSettings device(ReadingMode mode, IntervalStamp stamp, EnergyUnit unit, Duration interval) {
        return DatedSettings.always(new MeterSettings(
                mode,
                stamp,
                unit,
                null,
                interval,
                new BigDecimal("1000"),
                BigDecimal.ONE,
                AfterReset.NEW_STRETCH,
                Direction.CONSUMPTION));
    }

    static ReadingsFile file(String text) {
        return new ReadingsFile(() -> new StringReader(text));
    }

    static ReadingsFile resource(String name) {
        return new ReadingsFile(() -> new InputStreamReader(
                Devices.class.getResourceAsStream("/backfill/" + name), StandardCharsets.UTF_8.newDecoder()));
    }
}
