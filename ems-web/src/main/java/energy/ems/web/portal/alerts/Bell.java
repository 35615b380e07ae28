package energy.ems.web.portal.alerts;

import energy.ems.alerting.Alerts;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** How many alerts wait for somebody. */
@Named
@RequestScoped
public class Bell {

    private static final long MOST_SHOWN = 99;

    @Inject
    private Alerts alerts;

    private long count;

    @PostConstruct
    void recount() {
        count = alerts.openCount();
    }

    public long getCount() {
        return count;
    }

    public String getLabel() {
        return count > MOST_SHOWN ? MOST_SHOWN + "+" : Long.toString(count);
    }
}
