package energy.ems.web.portal.frame;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.time.LocalDate;
import java.util.Locale;

/** A date in the language of the view, typed in whatever form; see {@link TypedTime}. */
@FacesConverter("ems.date")
public class DateConverter implements Converter<LocalDate> {

    private static final LocalDate EXAMPLE = LocalDate.of(2026, 11, 25);

    @Override
    public LocalDate getAsObject(FacesContext context, UIComponent component, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return TypedTime.date(text).orElseThrow(() -> {
            String example = TypedTime.format(EXAMPLE, locale(context));
            String problem = Texts.ofView().get("date.unreadable", example);
            return new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, problem));
        });
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, LocalDate date) {
        return date == null ? "" : TypedTime.format(date, locale(context));
    }

    private static Locale locale(FacesContext context) {
        return context.getViewRoot().getLocale();
    }
}
