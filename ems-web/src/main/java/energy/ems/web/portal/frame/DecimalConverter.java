package energy.ems.web.portal.frame;

import energy.ems.boundary.InvalidInputException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Exact decimal numbers, typed with a point or a comma; thousands are not grouped, because nobody agrees by what. */
@FacesConverter("ems.decimal")
public class DecimalConverter implements Converter<BigDecimal> {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}([.,]\\d{1,30})?");

    @Override
    public BigDecimal getAsObject(FacesContext context, UIComponent component, String text) {
        try {
            return parse("value", text);
        } catch (InvalidInputException invalid) {
            String problem = Texts.ofView().sentence(invalid.messageKey(), invalid.arguments());
            throw new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, problem), invalid);
        }
    }

    /** For forms that tell all mistakes at once, which a converter cannot: it hides the rules behind it. */
    public static BigDecimal parse(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip().replace('−', '-');
        if (!NUMBER.matcher(stripped).matches()) {
            throw new InvalidInputException(field, InvalidInputException.Rule.NOT_A_NUMBER);
        }
        return new BigDecimal(stripped.replace(',', '.'));
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, BigDecimal number) {
        return text(number);
    }

    public static String text(BigDecimal number) {
        if (number == null) {
            return "";
        }
        BigDecimal plain = number.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
