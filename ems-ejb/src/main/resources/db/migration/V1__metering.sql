-- Monitoring: what came from the meters, and what became of it. Times are epoch milliseconds, UTC.

-- A meter is monitoring's copy of a device, or a device id that sends readings and that nobody has registered.
-- Its row is also the lock under which all that belongs to the meter is changed.
CREATE TABLE meter (
    id                   BIGINT         NOT NULL AUTO_INCREMENT,
    device_id            VARCHAR(64)    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    state                VARCHAR(12)    NOT NULL,
    event_version        BIGINT         NOT NULL,
    checksum             VARCHAR(32)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name                 VARCHAR(200)   NOT NULL,
    owner                VARCHAR(64)    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    max_hourly_kwh       DECIMAL(18, 6) NULL,
    reading_mode         VARCHAR(16)    NOT NULL,
    interval_stamp       VARCHAR(8)     NOT NULL,
    unit                 VARCHAR(8)     NOT NULL,
    register_capacity    DECIMAL(24, 6) NULL,
    expected_interval_ms BIGINT         NOT NULL,
    first_seen_at        BIGINT         NOT NULL,
    last_reading_at      BIGINT         NULL,
    last_received_at     BIGINT         NULL,
    silent_since         BIGINT         NULL,
    PRIMARY KEY (id),
    UNIQUE KEY meter_by_device (device_id),
    KEY meter_by_owner (owner, state),
    KEY meter_by_state (state, last_received_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The limit that counts is the one in force in the hour; valid_from is the start of an hour.
CREATE TABLE meter_limit (
    meter_id   BIGINT         NOT NULL,
    valid_from BIGINT         NOT NULL,
    limit_kwh  DECIMAL(18, 6) NULL,
    PRIMARY KEY (meter_id, valid_from)
) ENGINE = InnoDB;

CREATE TABLE meter_owner (
    meter_id   BIGINT      NOT NULL,
    valid_from BIGINT      NOT NULL,
    owner      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    PRIMARY KEY (meter_id, valid_from)
) ENGINE = InnoDB;

-- The truth: one reading for a meter and an instant, in the meter's own unit.
CREATE TABLE reading (
    meter_id    BIGINT          NOT NULL,
    taken_at    BIGINT          NOT NULL,
    value       DECIMAL(30, 12) NOT NULL,
    received_at BIGINT          NOT NULL,
    PRIMARY KEY (meter_id, taken_at)
) ENGINE = InnoDB;

-- What a correction has replaced: nothing vanishes.
CREATE TABLE reading_revision (
    id         BIGINT          NOT NULL AUTO_INCREMENT,
    meter_id   BIGINT          NOT NULL,
    taken_at   BIGINT          NOT NULL,
    old_value  DECIMAL(30, 12) NULL,
    new_value  DECIMAL(30, 12) NULL,
    changed_at BIGINT          NOT NULL,
    changed_by VARCHAR(64)     CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    reason     VARCHAR(500)    NOT NULL,
    PRIMARY KEY (id),
    KEY revision_by_reading (meter_id, taken_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Implausible readings wait here for a person; they are never counted before.
CREATE TABLE quarantined_reading (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    device_id   VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    taken_at    BIGINT       NOT NULL,
    value_text  VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason      VARCHAR(24)  NOT NULL,
    received_at BIGINT       NOT NULL,
    state       VARCHAR(12)  NOT NULL,
    decided_at  BIGINT       NULL,
    decided_by  VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    note        VARCHAR(500) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY quarantined_once (device_id, taken_at, value_text),
    KEY quarantined_by_state (state, received_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The hourly aggregate: a function of the readings. Hours are UTC; `quarters` holds its four quarters of an hour, from
-- which the hours and days of every zone are cut.
CREATE TABLE hourly_consumption (
    meter_id          BIGINT          NOT NULL,
    hour_start        BIGINT          NOT NULL,
    energy_kwh        DECIMAL(36, 15) NULL,
    readings          INT             NOT NULL,
    expected_readings INT             NOT NULL,
    quality           VARCHAR(10)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    complete          BOOLEAN         NOT NULL,
    corrected         BOOLEAN         NOT NULL,
    quarters          VARCHAR(255)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    updated_at        BIGINT          NOT NULL,
    PRIMARY KEY (meter_id, hour_start)
) ENGINE = InnoDB;

CREATE TABLE hour_revision (
    id          BIGINT          NOT NULL AUTO_INCREMENT,
    meter_id    BIGINT          NOT NULL,
    hour_start  BIGINT          NOT NULL,
    old_kwh     DECIMAL(36, 15) NULL,
    new_kwh     DECIMAL(36, 15) NULL,
    old_quality VARCHAR(10)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    new_quality VARCHAR(10)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at  BIGINT          NOT NULL,
    PRIMARY KEY (id),
    KEY hour_revision_by_hour (meter_id, hour_start)
) ENGINE = InnoDB;

-- At most one alert for a meter, an hour and a kind, whatever happens. meter_id 0 stands for the whole fleet.
CREATE TABLE alert (
    id              BIGINT          NOT NULL AUTO_INCREMENT,
    meter_id        BIGINT          NOT NULL,
    kind            VARCHAR(24)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hour_start      BIGINT          NOT NULL,
    state           VARCHAR(12)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    device_id       VARCHAR(64)     CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    device_name     VARCHAR(200)    NOT NULL,
    owner           VARCHAR(64)     CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    energy_kwh      DECIMAL(36, 15) NULL,
    limit_kwh       DECIMAL(18, 6)  NULL,
    reason          VARCHAR(500)    NULL,
    raised_at       BIGINT          NOT NULL,
    updated_at      BIGINT          NOT NULL,
    sequence        BIGINT          NOT NULL,
    acknowledged_at BIGINT          NULL,
    acknowledged_by VARCHAR(64)     CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    PRIMARY KEY (id),
    UNIQUE KEY alert_once (meter_id, hour_start, kind),
    UNIQUE KEY alert_by_sequence (sequence),
    KEY alert_by_time (hour_start),
    KEY alert_by_owner (owner, hour_start),
    KEY alert_open (acknowledged_at, state)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Each change of an alert, for the record.
CREATE TABLE alert_change (
    sequence   BIGINT          NOT NULL,
    alert_id   BIGINT          NOT NULL,
    state      VARCHAR(12)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    energy_kwh DECIMAL(36, 15) NULL,
    limit_kwh  DECIMAL(18, 6)  NULL,
    reason     VARCHAR(500)    NULL,
    changed_at BIGINT          NOT NULL,
    PRIMARY KEY (sequence),
    KEY alert_change_by_alert (alert_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Numbers the changes of alerts in the order of their commits: the row stays locked until its transaction has ended.
CREATE TABLE alert_sequence (
    id    TINYINT NOT NULL,
    value BIGINT  NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO alert_sequence (id, value) VALUES (1, 0);
