package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A person in front of the portal: looks, points, types. There is one browser for all tests of pages, because starting
 * it costs more than most of them; whoever was logged in before is still logged in when their turn comes again.
 */
final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int HEIGHT = 900;

    private static Visitor shared;

    /** How wide the window is. */
    enum Width {
        DESK(1400),
        PHONE(390);

        private final int pixels;

        Width(int pixels) {
            this.pixels = pixels;
        }
    }

    /** What the visitor's system wishes pages to look like. */
    enum Appearance {
        LIGHT,
        DARK
    }

    private final ChromeDriver chromium;
    private final URI portal;
    private final Map<String, Set<Cookie>> sessions = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private String name = "";

    private Visitor(ChromeDriver chromium, URI portal) {
        this.chromium = chromium;
        this.portal = portal;
    }

    /** Skips the test on a machine without a browser. */
    static synchronized Visitor shared() {
        if (shared == null) {
            Optional<ChromeDriver> found = Browser.open();
            assumeTrue(found.isPresent(), "no browser on this machine");
            shared = new Visitor(found.get(), TestedSystem.open().portal());
        }
        shared.lookAt(Width.DESK);
        return shared;
    }

    ChromeDriver chromium() {
        return chromium;
    }

    void lookAt(Width width) {
        chromium.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width.pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param zone where the browser thinks that it is; empty for where it is */
    void travel(String zone) {
        chromium.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** As after a change in the settings of a system, or in the evening. */
    void prefer(Appearance appearance) {
        chromium.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of(
                                "name",
                                "prefers-color-scheme",
                                "value",
                                appearance.name().toLowerCase(Locale.ROOT)))));
        awaitAppearance(appearance);
    }

    /** Waits until the page looks so, with all of its style sheets. A page of the server itself does not say. */
    void awaitAppearance(Appearance appearance) {
        until(
                "looking " + appearance,
                () -> Boolean.TRUE.equals(script(
                        "const theme = document.documentElement.getAttribute('data-theme');"
                                + "return theme === null || theme === arguments[0]"
                                + " && [...document.querySelectorAll('link[rel=stylesheet]')]"
                                + ".every(link => link.sheet && link.sheet.href === link.href)",
                        appearance.name().toLowerCase(Locale.ROOT))));
    }

    /** Logs in, or goes on with the session that this user has in the portal already. */
    Visitor as(String username) {
        if (!name.equals(username)) {
            if (chromium.getCurrentUrl().startsWith(portal.toString())) {
                sessions.put(name, chromium.manage().getCookies());
            }
            // BEWARE: cookies can be set for the page's own site only.
            chromium.get(portal.resolve("login.xhtml").toString());
            chromium.manage().deleteAllCookies();
            name = username;
            Set<Cookie> known = sessions.remove(username);
            if (known == null) {
                open("login.xhtml");
                login(username, People.PASSPHRASE);
                until("logged in", () -> !address().contains("login.xhtml"));
            } else {
                known.forEach(cookie -> chromium.manage().addCookie(cookie));
            }
            collect();
        }
        return this;
    }

    /** Logs in with a browser that remembers nothing, not even an appearance that was chosen. */
    Visitor asNewcomer(String username) {
        as(username);
        forget();
        return as(username);
    }

    /** Forgets the session, as a browser does that was closed. */
    void forget() {
        // A page that is left behind goes on asking, and what it complains of then would be put down to the next test.
        chromium.manage().deleteAllCookies();
        chromium.get("about:blank");
        forgiveComplaints();
        sessions.remove(name);
        name = "";
    }

    /** Fills in the login page that is shown, and sends it. */
    void login(String username, String password) {
        WebElement field = see("[id='login:username']");
        field.clear();
        field.sendKeys(username);
        WebElement secret = see("[id='login:password']");
        secret.clear();
        secret.sendKeys(password, Keys.ENTER);
        settle();
    }

    /** @param page below the portal's address */
    void open(String page) {
        String address = page.startsWith("http") ? page : portal.resolve(page).toString();
        // BEWARE: a download that was pressed before may begin only now, and takes the place of what is opened.
        script("window.leftByTheVisitor = true");
        until("another page than before", () -> {
            chromium.get(address);
            return Boolean.FALSE.equals(script("return window.leftByTheVisitor === true"));
        });
        // What is pressed earlier does nothing: the page listens only after this, which may be later than its being
        // complete.
        chromium.executeAsyncScript("const [done] = arguments; window.jQuery ? jQuery(() => done()) : done();");
        settle();
    }

    String address() {
        return chromium.getCurrentUrl();
    }

    /** Waits until the page is there and none of its requests is under way. */
    void settle() {
        until("the page to be still", this::isStill);
    }

    boolean isStill() {
        return Boolean.TRUE.equals(script("return document.readyState === 'complete' && (!window.PrimeFaces "
                + "|| PrimeFaces.ajax.Queue.isEmpty())"));
    }

    /** Waits until nothing on the page moves or fades, or is pale because it was pressed. */
    void rest() {
        until(
                "the end of all animations",
                () -> Boolean.TRUE.equals(
                        script("return document.getAnimations().every(each => each.playState !== 'running')"
                                + " && (!window.jQuery || jQuery(':animated').length === 0)"
                                + " && document.querySelector('.ui-state-loading') === null")));
    }

    /** The first visible element, when it is there at last. */
    WebElement see(String css) {
        return patiently()
                .ignoring(StaleElementReferenceException.class)
                .withMessage("no visible " + css + " on " + address())
                .until(driver -> all(css).stream().findFirst().orElse(null));
    }

    /** The visible elements that are there now. */
    List<WebElement> all(String css) {
        return all(css, "true", "");
    }

    /**
     * The visible elements of which something holds. All are asked by one script: to ask each one by itself, as Selenium
     * does, was most of what such a question cost.
     *
     * @param condition JavaScript about {@code said}, what a person reads there, and {@code wanted}
     */
    @SuppressWarnings("unchecked")
    private List<WebElement> all(String css, String condition, String wanted) {
        return (List<WebElement>) script("""
                const [css, wanted] = arguments;
                const drawn = element => [...element.getClientRects()].some(box => box.width > 0 && box.height > 0);
                // An option has no place of its own while its menu is closed.
                const isShown = element => element.matches('option') ? isShown(element.closest('select'))
                    : element.checkVisibility({visibilityProperty: true, opacityProperty: true})
                        && (drawn(element) || [...element.querySelectorAll('*')].some(drawn));
                return [...document.querySelectorAll(css)].filter(isShown).filter(element => {
                    const said = element.innerText === undefined ? element.textContent : element.innerText.trim();
                    return CONDITION;
                });
                """.replace("CONDITION", condition), css, wanted);
    }

    /** Clicks what bears exactly this text, also while the page is just replacing it. */
    void choose(String css, String text) {
        patiently()
                .ignoring(StaleElementReferenceException.class)
                .withMessage("no visible " + css + " that is '" + text + "' on " + address())
                .until(driver -> all(css, "said === wanted", text).stream()
                        .findFirst()
                        .map(element -> {
                            click(element);
                            return true;
                        })
                        .orElse(null));
    }

    WebElement seeText(String css, String text) {
        return patiently()
                .ignoring(StaleElementReferenceException.class)
                .withMessage("no visible " + css + " with '" + text + "' on " + address())
                .until(driver -> all(css, "said.includes(wanted)", text).stream()
                        .findFirst()
                        .orElse(null));
    }

    /** Text of an element, also when a refresh just replaces it. */
    String text(String css) {
        return patiently()
                .ignoring(StaleElementReferenceException.class)
                .until(driver -> chromium.findElement(By.cssSelector(css)).getText());
    }

    /** Also while the page is just replacing it. */
    void click(String css) {
        patiently()
                .ignoring(StaleElementReferenceException.class)
                .withMessage("no " + css + " that stays on " + address())
                .until(driver -> {
                    click(see(css));
                    return true;
                });
    }

    /** @throws StaleElementReferenceException when the page has replaced it; then nothing was clicked */
    void click(WebElement element) {
        // BEWARE: only where it must be, because scrolling closes menus and calendars; also where the bar that stays at
        // the bottom of a side panel is in the way. The page hears of it with its next frame, in which what has opened
        // would close again.
        chromium.executeAsyncScript("""
                const [element, done] = arguments;
                const box = element.getBoundingClientRect();
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                const bar = top && top.closest('.ems-side-actions');
                if (box.top < 0 || box.bottom > innerHeight || bar && !bar.contains(element)) {
                    element.scrollIntoView({block: 'center'});
                    requestAnimationFrame(() => requestAnimationFrame(() => done()));
                } else {
                    done();
                }
                """, element);
        // BEWARE: not ExpectedConditions, which wait in vain for what was replaced.
        patiently().until(driver -> element.isDisplayed() && element.isEnabled());
        element.click();
    }

    /** Drags with the mouse, from one place of an element to another; pixels from its left edge, at half its height. */
    void drag(String css, int from, int to) {
        WebElement element = see(css);
        int middle = element.getSize().getWidth() / 2;
        new Actions(chromium)
                .moveToElement(element, from - middle, 0)
                .clickAndHold()
                .moveToElement(element, to - middle, 0)
                .release()
                .perform();
    }

    /** Opens a menu to choose from, and answers what there is. */
    List<WebElement> openMenu(String id) {
        click("[id='" + id + "'] .ui-selectonemenu-trigger");
        see(".ui-selectonemenu-panel li");
        // A choice in a menu that is still opening is not taken.
        rest();
        until(
                "the menu is open",
                () -> all(".ui-connected-overlay-enter-active").isEmpty());
        return all(".ui-selectonemenu-panel li");
    }

    /** Takes one of what an open menu offers. */
    void take(WebElement choice) {
        click(choice);
        until("the menu closes", () -> all(".ui-selectonemenu-panel").isEmpty());
        settle();
    }

    /** Where a phone has no headings to press: the menu of a list's orders. */
    void sortByMenu(String list) {
        click("[id='" + list + "_reflowDD']");
        click(all("[id='" + list + "_reflowDD'] option").get(1));
        settle();
        until("the order in the address", () -> address().contains("sort="));
    }

    /** Puts the cursor into a field without the mouse, also while the page is just replacing it. */
    void focus(String css) {
        patiently()
                .ignoring(StaleElementReferenceException.class)
                .withMessage("no " + css + " that stays on " + address())
                .until(driver -> {
                    focus(see(css));
                    return true;
                });
    }

    void focus(WebElement element) {
        script("arguments[0].focus()", element);
    }

    void press(CharSequence... keys) {
        new Actions(chromium).sendKeys(keys).perform();
    }

    /** Types into what has the focus, in place of what stands there. */
    void replace(CharSequence... keys) {
        pressWith(Keys.CONTROL, "a");
        press(keys);
    }

    /** BEWARE: a chord among the keys of {@link #press} would be typed one key after the other. */
    void pressWith(Keys held, CharSequence key) {
        new Actions(chromium).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    Object script(String script, Object... arguments) {
        return chromium.executeScript(script, arguments);
    }

    private WebDriverWait patiently() {
        return new WebDriverWait(chromium, PATIENCE, Duration.ofMillis(100));
    }

    /** Waits for something that a person would wait for. */
    void until(String what, BooleanSupplier happened) {
        patiently()
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "waited in vain for: " + what + "; on " + address())
                .until(driver -> happened.getAsBoolean());
    }

    /** Remembers this very page; a reload forgets it. */
    void mark() {
        script("window.emsSamePage = true");
    }

    boolean isSamePage() {
        return Boolean.TRUE.equals(script("return window.emsSamePage === true"));
    }

    /** Dialogs, panels and menus that are open. */
    List<String> openDialogs() {
        return all(".ui-dialog, .ui-sidebar").stream()
                .map(element -> element.getAttribute("id"))
                .toList();
    }

    /** Fails when the browser's console holds anything against the pages since the last time. */
    void assertNoComplaints() {
        collect();
        List<String> found = List.copyOf(complaints);
        complaints.clear();
        assertThat(found).as("the browser's console").isEmpty();
    }

    void forgiveComplaints() {
        collect();
        complaints.clear();
    }

    private void collect() {
        chromium.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .forEach(complaints::add);
    }
}
