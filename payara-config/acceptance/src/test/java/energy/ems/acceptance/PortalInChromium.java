package energy.ems.acceptance;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The portal's pages in a headless Chromium. */
final class PortalInChromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CHART_VALUES = """
            const canvas = document.querySelector('canvas');
            const chart = canvas && window.Chart && Chart.getChart(canvas);
            return chart ? chart.data.datasets[0].data.map(value =>
                value === null || value === undefined ? '' : String(value.y === undefined ? value : value.y)) : [];
            """;

    private final ChromeDriver chromium;
    private final URI portal;

    PortalInChromium(ChromeDriver chromium, URI portal) {
        this.chromium = chromium;
        this.portal = portal;
    }

    void login(String username, String password) {
        chromium.get(portal.resolve("login.xhtml").toString());
        chromium.findElement(By.cssSelector("form input[type=text]")).sendKeys(username);
        chromium.findElement(By.cssSelector("form input[type=password]")).sendKeys(password);
        chromium.findElement(By.cssSelector("form button[type=submit]")).click();
        new WebDriverWait(chromium, PATIENCE)
                .until(ExpectedConditions.not(ExpectedConditions.urlContains("login.xhtml")));
    }

    /** The values of the consumption chart for a device and day. */
    List<BigDecimal> chart(String deviceId, LocalDate day) {
        chromium.get(portal.resolve("consumption.xhtml?device=" + deviceId + "&date=" + day)
                .toString());
        Object values = new WebDriverWait(chromium, PATIENCE).until(driver -> {
            Object found = chromium.executeScript(CHART_VALUES);
            return found instanceof List<?> list && !list.isEmpty() ? list : null;
        });
        return ((List<?>) values)
                .stream()
                        .map(value -> value.toString().isEmpty()
                                ? null
                                : new BigDecimal(value.toString()).stripTrailingZeros())
                        .toList();
    }

    /** @param page below the portal's address, such as {@code devices.xhtml} */
    void open(String page) {
        chromium.get(portal.resolve(page).toString());
    }

    /** What a person reads on the page. */
    String text() {
        return chromium.findElement(By.tagName("body")).getText();
    }

    /** The page's HTML as the browser has it by now. */
    String source() {
        return chromium.getPageSource();
    }

    /** The texts of the notifications that stand on the page. */
    List<String> notifications() {
        return chromium.findElements(By.cssSelector(".ui-growl-message")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** The value of a global variable of the page's scripts; null when there is none. */
    Object variable(String name) {
        return chromium.executeScript("return window[arguments[0]]", name);
    }

    /** What the browser's console holds against the pages: broken scripts, violated security policy. */
    List<String> complaints() {
        return chromium.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        chromium.quit();
    }
}
