package energy.ems.metering;

import java.util.Comparator;

/** A device as a chooser offers it. */
public record MeterChoice(String deviceId, String name) {

    public static final Comparator<MeterChoice> BY_NAME = Comparator.comparing(
                    MeterChoice::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(MeterChoice::deviceId);
}
