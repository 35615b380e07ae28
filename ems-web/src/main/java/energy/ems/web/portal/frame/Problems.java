package energy.ems.web.portal.frame;

import energy.ems.boundary.InvalidInputException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.util.List;
import java.util.Locale;

/** Puts refused input into words, beside the input that it is about. */
public final class Problems {

    private Problems() {}

    public static String sentence(Texts texts, InvalidInputException invalid) {
        return sentence(texts, invalid.field(), invalid.messageKey(), invalid.arguments());
    }

    /** For instance "Name: is required." */
    public static String sentence(Texts texts, String field, String messageKey, List<Object> arguments) {
        String label = "field." + field;
        return (texts.has(label) ? texts.get(label) : field) + ": " + texts.get(messageKey, arguments) + ".";
    }

    /**
     * Shows each problem at the input that has the field's name, else for the page as a whole.
     *
     * @param form the client id of the form whose inputs have the fields' names in camel case
     */
    public static void show(String form, InvalidInputException invalid) {
        invalid.all().forEach(problem -> showOne(form, problem));
    }

    private static void showOne(String form, InvalidInputException invalid) {
        FacesContext context = FacesContext.getCurrentInstance();
        Texts texts = Texts.ofView();
        String clientId = form + ":" + camelCase(invalid.field());
        boolean known = context.getViewRoot().findComponent(clientId) != null;
        Texts.add(
                known ? clientId : null,
                FacesMessage.SEVERITY_ERROR,
                known ? texts.sentence(invalid.messageKey(), invalid.arguments()) : sentence(texts, invalid));
        context.validationFailed();
    }

    static String camelCase(String field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.split("_")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
