package energy.ems.device;

import energy.ems.security.InputCheck;
import energy.ems.security.InvalidInputException.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a device has to look like by itself; whether its owner exists is asked elsewhere. */
final class DeviceRules {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2000;
    private static final int LONGEST_ADDRESS = 300;
    private static final int LONGEST_OWNER = 64;
    private static final int MOST_DECIMALS = 6;
    private static final BigDecimal LARGEST_LIMIT = new BigDecimal("1000000000");
    private static final BigDecimal LARGEST_CAPACITY = new BigDecimal("1000000000000000");
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(31);

    private DeviceRules() {}

    /** The draft, with an id when it had none. */
    static DeviceDraft checked(DeviceDraft draft) {
        InputCheck check = new InputCheck();
        DeviceDraft complete = check(draft, check);
        check.finish();
        return complete;
    }

    /** The draft, with an id when it had none; what is wrong with it is noted. */
    static DeviceDraft check(DeviceDraft draft, InputCheck check) {
        String id = draft.id() == null ? UUID.randomUUID().toString() : draft.id();
        check.require(ID.matcher(id).matches(), "id", Rule.PATTERN, "A-Z a-z 0-9 . _ : - (64)");
        check.require(draft.name() != null, "name", Rule.REQUIRED);
        checkText(check, "name", draft.name(), LONGEST_NAME, false);
        checkText(check, "description", draft.description(), LONGEST_DESCRIPTION, true);
        checkText(check, "address", draft.address(), LONGEST_ADDRESS, true);
        checkText(check, "owner", draft.owner(), LONGEST_OWNER, false);
        checkNumber(check, "max_hourly_kwh", draft.maxHourlyKwh(), LARGEST_LIMIT);
        checkNumber(check, "register_capacity", draft.registerCapacity(), LARGEST_CAPACITY);
        Duration interval = draft.expectedInterval();
        check.require(
                interval.compareTo(SHORTEST_INTERVAL) >= 0 && interval.compareTo(LONGEST_INTERVAL) <= 0,
                "expected_interval",
                Rule.NOT_A_DURATION,
                SHORTEST_INTERVAL,
                "P31D");
        return draft.withId(id);
    }

    private static void checkText(InputCheck check, String field, String text, int longest, boolean severalLines) {
        if (text == null) {
            return;
        }
        check.require(text.length() <= longest, field, Rule.TOO_LONG, longest);
        check.require(
                text.codePoints().noneMatch(character -> isUnwelcome(character, severalLines)),
                field,
                Rule.CONTROL_CHARACTERS);
    }

    /** Control characters, and halves of surrogate pairs, which no encoding can store. */
    private static boolean isUnwelcome(int character, boolean severalLines) {
        boolean layout = character == '\n' || character == '\r' || character == '\t';
        return (Character.isISOControl(character) && !(severalLines && layout))
                || Character.getType(character) == Character.SURROGATE;
    }

    private static void checkNumber(InputCheck check, String field, BigDecimal number, BigDecimal largest) {
        if (number == null) {
            return;
        }
        check.require(number.signum() > 0, field, Rule.NOT_POSITIVE);
        check.require(number.compareTo(largest) <= 0, field, Rule.TOO_LARGE, largest);
        check.require(number.stripTrailingZeros().scale() <= MOST_DECIMALS, field, Rule.TOO_PRECISE, MOST_DECIMALS);
    }
}
