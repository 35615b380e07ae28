package energy.ems.device;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import java.time.Duration;

/** The columns of {@link ReadingSettings}, which is a record, and so no embeddable of JPA 3.1. */
@Embeddable
class StoredSettings {

    @Enumerated(EnumType.STRING)
    @Column(name = "reading_mode")
    private ReadingMode readingMode;

    @Enumerated(EnumType.STRING)
    @Column(name = "interval_stamp")
    private IntervalStamp intervalStamp;

    @Enumerated(EnumType.STRING)
    private EnergyUnit unit;

    @Column(name = "register_capacity")
    private BigDecimal registerCapacity;

    @Column(name = "expected_interval_ms")
    private long expectedIntervalMs;

    private BigDecimal factor;

    @Column(name = "max_power_kw")
    private BigDecimal maxPowerKw;

    @Enumerated(EnumType.STRING)
    @Column(name = "after_reset")
    private AfterReset afterReset;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    protected StoredSettings() {}

    StoredSettings(ReadingSettings settings) {
        this.readingMode = settings.readingMode();
        this.intervalStamp = settings.intervalStamp();
        this.unit = settings.unit();
        this.registerCapacity = settings.registerCapacity();
        this.expectedIntervalMs = settings.expectedInterval().toMillis();
        this.factor = settings.factor();
        this.maxPowerKw = settings.maxPowerKw();
        this.afterReset = settings.afterReset();
        this.direction = settings.direction();
    }

    ReadingSettings value() {
        return new ReadingSettings(
                readingMode,
                intervalStamp,
                unit,
                registerCapacity,
                Duration.ofMillis(expectedIntervalMs),
                factor,
                maxPowerKw,
                afterReset,
                direction);
    }
}
