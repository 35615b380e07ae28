package energy.ems.notification;

import energy.ems.alerting.AlertKind;
import java.time.LocalTime;
import java.util.Set;

/**
 * What somebody wants to be told of. Nothing, until they choose.
 *
 * @param mail the kinds of alerts that are told by mail
 * @param webhook the same for a request to the webhook
 * @param browser the kinds that the browser calls out by itself, while a page of the portal is open in it
 * @param allDevices whether alerts of others' devices are told, too; only for those who see them
 * @param escalateAfterMinutes after how long alerts of others that nobody has acknowledged are told; null for never; only
 *     for those who see them
 * @param quietFrom from when on each day, in the account's zone, messages wait; null for no quiet hours
 * @param quietTo until when; null together with {@code quietFrom}
 * @param mostPerHour how many messages may come within an hour on each channel; what is above waits for the next
 * @param webhookAddress null when there is none
 * @param hasSecret whether there is a secret that requests to the webhook are signed with
 * @param version to be given back with a change
 */
public record Preferences(
        Set<AlertKind> mail,
        Set<AlertKind> webhook,
        Set<AlertKind> browser,
        boolean allDevices,
        Integer escalateAfterMinutes,
        LocalTime quietFrom,
        LocalTime quietTo,
        int mostPerHour,
        String webhookAddress,
        boolean hasSecret,
        long version) {

    public static final int DEFAULT_MOST = 10;

    static final Preferences NONE =
            new Preferences(Set.of(), Set.of(), Set.of(), false, null, null, null, DEFAULT_MOST, null, false, 0);

    public Preferences {
        mail = Set.copyOf(mail);
        webhook = Set.copyOf(webhook);
        browser = Set.copyOf(browser);
    }
}
