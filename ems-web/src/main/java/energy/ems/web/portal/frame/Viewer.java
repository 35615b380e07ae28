package energy.ems.web.portal.frame;

import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.ProfileDraft;
import energy.ems.boundary.Roles;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/**
 * Whoever looks at the portal: name, language, time zone, light or dark. Language and appearance are kept in cookies, so
 * that the login page knows them; the rest is remembered by the session of who has logged in. A stranger gets no session:
 * there can be thousands of them.
 */
@Named
@RequestScoped
public class Viewer {

    private static final int A_YEAR = 365 * 24 * 60 * 60;

    @Inject
    private Accounts accounts;

    @Inject
    private ViewerMemory memory;

    private boolean known;
    private String language;
    private String appearance;
    private boolean darkSystem;

    @PostConstruct
    void begin() {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Looks looks = Looks.of((HttpServletRequest) external.getRequest());
        appearance = looks.appearance();
        darkSystem = looks.darkSystem();
        language = looks.language();
        String user = external.getRemoteUser();
        known = user != null;
        if (known && !memory.isOf(user)) {
            show(accounts.own());
        } else if (known) {
            language = memory.language();
        }
    }

    /** What is shown of the account from now on. */
    public void show(AccountView account) {
        if (account.language() != null) {
            language = Looks.supported(account.language());
            remember(Looks.LANGUAGE_COOKIE, language);
        }
        memory.keep(
                account.username(),
                account.displayName() == null ? account.username() : account.displayName(),
                account.zone() == null ? ZoneOffset.UTC : account.zone(),
                language);
    }

    private static void remember(String cookie, String value) {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        String path = external.getRequestContextPath();
        external.addResponseCookie(
                cookie,
                value,
                Map.of(
                        "path",
                        path.isEmpty() ? "/" : path,
                        "maxAge",
                        A_YEAR,
                        "httpOnly",
                        true,
                        "secure",
                        external.isSecure(),
                        "SameSite",
                        "Lax"));
    }

    /** @param wanted a language's code; one that the portal does not speak becomes English */
    public String speak(String wanted) {
        language = Looks.supported(wanted);
        memory.speak(language);
        remember(Looks.LANGUAGE_COOKIE, language);
        AccountView own = accounts.own();
        accounts.updateOwn(new ProfileDraft(own.displayName(), own.email(), own.zone(), language));
        return Pages.same();
    }

    public String switchAppearance() {
        appearance = isDark() ? Looks.LIGHT : Looks.DARK;
        remember(Looks.APPEARANCE_COOKIE, appearance);
        return Pages.same();
    }

    public Locale getLocale() {
        return Locale.forLanguageTag(language);
    }

    /** The short form that the frame shows. */
    public String getLanguageCode() {
        return language.toUpperCase(Locale.ROOT);
    }

    public String getLanguage() {
        return language;
    }

    /** How dates are written in this language, for the calendars in the browser. */
    public String getDatePattern() {
        return TypedTime.datePattern(getLocale());
    }

    public boolean isDark() {
        return Looks.DARK.equals(getAppearance());
    }

    /** As chosen, else as the visitor's system looks. */
    public String getAppearance() {
        if (appearance != null) {
            return appearance;
        }
        return darkSystem ? Looks.DARK : Looks.LIGHT;
    }

    public boolean isAppearanceChosen() {
        return appearance != null;
    }

    /** The PrimeFaces theme of the viewer's choice. */
    public String getTheme() {
        return isDark() ? "vela-blue" : "saga-blue";
    }

    public String getUsername() {
        return known ? memory.username() : null;
    }

    public String getDisplayName() {
        return known ? memory.displayName() : null;
    }

    public ZoneId getZone() {
        return known ? memory.zone() : ZoneOffset.UTC;
    }

    /** As people say it. */
    public String getZoneName() {
        return Zones.name(getZone());
    }

    /** The device that was looked at last, so that the next page begins with it. */
    public String getLastDevice() {
        return memory.lastDevice();
    }

    public void setLastDevice(String deviceId) {
        memory.lastDevice(deviceId);
    }

    public boolean isAdministrator() {
        return inRole(Roles.ADMINISTRATOR);
    }

    /** Operators and administrators see what belongs to others, too. */
    public boolean isStaff() {
        return isAdministrator() || inRole(Roles.OPERATOR);
    }

    private static boolean inRole(String role) {
        return FacesContext.getCurrentInstance().getExternalContext().isUserInRole(role);
    }
}
