package energy.ems.web.portal.frame;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.time.LocalDateTime;
import java.util.Locale;

/** A date with a time in the language of the view, typed in whatever form, seconds or none; see {@link TypedTime}. */
@FacesConverter("ems.dateTime")
public class DateTimeConverter implements Converter<LocalDateTime> {

    private static final LocalDateTime EXAMPLE = LocalDateTime.of(2026, 11, 25, 17, 30);

    @Override
    public LocalDateTime getAsObject(FacesContext context, UIComponent component, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return TypedTime.dateTime(text).orElseThrow(() -> {
            String example = TypedTime.format(EXAMPLE, locale(context));
            String problem = Texts.ofView().get("dateTime.unreadable", example);
            return new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, problem));
        });
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, LocalDateTime time) {
        return time == null ? "" : TypedTime.format(time, locale(context));
    }

    private static Locale locale(FacesContext context) {
        return context.getViewRoot().getLocale();
    }
}
