package energy.ems.web.portal.consumption;

import java.util.Locale;

/** How several devices are drawn together; the names are those of the address. */
public enum TogetherKind {
    /** One on the other, so that the top is their sum. */
    STACKED,
    BESIDE,
    /** A line of each, for those that are not to be added up by the eye. */
    LINES;

    /** Its name in addresses. */
    public String getAddress() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name, or stacked for anything else: addresses are typed by people. */
    static TogetherKind named(String name) {
        for (TogetherKind kind : values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        return STACKED;
    }
}
