package energy.ems.notification;

import energy.ems.alerting.AlertMessage;
import energy.ems.alerting.AlertWording;
import energy.ems.alerting.PluralForm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.StringJoiner;

/** What a letter says, in its person's language and with the times of their zone. */
final class Words {

    private static final String BUNDLE = "energy.ems.notification.words";
    private static final String NOTHING = "–";
    private static final int LONGEST_SUBJECT = 150;
    private static final String TEST = "test";

    private final Locale language;
    private final ZoneId zone;
    private final ResourceBundle words;
    private final AlertWording alerts;

    Words(Locale language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
        this.words = ResourceBundle.getBundle(BUNDLE, language);
        this.alerts = new AlertWording(language);
    }

    static Words of(Letter letter) {
        return new Words(letter.to().language(), letter.to().zone());
    }

    /** One line. */
    String subject(Letter letter) {
        String subject;
        if (letter.kind() == Attempt.Kind.TEST) {
            subject = words.getString(TEST + ".subject");
        } else if (letter.enclosure() != null) {
            subject = report("report.subject", letter.enclosure());
        } else if (letter.count() == 1) {
            subject = sentence(letter.alerts().get(0).alert());
        } else {
            subject = counted("subject", letter.count());
        }
        String line = "EMS: " + subject.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT - 1) + "…" : line;
    }

    String body(Letter letter) {
        StringJoiner lines = new StringJoiner("\r\n", "", "\r\n");
        if (letter.kind() == Attempt.Kind.TEST) {
            lines.add(words.getString(TEST + ".body"));
        }
        if (letter.enclosure() != null) {
            lines.add(report("report.body", letter.enclosure()));
        }
        for (Letter.Told told : letter.alerts()) {
            lines.add("- " + line(told, letter.settings()));
        }
        if (letter.more() > 0) {
            lines.add("").add(counted("more", letter.more()));
        }
        for (Hold why : Hold.values()) {
            if (letter.held(why) > 0) {
                lines.add("")
                        .add(counted(
                                "held." + why,
                                letter.held(why),
                                letter.settings().mostPerHour()));
            }
        }
        String footer = letter.enclosure() == null ? "footer" : "report.footer";
        return lines.add("").add(filled(footer, zoneName())).toString();
    }

    private String report(String key, Enclosure report) {
        String month = DateTimeFormatter.ofPattern("LLLL uuuu", language).format(report.month());
        if (report.group() != null) {
            return filled(key + ".group", month, report.groupName());
        }
        return report.place() == null ? filled(key, month) : filled(key + ".place", month, report.place());
    }

    private String line(Letter.Told told, Letter.Settings settings) {
        String sentence = sentence(told.alert());
        return told.occasion() == Occasion.ESCALATED && settings.escalateAfterMinutes() != null
                ? sentence + " " + counted("escalated", settings.escalateAfterMinutes())
                : sentence;
    }

    private String sentence(AlertMessage alert) {
        Instant end = alert.hourStart().plus(Duration.ofHours(1));
        Map<String, String> values = new HashMap<>();
        values.put("device", alert.deviceName() == null ? NOTHING : alert.deviceName());
        values.put("energy", energy(alert.energyKwh()));
        values.put("limit", energy(alert.limitKwh()));
        values.put(
                "over",
                alert.energyKwh() == null || alert.limitKwh() == null
                        ? NOTHING
                        : energy(alert.energyKwh().subtract(alert.limitKwh())));
        values.put("from", format("d MMM uuuu, HH:mm", alert.hourStart()));
        values.put("to", format("HH:mm", end));
        values.put("noticed", format("d MMM uuuu, HH:mm", alert.raisedAt()));
        if (alert.hours() != null) {
            values.put("hours", NumberFormat.getIntegerInstance(language).format(alert.hours()));
            values.put("first", format("d MMM uuuu, HH:mm", alert.hourStart()));
            values.put("last", format("d MMM uuuu, HH:mm", alert.lastHourStart().plus(Duration.ofHours(1))));
        }
        return alerts.sentence(alert.kind(), alert.state(), alert.hours(), values)
                .replaceAll("\\p{Cntrl}+", " ");
    }

    private String energy(BigDecimal kwh) {
        if (kwh == null) {
            return NOTHING;
        }
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        format.setMaximumFractionDigits(3);
        return format.format(kwh);
    }

    private String format(String pattern, Instant instant) {
        return DateTimeFormatter.ofPattern(pattern, language).format(instant.atZone(zone));
    }

    private String zoneName() {
        String name = zone.getDisplayName(TextStyle.FULL, language);
        return zone.getId().equals(name) ? name : zone.getId() + " (" + name + ")";
    }

    /** @param further what the text names besides the number, which is {0} */
    private String counted(String key, int number, Object... further) {
        Object[] all = new Object[further.length + 1];
        all[0] = number;
        System.arraycopy(further, 0, all, 1, further.length);
        return filled(key + "." + PluralForm.of(number).key(), all);
    }

    private String filled(String key, Object... arguments) {
        return new MessageFormat(words.getString(key), language).format(arguments);
    }
}
