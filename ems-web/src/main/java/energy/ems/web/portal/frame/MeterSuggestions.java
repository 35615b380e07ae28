package energy.ems.web.portal.frame;

import energy.ems.metering.MeterSummary;
import java.util.List;
import java.util.Locale;

/** The meters that a chooser offers while somebody types: the same for every page that has one. */
public final class MeterSuggestions {

    private static final int MOST = 50;

    private MeterSuggestions() {}

    /** The ids of those whose name or id holds what was typed, in the given order. */
    public static List<String> matching(List<MeterSummary> meters, String typed, Locale language) {
        String part = typed.strip().toLowerCase(language);
        return meters.stream()
                .filter(each -> each.name().toLowerCase(language).contains(part)
                        || each.deviceId().toLowerCase(Locale.ROOT).contains(part))
                .limit(MOST)
                .map(MeterSummary::deviceId)
                .toList();
    }
}
