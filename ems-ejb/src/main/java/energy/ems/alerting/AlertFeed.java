package energy.ems.alerting;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import java.util.List;

/** What a browser has missed. For the WebSocket, which has authenticated its user at the handshake. */
@Stateless
@PermitAll
public class AlertFeed {

    /** At most so many are told again; who missed more sees the rest on the page. */
    public static final int MOST = 500;

    /**
     * @param seesAll whether alerts of all devices are wanted, as for administrators
     * @param sequence the last change that was seen
     * @return the latest {@value #MOST} changes after it that the user may see, ascending
     */
    public List<AlertMessage> after(String username, boolean seesAll, long sequence) {
        throw new UnsupportedOperationException();
    }
}
