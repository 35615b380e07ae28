package energy.ems.web.portal.frame;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/** The portal's texts in the language of the current view. */
public final class Texts {

    static final String BUNDLE = "energy.ems.web.portal.messages";

    private static final Pattern ISO_DURATION = Pattern.compile("P(\\d{1,9}D|T\\d{1,9}[HMS])");

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
    }

    /** The texts of a language, whoever looks. */
    public static Texts in(Locale locale) {
        return new Texts(locale);
    }

    public static Texts ofView() {
        FacesContext context = FacesContext.getCurrentInstance();
        return new Texts(
                context.getViewRoot() == null
                        ? Locale.ENGLISH
                        : context.getViewRoot().getLocale());
    }

    /** The text of that key, its placeholders filled; the key itself where there is no text, so that it shows. */
    public String get(String key, Object... arguments) {
        try {
            String pattern = bundle.getString(key);
            return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
        } catch (MissingResourceException missing) {
            return key;
        }
    }

    public String get(String key, List<Object> arguments) {
        // MessageFormat would print 2048 as 2,048 in the middle of a rule.
        return get(key, arguments.stream().map(Texts::plain).toArray());
    }

    /** Durations in words: the rules hold them as programs write them. */
    private static String plain(Object argument) {
        String text = String.valueOf(argument);
        return ISO_DURATION.matcher(text).matches() ? DurationConverter.words(Duration.parse(text)) : text;
    }

    /** As a sentence of its own, for beneath an input. */
    String sentence(String key, List<Object> arguments) {
        String text = get(key, arguments);
        return text.substring(0, 1).toUpperCase(locale) + text.substring(1) + ".";
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    public static void inform(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_INFO, ofView().get(key, arguments));
    }

    public static void warn(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_WARN, ofView().get(key, arguments));
    }

    public static void refuse(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_ERROR, ofView().get(key, arguments));
        FacesContext.getCurrentInstance().validationFailed();
    }

    /** @param clientId where the message belongs; null for the page as a whole */
    public static void add(String clientId, FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(clientId, new FacesMessage(severity, text, text));
    }

    /** Keeps the messages of this request for the page that the browser is sent to. */
    public static void keepForNextPage() {
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    }
}
