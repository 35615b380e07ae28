package energy.ems.web.portal.frame;

import energy.ems.boundary.InvalidInputException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Time zones to choose from. */
@Named
@RequestScoped
public class Zones {

    private static final int SUGGESTIONS = 30;

    /** The zones whose name contains what was typed. */
    public List<String> suggest(String typed) {
        String part = typed.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.equals("UTC") || id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .filter(id -> id.toLowerCase(Locale.ROOT).contains(part))
                .sorted()
                .limit(SUGGESTIONS)
                .toList();
    }

    /** What people call a zone. */
    public static String name(ZoneId zone) {
        return zone.getId().equals("Etc/UTC") || zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** @param id null or blank for the system's default, which is null */
    public static ZoneId parse(String id) {
        if (id == null || id.isBlank()) {
            return null;
        }
        try {
            return ZoneId.of(id.strip());
        } catch (DateTimeException unknown) {
            throw new InvalidInputException("zone", InvalidInputException.Rule.NOT_A_ZONE);
        }
    }
}
