package energy.ems.device;

import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.deviceevents.DeviceBounds;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.SettingsDates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What a device has to look like by itself; whether its owner exists is asked elsewhere. */
final class DeviceRules {

    private DeviceRules() {}

    /** The draft, with an id when it had none. */
    static DeviceDraft checked(DeviceDraft draft, Instant now) {
        InputCheck check = new InputCheck();
        DeviceDraft complete = check(draft, now, check);
        check.finish();
        return complete;
    }

    /** The draft, with an id when it had none; what is wrong with it is noted. */
    static DeviceDraft check(DeviceDraft draft, Instant now, InputCheck check) {
        String id = draft.id() == null ? UUID.randomUUID().toString() : draft.id();
        check.require(DeviceBounds.ID.matcher(id).matches(), "id", Rule.PATTERN, "A-Z a-z 0-9 . _ : - (64)");
        check.require(draft.name() != null, "name", Rule.REQUIRED);
        checkText(check, "name", draft.name(), DeviceBounds.LONGEST_NAME, false);
        checkText(check, "description", draft.description(), DeviceBounds.LONGEST_DESCRIPTION, true);
        checkText(check, "address", draft.address(), DeviceBounds.LONGEST_ADDRESS, true);
        checkText(check, "owner", draft.owner(), DeviceBounds.LONGEST_OWNER, false);
        checkPlace(check, draft.place());
        checkNumber(check, "max_hourly_kwh", draft.maxHourlyKwh(), DeviceBounds.LARGEST_LIMIT);
        checkNumber(check, "register_capacity", draft.settings().registerCapacity(), DeviceBounds.LARGEST_CAPACITY);
        checkNumber(check, "factor", draft.settings().factor(), DeviceBounds.LARGEST_FACTOR);
        checkNumber(check, "max_power_kw", draft.settings().maxPowerKw(), DeviceBounds.LARGEST_POWER);
        ReadingSettings settings = draft.settings();
        check.require(
                DeviceBounds.fits(settings.readingMode().name(), settings.unit().symbol()),
                "unit",
                Rule.NO_POWER,
                settings.unit().symbol());
        Duration interval = draft.settings().expectedInterval();
        check.require(
                interval.compareTo(DeviceBounds.SHORTEST_INTERVAL) >= 0
                        && interval.compareTo(DeviceBounds.LONGEST_INTERVAL) <= 0,
                "expected_interval",
                Rule.NOT_A_DURATION,
                DeviceBounds.SHORTEST_INTERVAL,
                "P31D");
        checkDate(check, draft.settingsValidFrom(), now);
        return draft.withId(id);
    }

    private static void checkDate(InputCheck check, Instant from, Instant now) {
        if (from == null || from.equals(SettingsDates.ALWAYS)) {
            return;
        }
        check.require(
                !from.isBefore(DeviceBounds.EARLIEST_SETTINGS),
                "settings_valid_from",
                Rule.TOO_EARLY,
                DeviceBounds.EARLIEST_SETTINGS);
        check.require(!from.isAfter(now), "settings_valid_from", Rule.IN_FUTURE);
    }

    private static void checkPlace(InputCheck check, DevicePlace place) {
        checkText(check, "place", place.path(), DevicePlace.LONGEST, false);
        if (place.path() == null) {
            check.require(!place.mainMeter(), "place", Rule.REQUIRED);
        } else {
            check.require(DevicePlace.isPath(place.path()), "place", Rule.NOT_A_PATH);
        }
    }

    private static void checkText(InputCheck check, String field, String text, int longest, boolean severalLines) {
        if (text == null) {
            return;
        }
        check.require(text.length() <= longest, field, Rule.TOO_LONG, longest);
        check.require(!DeviceBounds.hasUnwelcomeCharacters(text, severalLines), field, Rule.CONTROL_CHARACTERS);
    }

    private static void checkNumber(InputCheck check, String field, BigDecimal number, BigDecimal largest) {
        if (number == null) {
            return;
        }
        check.require(number.signum() > 0, field, Rule.NOT_POSITIVE);
        check.require(number.compareTo(largest) <= 0, field, Rule.TOO_LARGE, largest);
        check.require(
                number.stripTrailingZeros().scale() <= DeviceBounds.MOST_DECIMALS,
                field,
                Rule.TOO_PRECISE,
                DeviceBounds.MOST_DECIMALS);
    }
}
