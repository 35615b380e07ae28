package energy.ems.web.portal.frame;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What a session remembers of its {@link Viewer}; never asked about a stranger, who so has no session. */
@SessionScoped
class ViewerMemory implements Serializable {

    private static final long serialVersionUID = 1L;

    private String username;
    private String displayName;
    private String language;
    private String lastDevice;
    private ZoneId zone = ZoneOffset.UTC;

    boolean isOf(String user) {
        return user.equals(username);
    }

    void keep(String newUsername, String newDisplayName, ZoneId newZone, String newLanguage) {
        if (!newUsername.equals(username)) {
            lastDevice = null;
        }
        username = newUsername;
        displayName = newDisplayName;
        zone = newZone;
        language = newLanguage;
    }

    String username() {
        return username;
    }

    String displayName() {
        return displayName;
    }

    String language() {
        return language;
    }

    void speak(String newLanguage) {
        language = newLanguage;
    }

    ZoneId zone() {
        return zone;
    }

    String lastDevice() {
        return lastDevice;
    }

    void lastDevice(String deviceId) {
        lastDevice = deviceId;
    }
}
