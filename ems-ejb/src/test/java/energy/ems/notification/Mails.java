package energy.ems.notification;

import energy.ems.container.MonitoringSystem;
import energy.ems.container.TestContainer;

/** Mail for tests of other rooms. */
public final class Mails {

    private Mails() {}

    public static void wire(TestContainer container) {
        container.get(Dispatch.class);
        container.get(Notifications.class);
    }

    /** Has everything leave that is due. */
    public static void send(MonitoringSystem node) {
        Dispatch dispatch = node.get(Dispatch.class);
        dispatch.write();
        dispatch.send(Channel.MAIL);
    }
}
