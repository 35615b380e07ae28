-- A meter and a UTC hour: the readings that were taken in it, as one text (see ReadingBlock for its format), and the
-- hour's energy, either of which may be missing. One row in place of seven, for a third of the disk.
--
-- BEWARE: what the migration after this one does with the tables that there are, it does again when it was interrupted.
CREATE TABLE IF NOT EXISTS meter_hour (
    meter_id          INT UNSIGNED       NOT NULL,
    hour_start        BIGINT             NOT NULL,
    readings          MEDIUMTEXT         CHARACTER SET ascii COLLATE ascii_bin NULL,
    energy_kwh        DECIMAL(36, 15)    NULL,
    reading_count     MEDIUMINT UNSIGNED NULL,
    expected_readings MEDIUMINT UNSIGNED NULL,
    quality           ENUM ('MEASURED', 'ESTIMATED', 'PARTIAL', 'MISSING') CHARACTER SET ascii COLLATE ascii_bin NULL,
    complete          BOOLEAN            NULL,
    corrected         BOOLEAN            NULL,
    quarters          VARCHAR(255)       CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (meter_id, hour_start)
) ENGINE = InnoDB;
