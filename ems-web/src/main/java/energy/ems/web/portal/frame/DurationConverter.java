package energy.ems.web.portal.frame;

import energy.ems.boundary.InvalidInputException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, "10 min" or "1 h", or as ISO 8601 does, "PT10M". */
@FacesConverter("ems.duration")
public class DurationConverter implements Converter<Duration> {

    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Pattern SPOKEN = Pattern.compile("(\\d{1,6})\\s*(s|min|h|d|z)?");

    @Override
    public Duration getAsObject(FacesContext context, UIComponent component, String text) {
        try {
            return parse("value", text);
        } catch (InvalidInputException invalid) {
            String problem = Texts.ofView().sentence(invalid.messageKey(), invalid.arguments());
            throw new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, problem), invalid);
        }
    }

    /** For forms that tell all mistakes at once, which a converter cannot: it hides the rules behind it. */
    public static Duration parse(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Matcher spoken = SPOKEN.matcher(text.strip());
        if (spoken.matches()) {
            long number = Long.parseLong(spoken.group(1));
            return switch (spoken.group(2) == null ? "min" : spoken.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "h" -> Duration.ofHours(number);
                case "d", "z" -> Duration.ofDays(number);
                default -> Duration.ofMinutes(number);
            };
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException notIso) {
            throw new InvalidInputException(field, InvalidInputException.Rule.NOT_A_DURATION, "PT1S", "P31D");
        }
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, Duration duration) {
        return duration == null ? "" : words(duration);
    }

    /** Short enough for an input, and read by it again: "10 min", "1 h", "31 d". */
    public static String words(Duration duration) {
        if (duration.compareTo(TWO_DAYS) >= 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " d";
        }
        if (duration.toSecondsPart() == 0 && duration.toNanosPart() == 0) {
            return duration.toMinutesPart() == 0 && duration.toHours() > 0
                    ? duration.toHours() + " h"
                    : duration.toMinutes() + " min";
        }
        return duration.toNanosPart() == 0 ? duration.toSeconds() + " s" : duration.toString();
    }
}
