package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.openqa.selenium.Keys;

/** What stands around every page. */
final class FrameWalk extends Walk {

    static final List<String> PAGES = List.of(
            "index.xhtml",
            "consumption.xhtml",
            "places.xhtml",
            "groups.xhtml",
            "alerts.xhtml",
            "reports.xhtml",
            "portfolio.xhtml",
            "devices.xhtml",
            "users.xhtml",
            "tariffs.xhtml",
            "unassigned.xhtml",
            "quarantine.xhtml",
            "findings.xhtml",
            "dead-letters.xhtml",
            "readings.xhtml",
            "imports.xhtml",
            "synchronisation.xhtml",
            "system.xhtml",
            "storage.xhtml",
            "security.xhtml",
            "audit.xhtml");

    FrameWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("#*", this::skipsToTheContent);
        known("top button.ems-icon-button", this::foldsTheNavigation);
        known("top index.xhtml", leadsTo("#top .ems-brand", "/ems/"));
        known("top alerts.xhtml", leadsTo("#top .ems-bell", "alerts.xhtml"));
        known("paletteButton", this::goesByWords);
        known("languageButton", this::changesTheLanguageAndBack);
        known("preferences:appearance", this::changesTheAppearanceAndBack);
        known("accountButton", this::opensTheMenuOfTheAccount);
        PAGES.forEach(page -> known("pages " + page, leadsTo("#nav a[href*='" + page + "']", page)));
    }

    @Override
    String page() {
        return "account.xhtml";
    }

    private void skipsToTheContent() {
        visitor.press(Keys.TAB);
        visitor.press(Keys.ENTER);
        visitor.until(
                "the content has the focus",
                () -> visitor.script("return document.activeElement.id").equals("content"));
    }

    private void foldsTheNavigation() {
        Object before = navigation();
        visitor.click("[data-ems='nav-toggle']");
        visitor.until("another navigation", () -> !String.valueOf(navigation()).equals(String.valueOf(before)));
        visitor.click("[data-ems='nav-toggle']");
        visitor.until("the same again", () -> String.valueOf(navigation()).equals(String.valueOf(before)));
    }

    private Object navigation() {
        return visitor.script("const root = document.documentElement;"
                + "return [root.getAttribute('data-nav'), root.getAttribute('data-drawer')].join()");
    }

    /** More of it is tried by {@link PaletteIT}. */
    private void goesByWords() {
        visitor.click("#paletteButton");
        visitor.see("#palette [role=option]");
        // As it is written, not as it is seen: on a phone the navigation is behind a button.
        visitor.press(String.valueOf(
                visitor.script("return document.querySelector(\"#nav a[href*='places.xhtml']\").textContent.trim()")));
        visitor.press(Keys.ENTER);
        visitor.until("the places", () -> visitor.address().contains("places.xhtml"));
    }

    private void changesTheLanguageAndBack() {
        Language other = language == Language.ENGLISH ? Language.ROMANIAN : Language.ENGLISH;
        speak(other);
        visitor.settle();
        speak(language);
    }

    private void speak(Language wanted) {
        visitor.click("#languageButton");
        visitor.click("[id='preferences:" + wanted.name().toLowerCase(Locale.ROOT) + "']");
        visitor.until(wanted.name(), () -> attribute("lang").equals(wanted.code()));
    }

    private void changesTheAppearanceAndBack() {
        String before = attribute("data-theme");
        visitor.click("[id='preferences:appearance']");
        visitor.until("another appearance", () -> !attribute("data-theme").equals(before));
        visitor.settle();
        visitor.click("[id='preferences:appearance']");
        visitor.until("the same again", () -> attribute("data-theme").equals(before));
    }

    private String attribute(String name) {
        return String.valueOf(visitor.script("return document.documentElement.getAttribute(arguments[0])", name));
    }

    private void opensTheMenuOfTheAccount() {
        visitor.click("#accountButton");
        visitor.click("[id='preferences:accountMenu'] a[href*='account.xhtml']");
        visitor.until("the account", () -> visitor.address().contains("account.xhtml"));
        assertThat(visitor.text("h1")).isNotBlank();
    }
}
