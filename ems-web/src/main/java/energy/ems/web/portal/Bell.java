package energy.ems.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** How many alerts wait for somebody. */
@Named
@RequestScoped
public class Bell {

    private static final long MOST_SHOWN = 99;

    private long count;

    public long getCount() {
        return count;
    }

    public String getLabel() {
        return count > MOST_SHOWN ? MOST_SHOWN + "+" : Long.toString(count);
    }
}
