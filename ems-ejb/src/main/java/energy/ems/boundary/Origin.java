package energy.ems.boundary;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;

/**
 * From where the current request came. The web module fills it in at the start of a request; the audit log reads it.
 * Empty in timers and message-driven beans.
 */
@RequestScoped
public class Origin {

    private String address;
    private Instant provedAt;

    /** The client's network address, or null when there is no client. */
    public String address() {
        return address;
    }

    public void cameFrom(String clientAddress) {
        this.address = clientAddress;
    }

    /** When the provider of a single sign-on last asked the caller who they are; null when it did not, or does not say. */
    public Instant provedAt() {
        return provedAt;
    }

    public void provedAt(Instant time) {
        this.provedAt = time;
    }
}
