package energy.ems.notification;

import energy.ems.account.Addressee;
import energy.ems.alerting.AlertMessage;
import energy.ems.notification.Attempt.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is to be said by one delivery.
 *
 * @param key the same at each attempt, so that whoever gets it twice can tell
 * @param at when it was made
 * @param alerts the first of those that it tells of, oldest first
 * @param more how many there are besides
 * @param held how many of them had waited, and why
 * @param enclosure the report that goes along; null for none
 */
public record Letter(
        String key,
        Instant at,
        Kind kind,
        Addressee to,
        Settings settings,
        List<Told> alerts,
        int more,
        Map<Hold, Integer> held,
        Enclosure enclosure) {

    /** So many stand in a letter; who wants to see the rest looks at the portal. */
    static final int MOST = 50;

    /** An alert, and why it is told of. */
    public record Told(AlertMessage alert, Occasion occasion) {}

    /** Of the person's choice, as it is when the letter leaves. */
    public record Settings(int mostPerHour, Integer escalateAfterMinutes, String webhookAddress, byte[] webhookSecret) {

        static Settings of(Choice choice) {
            return new Settings(
                    choice.mostPerHour(),
                    choice.escalateAfterMinutes(),
                    choice.webhookAddress(),
                    choice.webhookSecret());
        }
    }

    int count() {
        return alerts.size() + more;
    }

    int held(Hold why) {
        return held.getOrDefault(why, 0);
    }
}
