package energy.ems.notification;

import java.util.Locale;

/** Why a delivery did not succeed; front ends word it ({@code messages.problem.<name in lower case>}). */
public enum Problem {
    /** The administrators have set up no mail server. */
    NOT_SET_UP,
    /** The account has no address. */
    NO_ADDRESS,
    /** The mail server, or the webhook's, cannot be reached or lets nobody in. */
    AWAY,
    /** It does not want this now, but may later. */
    PUT_OFF,
    /** It does not want this, now or ever. */
    REFUSED,
    /** The address is of a network that requests must not go to. */
    PRIVATE_ADDRESS;

    public String key() {
        return "messages.problem." + name().toLowerCase(Locale.ROOT);
    }
}
