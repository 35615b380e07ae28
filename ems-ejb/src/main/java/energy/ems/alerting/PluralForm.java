package energy.ems.alerting;

import java.util.Locale;

/**
 * The form that a text takes for a number, by the rules that browsers follow ({@code Intl.PluralRules}) for the languages
 * of the portal. English has no {@link #FEW}: there it says what {@link #OTHER} says.
 */
public enum PluralForm {
    ONE,
    FEW,
    OTHER;

    public static PluralForm of(long number) {
        long rest = number % 100;
        if (number == 1) {
            return ONE;
        }
        return number == 0 || rest > 0 && rest < 20 ? FEW : OTHER;
    }

    /** As in the keys of texts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
