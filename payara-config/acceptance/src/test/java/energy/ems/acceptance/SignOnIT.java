package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * People come by single sign-on from a real Keycloak, and stay out when they should: to Payara Micro, then to the enterprise
 * archive on Payara Server. Only with {@code -Dacceptance.long=true}: Keycloak takes minutes to start beside other servers.
 */
@ParameterizedClass
@EnumSource
@Timeout(900)
@EnabledIfSystemProperty(named = "acceptance.long", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignOnIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    private enum On {
        PAYARA_MICRO,
        PAYARA_SERVER
    }

    @Parameter
    private On server;

    private Keycloak keycloak;
    private EmbeddedServers servers;
    private URI portal;
    private Runnable stop;
    private Api administrator;

    @BeforeParameterizedClassInvocation
    void start() {
        Path directory = Scratch.directory("sign-on");
        keycloak = new Keycloak(directory);
        servers = EmbeddedServers.start(directory);
        Map<String, String> settings = new HashMap<>(servers.environment());
        settings.put("EMS_SIGNON_ISSUER", keycloak.issuer());
        settings.put("EMS_SIGNON_CLIENT", Keycloak.CLIENT);
        settings.put("EMS_SIGNON_SECRET", Keycloak.SECRET);
        settings.put("EMS_SIGNON_LABEL", "Keycloak");
        settings.put("EMS_SIGNON_CLAIM", "roles");
        settings.put("EMS_SIGNON_ADMINISTRATORS", "ems-administrators");
        settings.put("EMS_SIGNON_USERS", "ems-users");
        if (server == On.PAYARA_MICRO) {
            PayaraMicro micro = new PayaraMicro(directory, settings, servers::close);
            stop = micro::close;
            portal = micro.portal();
        } else {
            PayaraServer whole = new PayaraServer(directory, settings);
            stop = () -> {
                whole.close();
                servers.close();
            };
            whole.deploy(Artifacts.ear());
            portal = whole.portal();
            await().atMost(PATIENCE)
                    .until(() -> new Wire(portal).get("/health/ready").status() == 200);
        }
        administrator = new Api(portal, EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD);
        keycloak.awaitReady();
    }

    @AfterParameterizedClassInvocation
    void stop() {
        keycloak.close();
        if (stop != null) {
            stop.run();
        }
    }

    /** What a browser does: policies of pages, cookies of two sites, redirects from one to the other and back. */
    @Test
    @Order(1)
    void somebodyComesToThePageThatTheyAskedForAndLogsOutOfBoth() {
        Optional<ChromeDriver> found = Browser.open();
        assumeTrue(found.isPresent(), "no browser on this machine");
        ChromeDriver chromium = found.get();
        try {
            WebDriverWait until = new WebDriverWait(chromium, PATIENCE);
            chromium.get(portal + "alerts.xhtml");
            until.until(ExpectedConditions.elementToBeClickable(By.id("signOn")))
                    .click();
            signIn(until, "anna");
            until.until(ExpectedConditions.urlContains("/ems/alerts.xhtml"));

            chromium.get(portal + "password.xhtml");
            until.until(ExpectedConditions.textToBePresentInElementLocated(
                    By.className("ems-soft"), "Your password lives at Keycloak."));
            assertThat(chromium.findElements(By.id("password:currentPassword"))).isEmpty();
            chromium.findElement(By.id("password:logout")).click();
            until.until(ExpectedConditions.elementToBeClickable(By.id("signOn")))
                    .click();
            // Not let in without a question: the session at the provider is over, too.
            signIn(until, "anna");
            until.until(ExpectedConditions.urlContains("/ems/index.xhtml"));
        } finally {
            chromium.quit();
        }
        JsonObject anna = administrator.get("users/anna").body();
        assertThat(anna.getString("role")).isEqualTo("USER");
        assertThat(anna.getString("email")).isEqualTo("anna@example.org");
    }

    private static void signIn(WebDriverWait until, String username) {
        until.until(ExpectedConditions.elementToBeClickable(By.id("username"))).sendKeys(username);
        until.until(ExpectedConditions.elementToBeClickable(By.id("password"))).sendKeys(Keycloak.PASSWORD);
        until.until(ExpectedConditions.elementToBeClickable(By.id("kc-login"))).click();
    }

    @Test
    @Order(2)
    void aNamesakeOfTheAdministratorIsSomebodyElse() {
        assertThat(new Person("admin").comes()).isEqualTo("/ems/index.xhtml");

        assertThat(administrator.get("users/admin-2").body().getString("role")).isEqualTo("USER");
    }

    @Test
    @Order(3)
    void theRoleFollowsAndWhoHasLostItIsTold() {
        keycloak.give("anna", "ems-administrators");
        assertThat(new Person("anna").comes()).isEqualTo("/ems/index.xhtml");
        assertThat(administrator.get("users/anna").body().getString("role")).isEqualTo("ADMINISTRATOR");

        keycloak.take("anna", "ems-administrators");
        keycloak.take("anna", "ems-users");
        Person anna = new Person("anna");
        assertThat(anna.comes()).isEqualTo("/ems/login.xhtml?problem=NO_ROLE");
        assertThat(anna.page("login.xhtml?problem=NO_ROLE"))
                .contains("Keycloak knows you, but EMS is not open to you.");
        keycloak.give("anna", "ems-users");
    }

    @Test
    @Order(4)
    void anAnswerIsGoodOnceAndInItsOwnBrowserOnly() {
        Person anna = new Person("anna");
        URI answer = anna.answer("alerts.xhtml");

        assertThat(new Person("thief").follow(answer)).isEqualTo("/ems/login.xhtml?problem=UNPROVED");
        String cookies = anna.cookies(answer);
        assertThat(anna.follow(answer)).isEqualTo("/ems/alerts.xhtml");
        // Even for who has kept the cookie.
        assertThat(new Person("thief").follow(answer, cookies)).isEqualTo("/ems/login.xhtml?problem=UNPROVED");
    }

    @Test
    @Order(5)
    void nobodyIsLedToAnotherSite() {
        Person anna = new Person("anna");

        assertThat(anna.follow(anna.answer("//evil.example/x.xhtml"))).isEqualTo("/ems/index.xhtml");
    }

    @Test
    @Order(6)
    void theKeysOfTheProviderMayBeRotated() {
        keycloak.rotateKeys();

        assertThat(new Person("anna").comes()).isEqualTo("/ems/index.xhtml");
    }

    @Test
    @Order(7)
    void whileTheProviderIsAwayLocalPasswordsAreGoodAndOthersAreTold() {
        keycloak.close();
        Person anna = new Person("anna");
        URI begun = portal.resolve("sign-on");
        String known = anna.follow(begun);
        // Where it leads, it knew before; what comes back from there can be asked nobody.
        assertThat(known).startsWith(keycloak.issuer());
        String state = known.replaceFirst(".*[?&]state=([^&]+).*", "$1");
        assertThat(anna.follow(portal.resolve("sign-on/return?code=c&state=" + state)))
                .isEqualTo("/ems/login.xhtml?problem=AWAY");
        assertThat(anna.page("login.xhtml?problem=AWAY")).contains("Keycloak does not answer at the moment.");
        assertThat(BrowserSession.login(portal, EmsSystem.ADMINISTRATOR, EmsSystem.PASSWORD)
                        .get("users.xhtml")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Somebody with cookies, who follows each redirect by hand. */
    private final class Person {

        private final String username;
        private final CookieManager jar = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(jar)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        Person(String username) {
            this.username = username;
        }

        /** Where EMS leads them after all. */
        String comes() {
            return follow(answer(null));
        }

        /** What the provider has the browser bring to EMS. */
        URI answer(String next) {
            String query = next == null ? "" : "?next=" + encoded((next.startsWith("/") ? "" : "/") + next);
            URI question = URI.create(follow(portal.resolve("sign-on" + query)));
            Matcher action =
                    ACTION.matcher(send(HttpRequest.newBuilder(question)).body());
            assertThat(action.find()).isTrue();
            String form = "username=" + encoded(username) + "&password=" + encoded(Keycloak.PASSWORD);
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form)));
            return URI.create(answer.headers().firstValue("Location").orElseThrow());
        }

        String follow(URI address) {
            return location(send(HttpRequest.newBuilder(address)));
        }

        String follow(URI address, String cookies) {
            return location(send(HttpRequest.newBuilder(address).header("Cookie", cookies)));
        }

        private String location(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return answer.headers().firstValue("Location").orElseThrow();
        }

        String cookies(URI address) {
            return jar.getCookieStore().get(address).stream()
                    .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                    .reduce((one, other) -> one + "; " + other)
                    .orElse("");
        }

        String page(String path) {
            return send(HttpRequest.newBuilder(portal.resolve(path))).body();
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                HttpResponse<String> answer =
                        http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
                // As browsers do on this machine, where nobody is on the way: Keycloak counts on it.
                jar.getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
                return answer;
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
