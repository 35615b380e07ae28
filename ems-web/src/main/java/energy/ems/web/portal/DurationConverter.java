package energy.ems.web.portal;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, "10 min" or "1 h", or as ISO 8601 does, "PT10M". */
@FacesConverter("ems.duration")
public class DurationConverter implements Converter<Duration> {

    private static final Pattern SPOKEN = Pattern.compile("(\\d{1,6})\\s*(s|min|h|d|z)?");

    @Override
    public Duration getAsObject(FacesContext context, UIComponent component, String text) {
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
            String problem = Texts.ofView().sentence("invalid.not_a_duration", List.of("1 s", "31 d"));
            throw new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, problem));
        }
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, Duration duration) {
        if (duration == null) {
            return "";
        }
        if (duration.toSecondsPart() == 0 && duration.toNanosPart() == 0) {
            return duration.toMinutesPart() == 0 && duration.toHours() > 0
                    ? duration.toHours() + " h"
                    : duration.toMinutes() + " min";
        }
        return duration.toNanosPart() == 0 ? duration.toSeconds() + " s" : duration.toString();
    }
}
