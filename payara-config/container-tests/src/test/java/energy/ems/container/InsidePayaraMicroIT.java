package energy.ems.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import energy.ems.account.AccountDraft;
import energy.ems.account.AccountQuery;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.boundary.Caller;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.PageRequest;
import energy.ems.device.DeviceDraft;
import energy.ems.device.DeviceQuery;
import energy.ems.device.DeviceView;
import energy.ems.device.Devices;
import energy.ems.device.ReconciliationTimer;
import energy.ems.metering.Consumption;
import energy.ems.metering.MeterSummary;
import energy.ems.metering.OperatorDesk;
import energy.ems.metering.QuarantineDecisions;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.Resolution;
import energy.ems.platform.BackgroundWork;
import energy.ems.platform.BackgroundWorks;
import energy.ems.web.security.PortalLogin;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The boundaries as the container guards and joins them. Every test runs in the server, in a request of its own that
 * nobody has logged in to.
 */
@ExtendWith(ArquillianExtension.class)
class InsidePayaraMicroIT {

    private static final String PASSPHRASE = "a meter reads itself at midnight";

    @Inject
    Devices devices;

    @Inject
    Accounts accounts;

    @Inject
    Consumption consumption;

    @Inject
    OperatorDesk desk;

    @Inject
    QuarantineDecisions quarantine;

    /** The one that all work in the background uses. */
    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ManagedExecutorService threads;

    @Inject
    BackgroundWorks works;

    @Inject
    ReconciliationTimer reconciliation;

    @Inject
    FailingWork failingWork;

    @Inject
    Caller caller;

    @Inject
    PortalLogin login;

    @Inject
    HttpServletRequest request;

    @Resource(lookup = "jdbc/ems")
    DataSource database;

