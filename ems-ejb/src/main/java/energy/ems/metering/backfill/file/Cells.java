package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.DecimalMark;
import energy.ems.metering.profile.EnergyUnit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a single cell says. */
final class Cells {

    private static final int LONGEST_NUMBER = 60;
    private static final Set<String> NOTHING =
            Set.of("", "-", "null", "nan", "n/a", "na", "none", "unavailable", "unknown");
    private static final Pattern UNIT =
            Pattern.compile("(?<![A-Za-z])(kWh|Wh|MWh|kW|W)(?![A-Za-z])", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_POINT = number("\\.", ",");
    private static final Pattern WITH_COMMA = number(",", "\\.");
    private static final Pattern GROUPS_BY_COMMA = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+");
    private static final Pattern GROUPS_BY_POINT = Pattern.compile("[+-]?[1-9]\\d{0,2}(\\.\\d{3})+");

    private Cells() {}

    private static Pattern number(String mark, String group) {
        return Pattern.compile("[+-]?(\\d{1,3}(" + group + "\\d{3})+(" + mark + "\\d*)?|\\d+(" + mark + "\\d*)?|" + mark
                + "\\d+)([eE][+-]?\\d{1,3})?");
    }

    /** A cell's text without what spreadsheets put around it to keep a number a text. */
    static String text(String cell) {
        String text = cell.replace('\u00A0', ' ').strip();
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2) {
            return text.substring(2, text.length() - 1).strip();
        }
        return text.startsWith("'") ? text.substring(1) : text;
    }

    /** Whether it says that there is no value. */
    static boolean isNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    static Optional<BigDecimal> number(String text, DecimalMark mark) {
        Pattern form = mark == DecimalMark.COMMA ? WITH_COMMA : WITH_POINT;
        if (text.length() > LONGEST_NUMBER || !form.matcher(text).matches()) {
            return Optional.empty();
        }
        char group = mark == DecimalMark.COMMA ? '.' : ',';
        return Optional.of(
                new BigDecimal(text.replace(String.valueOf(group), "").replace(mark.sign(), '.')));
    }

    /** Whether it can only be meant with this mark, and not as thousands parted by it. */
    static boolean needs(DecimalMark mark, String text) {
        Pattern groups = mark == DecimalMark.COMMA ? GROUPS_BY_COMMA : GROUPS_BY_POINT;
        return text.indexOf(mark.sign()) >= 0
                && number(text, mark).isPresent()
                && !groups.matcher(text).matches();
    }

    /** The unit that the text is: a label such as {@code kWh} in whatever case. */
    static Optional<EnergyUnit> unit(String text) {
        return Stream.of(EnergyUnit.values())
                .filter(unit -> unit.label().equalsIgnoreCase(text))
                .findFirst();
    }

    /** The unit that a heading names among other words. */
    static Optional<EnergyUnit> unitIn(String text) {
        Matcher named = UNIT.matcher(text);
        return named.find() ? unit(named.group(1)) : Optional.empty();
    }
}
