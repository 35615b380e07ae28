package energy.ems.boundary;

import jakarta.enterprise.context.RequestScoped;

/**
 * From where the current request came. The web module fills it in at the start of a request; the audit log reads it.
 * Empty in timers and message-driven beans.
 */
@RequestScoped
public class Origin {

    private String address;

    /** The client's network address, or null when there is no client. */
    public String address() {
        return address;
    }

    public void cameFrom(String clientAddress) {
        this.address = clientAddress;
    }
}