    @Deployment
    static WebArchive theBuiltWar() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("tested.war")))
                .addClasses(
                        InsidePayaraMicroIT.class,
                        RunnerEntrance.class,
                        EarlyBird.class,
                        FailingWork.class,
                        FailingWork.Failure.class,
                        SeenRequests.class,
                        Traces.class)
                .addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever asks for the figures first: here nobody has asked whether the server is ready. */
    @Test
    void theFiguresTellOfTheConsumersFromTheFirstRequestOn() throws Exception {
        assertThat(figures())
                .containsPattern("ems_consumer_messages_total\\{[^}]*queue=\"ems.measurements\"")
                .containsPattern("ems_consumers\\{[^}]*state=\"consuming\"");
    }

    /** What {@code promtool check metrics} looks for. */
    @Test
    void theFiguresFollowTheConventionsOfPrometheus() throws Exception {
        List<String> lines = figures().lines().toList();
        Map<String, String> types = lines.stream()
                .filter(line -> line.startsWith("# TYPE ems_"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[2], words -> words[3]));

        assertThat(types).hasSizeGreaterThan(15).allSatisfy((name, type) -> {
            assertThat(lines).anyMatch(line -> line.matches("# HELP " + name + " \\S.*"));
            assertThat(type.equals("counter")).as(name).isEqualTo(name.endsWith("_total"));
            assertThat(name).doesNotContainPattern("milli|micro|minutes|hours|_ms|_count$|_sum$|_bucket$");
        });
        assertThat(lines.stream().filter(line -> line.startsWith("ems_")).map(line -> line.split("[ {]")[0]))
                .allSatisfy(name -> assertThat(types).containsKey(name));
    }

    private String figures() throws Exception {
        URI metrics = new URI("http", null, "127.0.0.1", request.getLocalPort(), "/metrics", null, null);
        HttpResponse<String> figures = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(metrics)
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(figures.statusCode()).isEqualTo(200);
        return figures.body();
    }

    @Test
    void whoHasNotLoggedInIsRefusedAtEveryBoundary() {
        PageRequest page = PageRequest.first(1);
        List<ThrowingCallable> attempts = List.of(
                () -> devices.find(DeviceQuery.all(page)),
                () -> devices.get(EarlyBird.ID),
                () -> devices.create(draft("stranger's")),
                () -> devices.delete(EarlyBird.ID, 1),
                () -> accounts.find(AccountQuery.all(page)),
                () -> accounts.create(account("mallory"), PASSPHRASE.toCharArray(), PASSPHRASE.toCharArray()),
                () -> consumption.choices("", 1),
                () -> consumption.meter(EarlyBird.ID),
                () -> desk.unassigned(page),
                () -> quarantine.release(List.of(1L)));
        assertThat(attempts).allSatisfy(attempt -> assertThatThrownBy(attempt).isInstanceOf(EJBAccessException.class));
    }

    @Test
    void theContainerKnowsTheRoleOfWhoLogsIn() {
        String owner = newUser();
        DeviceView device = devices.create(draft(null));
        awaiting()
                .until(() -> consumption.choices(device.id(), 10).stream()
                        .anyMatch(meter -> meter.deviceId().equals(device.id())));

        logIn(owner, PASSPHRASE);

        assertThat(caller.username()).isEqualTo(owner);
        assertThat(devices.find(DeviceQuery.all(PageRequest.first(10))).items()).isEmpty();
        assertThatThrownBy(() -> devices.get(device.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> consumption.meter(device.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> devices.create(draft(null))).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> devices.delete(device.id(), device.version())).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> desk.unassigned(PageRequest.first(1))).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> accounts.get(owner)).isInstanceOf(EJBAccessException.class);
    }

    @Test
    void aNewDeviceReachesMonitoringByWayOfTheBroker() throws Exception {
        logInAsAdministrator();
        try (Connection connection = broker();
                Channel channel = connection.createChannel()) {
            String overheard = channel.queueDeclare().getQueue();
            channel.queueBind(overheard, "amq.topic", "ems.device-events");

            DeviceView device = devices.create(draft(null));

            awaiting().until(() -> meterOf(device) != null);
            assertThat(meterOf(device).name()).isEqualTo(device.name());
            assertThat(meterOf(device).limitKwh()).isEqualByComparingTo("2.5");
            awaiting()
                    .untilAsserted(
                            () -> assertThat(Traces.of(device.id(), database)).isEqualTo(new Traces(1, 1, 0, 1)));
            GetResponse event = channel.basicGet(overheard, true);
            assertThat(new String(event.getBody(), StandardCharsets.UTF_8))
                    .contains(device.id())
                    .contains("DEVICE_CREATED");
        }
    }

    @Test
    void whatAMeterSendsBecomesAnHour() throws Exception {
        logInAsAdministrator();
        DeviceView device = devices.create(draft(null));
        awaiting().until(() -> meterOf(device) != null);
        Instant hour = Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

        try (Connection connection = broker();
                Channel channel = connection.createChannel()) {
            for (int i = 0; i < 6; i++) {
                String measurement = "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": 0.1}"
                        .formatted(hour.plusSeconds(600L * i).toEpochMilli(), device.id());
                channel.basicPublish(
                        "",
                        "ems.measurements",
                        MessageProperties.PERSISTENT_BASIC,
                        measurement.getBytes(StandardCharsets.UTF_8));
            }
        }

        awaiting().untilAsserted(() -> {
            var bucket = consumption
                    .report(device.id(), hour, hour.plus(1, ChronoUnit.HOURS), ZoneOffset.UTC, Resolution.HOUR)
                    .buckets()
                    .get(0);
            assertThat(bucket.energyKwh()).isEqualByComparingTo("0.6");
            assertThat(bucket.quality()).isEqualTo(Quality.MEASURED);
            assertThat(bucket.readings()).isEqualTo(6);
        });
    }

    @Test
    void whatFailsLeavesNeitherTheDeviceNorItsMessage() throws Exception {
        logInAsAdministrator();
        DeviceDraft draft = draft(UUID.randomUUID().toString());

        Throwable refused = catchThrowable(() -> failingWork.createAndFail(draft));

        assertThat(refused).isInstanceOf(EJBException.class).hasCauseInstanceOf(FailingWork.Failure.class);
        assertThat(((FailingWork.Failure) refused.getCause()).seen()).isEqualTo(new Traces(1, 1, 1, 1));
        assertThat(Traces.of(draft.id(), database)).isEqualTo(new Traces(0, 0, 0, 0));
        assertThatThrownBy(() -> devices.get(draft.id())).isInstanceOf(NotFoundException.class);
        // A later device's message leaves the outbox after an earlier one's.
        DeviceView next = devices.create(draft(null));
        awaiting().until(() -> meterOf(next) != null);
        assertThatThrownBy(() -> consumption.meter(draft.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theSchemaWasWholeBeforeTheFirstMessageWasTaken() {
        MigrationInfo[] migrations = Flyway.configure(Devices.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .info()
                .all();
        logInAsAdministrator();
        awaiting()
                .until(() -> desk.unassigned(PageRequest.first(100)).items().stream()
                        .anyMatch(meter -> meter.deviceId().equals(EarlyBird.ID)));
        Instant firstSeen = consumption.meter(EarlyBird.ID).firstSeenAt();

        assertThat(migrations).hasSizeGreaterThanOrEqualTo(4);
        assertThat(Arrays.asList(migrations)).allSatisfy(migration -> {
            assertThat(migration.getState().isApplied()).isTrue();
            assertThat(migration.getState().isFailed()).isFalse();
            assertThat(migration.getInstalledOn().toInstant()).isBefore(firstSeen);
        });
        assertThat(desk.deadLetterCount()).isZero();
    }

    /** A node that froze, or vanished without a word, in the midst of a transaction must not keep its locks for hours. */
    @Test
    void theDatabaseGivesUpAConnectionThatSaysNothingForAMinute() throws Exception {
        try (var connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT @@session.wait_timeout")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getInt(1)).isEqualTo(60);
        }
    }

    /** What works in the background does not wait for the rest of what does. */
    @Test
    void everyWorkInTheBackgroundHasAThread() throws Exception {
        int side = 8;
        CyclicBarrier sideBySide = new CyclicBarrier(side);
        List<Future<Integer>> begun = new ArrayList<>();
        for (int i = 0; i < side; i++) {
            begun.add(threads.submit(() -> sideBySide.await(1, TimeUnit.MINUTES)));
        }
        for (Future<Integer> each : begun) {
            assertThat(each.get(2, TimeUnit.MINUTES)).isLessThan(side);
        }
    }

    /** Else whoever still holds what a request was made of, as a socket that ends, reaches into a later one. */
    @Test
    void noTwoRequestsAreMadeOfTheSameObjects() throws Exception {
        SeenRequests.begin();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest another = HttpRequest.newBuilder(
                        new URI("http", null, "127.0.0.1", request.getLocalPort(), SeenRequests.address(), null, null))
                .timeout(Duration.ofSeconds(60))
                .build();
        // More of them than the server has threads.
        for (int i = 0; i < 100; i++) {
            assertThat(client.send(another, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(SeenRequests.number()).isEqualTo(100);
        assertThat(SeenRequests.seenAgain()).isEmpty();
    }

    /** By the clock there is neither a caller nor a transaction. */
    @Test
    void theComparisonOfBothSidesRunsByItself() {
        logInAsAdministrator();
        DeviceView device = devices.create(draft(null));
        awaiting().until(() -> meterOf(device) != null);
        Instant before = Instant.now();

        reconciliation.callForComparison();

        awaiting().untilAsserted(() -> {
            BackgroundWork.Report comparison = works.reports().stream()
                    .filter(report -> report.name().equals(BackgroundWorks.COMPARISON))
                    .findFirst()
                    .orElseThrow();
            assertThat(comparison.failures()).isZero();
            assertThat(comparison.lastSuccess()).isNotNull().isAfterOrEqualTo(before.truncatedTo(ChronoUnit.MILLIS));
        });
    }

    private MeterSummary meterOf(DeviceView device) {
        return consumption.choices(device.id(), 10).stream()
                .filter(meter -> meter.deviceId().equals(device.id()))
                .findFirst()
                .map(meter -> consumption.meter(meter.deviceId()))
                .orElse(null);
    }

    /** BEWARE: in this thread, because the container knows no caller and no names in others. */
    private static ConditionFactory awaiting() {
        return Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100));
    }

    private void logInAsAdministrator() {
        logIn("admin", System.getenv("EMS_ADMIN_PASSWORD"));
        assertThat(caller.isAdministrator()).isTrue();
    }

    private void logIn(String username, String password) {
        HttpServletResponse response = (HttpServletResponse) request.getAttribute(RunnerEntrance.RESPONSE);
        assertThat(login.login(request, response, username, password)).isEqualTo(PortalLogin.Step.LOGGED_IN);
    }

    /** Made by the administrator, who is the caller afterwards. */
    private String newUser() {
        logInAsAdministrator();
        String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        accounts.create(
                account(name),
                PASSPHRASE.toCharArray(),
                System.getenv("EMS_ADMIN_PASSWORD").toCharArray());
        return name;
    }

    private static AccountDraft account(String name) {
        return new AccountDraft(name, name, null, Role.USER, ZoneOffset.UTC, "en", true, false);
    }

    private static DeviceDraft draft(String id) {
        return new DeviceDraft(id, "Heat pump", null, null, null, new BigDecimal("2.5"), null);
    }

    private static Connection broker() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(System.getenv("EMS_RABBITMQ_URI"));
        return factory.newConnection("a test in the container");
    }
}
