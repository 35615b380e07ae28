package energy.ems.metering.hours;

import energy.ems.metering.profile.Energy;
import energy.ems.metering.profile.HourValue;
import energy.ems.metering.profile.Quality;
import energy.ems.metering.profile.QuarterHour;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * The energy of a meter in one UTC hour: the aggregate that charts, limits and reports are made of. Read by way of a view,
 * because its row holds the readings of the hour as well; {@link HourRows} writes it.
 */
@Entity
@Table(name = "hourly_consumption")
@IdClass(HourlyConsumption.Key.class)
public class HourlyConsumption implements Cloneable {

    @Id
    @Column(name = "meter_id")
    private long meterId;

    // A long, because JPA converts no attribute of a key.
    @Id
    @Column(name = "hour_start")
    private long hourStart;

    @Column(name = "energy_kwh")
    private BigDecimal energyKwh;

    private int readings;

    @Column(name = "expected_readings")
    private int expectedReadings;

    @Enumerated(EnumType.STRING)
    private Quality quality;

    private boolean complete;
    private boolean corrected;
    private String quarters;

    protected HourlyConsumption() {
        // for JPA
    }

    HourlyConsumption(long meterId, HourValue value) {
        this.meterId = meterId;
        this.hourStart = value.start().toEpochMilli();
        take(value);
    }

    /**
     * As it is stored, the columns in the order of {@link HourRows}. By their names they would be looked up for each row,
     * of which a year has thousands.
     */
    static HourlyConsumption stored(ResultSet row) throws SQLException {
        HourlyConsumption hour = new HourlyConsumption();
        hour.meterId = row.getLong(1);
        hour.hourStart = row.getLong(2);
        hour.energyKwh = row.getBigDecimal(3);
        hour.readings = row.getInt(4);
        hour.expectedReadings = row.getInt(5);
        hour.quality = Quality.valueOf(row.getString(6));
        hour.complete = row.getBoolean(7);
        hour.corrected = row.getBoolean(8);
        hour.quarters = row.getString(9);
        return hour;
    }

    /**
     * What {@link HourRows} writes, in the order of its columns.
     *
     * @param added readings that were taken in this hour, as they are stored; null for none
     */
    Object[] row(String added) {
        return new Object[] {
            meterId,
            hourStart,
            energyKwh,
            readings,
            expectedReadings,
            quality.name(),
            complete,
            corrected,
            quarters,
            added
        };
    }

    HourlyConsumption copy() {
        try {
            // A clone, because a copy made by hand would one day forget a field.
            return (HourlyConsumption) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the value says something else than what stands here. */
    boolean differsFrom(HourValue value) {
        return !Energy.sameNumber(energyKwh, value.energyKwh())
                || readings != value.readings()
                || expectedReadings != value.expectedReadings()
                || quality != value.quality()
                || complete != value.complete()
                || !quarters.equals(QuarterHour.format(value.quarters()));
    }

    void take(HourValue value) {
        energyKwh = value.energyKwh();
        readings = value.readings();
        expectedReadings = value.expectedReadings();
        quality = value.quality();
        complete = value.complete();
        quarters = QuarterHour.format(value.quarters());
    }

    void markCorrected() {
        corrected = true;
    }

    public HourValue value() {
        return new HourValue(
                start(), energyKwh, readings, expectedReadings, quality, complete, QuarterHour.parse(quarters));
    }

    public long meterId() {
        return meterId;
    }

    public Instant start() {
        return Instant.ofEpochMilli(hourStart);
    }

    /** kWh, or null when nothing is known of the hour. */
    public BigDecimal energyKwh() {
        return energyKwh;
    }

    public int readings() {
        return readings;
    }

    public int expectedReadings() {
        return expectedReadings;
    }

    public Quality quality() {
        return quality;
    }

    public boolean isComplete() {
        return complete;
    }

    public boolean isCorrected() {
        return corrected;
    }

    /** The primary key. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private long meterId;
        private long hourStart;

        public Key() {
            // for JPA
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.meterId == meterId && key.hourStart == hourStart;
        }

        @Override
        public int hashCode() {
            return Objects.hash(meterId, hourStart);
        }
    }
}
