package energy.ems.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium from the machine's own packages; nothing is downloaded. */
final class Browser {

    private static final Path DRIVER = first("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    /** The program itself first: what Debian puts before it is a shell, and to end that leaves the browser behind. */
    private static final Path SHELL =
            first("/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium-headless-shell");

    private static final Path CHROMIUM =
            first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private Browser() {}

    /** Empty, with a loud line, on a machine without Chromium and its driver. */
    static Optional<ChromeDriver> open() {
        Path browser = browser();
        if (DRIVER == null || browser == null) {
            Loud.say("no Chromium with its driver on this machine: what a page shows is NOT tested");
            return Optional.empty();
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        // Chromium has no sandbox for root, and a container's /dev/shm is small.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--window-size=1280,1000",
                "--lang=en");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingPort(Ports.free())
                .withSilent(true)
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        endWithThisProcess(driver);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        // A browser with windows lets the page that is looked at copy.
        driver.executeCdpCommand(
                "Browser.setPermission", Map.of("permission", Map.of("name", "clipboard-write"), "setting", "granted"));
        return Optional.of(driver);
    }

    /**
     * BEWARE: the processes besides, and known from the start: the driver may have ended first, and a browser that it leaves
     * behind goes on for as long as the machine does.
     */
    private static void endWithThisProcess(ChromeDriver driver) {
        List<ProcessHandle> processes = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("chrom"))
                .toList();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                driver.quit();
            } catch (WebDriverException e) {
                // Its driver is gone.
            }
            processes.forEach(ProcessHandle::destroyForcibly);
        }));
    }

    /** The one without what draws windows, for less of the processor, where the driver takes it. */
    private static Path browser() {
        return DRIVER != null && SHELL != null && version(SHELL).equals(version(DRIVER)) ? SHELL : CHROMIUM;
    }

    /** What it says of itself up to the first dot; empty when it says nothing that has one. */
    private static String version(Path program) {
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher number = Pattern.compile("(\\d+)\\.\\d+").matcher(said);
            return number.find() ? number.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path first(String... candidates) {
        return Stream.of(candidates)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
