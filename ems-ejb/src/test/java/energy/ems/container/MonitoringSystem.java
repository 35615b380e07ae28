package energy.ems.container;

import energy.ems.boundary.Roles;
import energy.ems.deviceevents.DeviceEvent;
import energy.ems.deviceevents.DevicePlace;
import energy.ems.deviceevents.DeviceState;
import energy.ems.deviceevents.SettingsState;
import energy.ems.messaging.BrokerUnavailableException;
import energy.ems.messaging.MessagePublisher;
import energy.ems.metering.intake.DeviceEventIntake;
import energy.ems.metering.intake.Lanes;
import energy.ems.metering.intake.ReceivedMessage;
import energy.ems.metering.recomputation.Recomputations;
import jakarta.jms.JMSException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.security.enterprise.SecurityContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Metering and alerting on a database of their own, with a clock and a caller that the test moves. */
public final class MonitoringSystem implements AutoCloseable {

    private final TestClock clock = new TestClock();
    private final TestCaller caller = new TestCaller();
    private final EntityManagerFactory entityManagers;
    private final TestContainer container;

    /** @param wiring what observes what; called before anything runs */
    public MonitoringSystem(Consumer<TestContainer> wiring) {
        this(TestDatabase.running().newDatabase(), wiring);
    }

    public MonitoringSystem(DataSource database, Consumer<TestContainer> wiring) {
        this.entityManagers = PersistenceUnits.on(database);
        this.container =
                new TestContainer(entityManagers).with(Clock.class, clock).with(SecurityContext.class, caller);
        // No broker: what is to be published stays in the outbox, where tests look for it.
        container.with(MessagePublisher.class, messages -> {
            throw new BrokerUnavailableException(new JMSException("there is none in this test"));
        });
        wiring.accept(container);
        // Wired before several threads ask for it.
        container.get(Lanes.class);
        container.get(DeviceEventIntake.class);
        asAdministrator();
    }

    public MonitoringSystem asAdministrator() {
        caller.become("admin", Roles.ADMINISTRATOR);
        return this;
    }

    public MonitoringSystem asOperator(String username) {
        caller.become(username, Roles.OPERATOR);
        return this;
    }

    public MonitoringSystem asUser(String username) {
        caller.become(username, Roles.USER);
        return this;
    }

    public TestClock clock() {
        return clock;
    }

    public <T> T get(Class<T> type) {
        return container.get(type);
    }

    public TestContainer container() {
        return container;
    }

    /** Lets a batch of messages come in. */
    public void receive(String... messages) {
        List<ReceivedMessage> batch = new ArrayList<>();
        for (String message : messages) {
            batch.add(new ReceivedMessage(message.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            get(Lanes.class).take(batch);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String measurement(String deviceId, Instant at, String value) {
        return "{\"timestamp\": %d, \"device_id\": \"%s\", \"measurement_value\": %s}"
                .formatted(at.toEpochMilli(), deviceId, value);
    }

    /** The same with the length of its interval, where that is stated (not null). */
    public static String measurement(String deviceId, Instant at, String value, Duration interval) {
        String plain = measurement(deviceId, at, value);
        return interval == null ? plain : plain.replace("}", ", \"interval\": \"" + interval + "\"}");
    }

    /** Registers or changes a device, and does the recomputations that it orders. */
    public void device(String id, long version, String owner, String limit, String mode) {
        device(id, version, owner, limit, mode, Duration.ofMinutes(10));
    }

    public void device(String id, long version, String owner, String limit, String mode, Duration interval) {
        BigDecimal limitKwh = limit == null ? null : new BigDecimal(limit);
        DeviceState state = new DeviceState(
                id, "Device " + id, null, null, owner, limitKwh, new SettingsState(mode, null, null, null, interval));
        device(state, version);
    }

    /** Changes how a device is read, and does the recomputations that it orders. */
    public void settings(String id, long version, SettingsState settings, Instant from) {
        DeviceState state = new DeviceState(id, "Device " + id, null, null, "alice", null, settings, from, null);
        device(state, version);
    }

    /** Registers or changes a device as that state says, and does the recomputations that it orders. */
    public void device(DeviceState state, long version) {
        apply(new DeviceEvent(
                UUID.randomUUID().toString(), DeviceEvent.Type.DEVICE_UPDATED, version, clock.instant(), state));
    }

    /**
     * A device whose meter tells the energy of each hour.
     *
     * @param place where it stands, or null; with an exclamation mark behind it the device is the place's main meter
     */
    public static DeviceState hourly(String id, String owner, String place, String direction) {
        return new DeviceState(
                id,
                "Device " + id,
                null,
                null,
                owner,
                null,
                place == null ? null : new DevicePlace(place.replace("!", ""), place.endsWith("!")),
                new SettingsState("INTERVAL", null, null, null, Duration.ofHours(1), null, null, null, direction),
                null,
                null);
    }

    public void apply(DeviceEvent event) {
        get(DeviceEventIntake.class).apply(List.of(event));
        recompute();
    }

    /** Does all recomputations that were ordered. */
    public void recompute() {
        Recomputations recomputations = get(Recomputations.class);
        for (List<Long> next = recomputations.next(); !next.isEmpty(); next = recomputations.next()) {
            recomputations.doPieces(next);
        }
    }

    /** The hours of which something is known, with their energy. */
    public TreeMap<Instant, BigDecimal> hours(String deviceId) {
        TreeMap<Instant, BigDecimal> hours = new TreeMap<>();
        for (Object row : select("SELECT h.hour_start, h.energy_kwh FROM hourly_consumption h"
                + " JOIN meter m ON m.id = h.meter_id WHERE h.energy_kwh IS NOT NULL AND m.device_id = '" + deviceId
                + "'")) {
            Object[] columns = (Object[]) row;
            hours.put(
                    Instant.ofEpochMilli(((Number) columns[0]).longValue()),
                    ((BigDecimal) columns[1]).stripTrailingZeros());
        }
        return hours;
    }

    public List<?> select(String sql) {
        return container.inTransaction(
                () -> container.entityManager().createNativeQuery(sql).getResultList());
    }

    public long count(String table) {
        return ((Number) select("SELECT COUNT(*) FROM " + table).get(0)).longValue();
    }

    @Override
    public void close() {
        entityManagers.close();
    }
}
