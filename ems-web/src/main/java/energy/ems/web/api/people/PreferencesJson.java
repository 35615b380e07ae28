package energy.ems.web.api.people;

import energy.ems.alerting.AlertKind;
import energy.ems.notification.Preferences;
import energy.ems.notification.SavedPreferences;
import java.time.LocalTime;
import java.util.List;

/**
 * What somebody wants to be told of, as the API shows it.
 *
 * @param webhookSecret where it was made by this very request; otherwise null
 */
public record PreferencesJson(
        List<AlertKind> mail,
        List<AlertKind> webhook,
        List<AlertKind> browser,
        boolean allDevices,
        Integer escalateAfterMinutes,
        String quietFrom,
        String quietTo,
        int mostPerHour,
        String webhookAddress,
        boolean hasSecret,
        String webhookSecret,
        long version) {

    static PreferencesJson of(SavedPreferences saved) {
        Preferences own = saved.preferences();
        return new PreferencesJson(
                own.mail().stream().sorted().toList(),
                own.webhook().stream().sorted().toList(),
                own.browser().stream().sorted().toList(),
                own.allDevices(),
                own.escalateAfterMinutes(),
                text(own.quietFrom()),
                text(own.quietTo()),
                own.mostPerHour(),
                own.webhookAddress(),
                own.hasSecret(),
                saved.secret(),
                own.version());
    }

    private static String text(LocalTime time) {
        return time == null ? null : time.toString();
    }
}
