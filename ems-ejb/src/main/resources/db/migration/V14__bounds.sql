-- The bounds of the doors (DeviceBounds, DeviceEvent, MeterState), once more where everything passes: whatever forgets to
-- ask at a door, a program of somebody else's or a hand at the database, stores nothing by which hours cannot be computed.
--
-- Texts are bounded by their columns. Words are compared bytewise, because these columns' collation takes 'wh' for 'WH'
-- and the program does not. Each condition stands in a line of its own: what is stored is held against it before the
-- tables are changed (StoredBounds).
ALTER TABLE meter
    ADD CONSTRAINT meter_device_id CHECK (CHAR_LENGTH(device_id) > 0 AND device_id NOT REGEXP '[^A-Za-z0-9._:-]'),
    ADD CONSTRAINT meter_state CHECK (CAST(state AS BINARY) IN ('UNASSIGNED', 'ACTIVE', 'DELETED')),
    ADD CONSTRAINT meter_event_version CHECK (event_version >= 0),
    ADD CONSTRAINT meter_name CHECK (CHAR_LENGTH(name) > 0),
    ADD CONSTRAINT meter_owner_name CHECK (CHAR_LENGTH(owner) > 0),
    ADD CONSTRAINT meter_max_hourly_kwh CHECK (max_hourly_kwh > 0 AND max_hourly_kwh <= 1000000000),
    ADD CONSTRAINT meter_reading_mode CHECK (CAST(reading_mode AS BINARY) IN ('INTERVAL', 'CUMULATIVE')),
    ADD CONSTRAINT meter_interval_stamp CHECK (CAST(interval_stamp AS BINARY) IN ('START', 'END')),
    ADD CONSTRAINT meter_unit CHECK (CAST(unit AS BINARY) IN ('KWH', 'WH')),
    ADD CONSTRAINT meter_register_capacity CHECK (register_capacity > 0 AND register_capacity <= 1000000000000000),
    ADD CONSTRAINT meter_expected_interval CHECK (expected_interval_ms BETWEEN 1000 AND 2678400000);

ALTER TABLE meter_limit
    ADD CONSTRAINT meter_limit_kwh CHECK (limit_kwh > 0 AND limit_kwh <= 1000000000);

ALTER TABLE meter_owner
    ADD CONSTRAINT meter_owner_owner CHECK (CHAR_LENGTH(owner) > 0);

ALTER TABLE device
    ADD CONSTRAINT device_id CHECK (CHAR_LENGTH(id) > 0 AND id NOT REGEXP '[^A-Za-z0-9._:-]'),
    ADD CONSTRAINT device_version CHECK (version >= 1),
    ADD CONSTRAINT device_name CHECK (CHAR_LENGTH(name) > 0),
    ADD CONSTRAINT device_owner CHECK (CHAR_LENGTH(owner) > 0),
    ADD CONSTRAINT device_max_hourly_kwh CHECK (max_hourly_kwh > 0 AND max_hourly_kwh <= 1000000000),
    ADD CONSTRAINT device_reading_mode CHECK (CAST(reading_mode AS BINARY) IN ('INTERVAL', 'CUMULATIVE')),
    ADD CONSTRAINT device_interval_stamp CHECK (CAST(interval_stamp AS BINARY) IN ('START', 'END')),
    ADD CONSTRAINT device_unit CHECK (CAST(unit AS BINARY) IN ('KWH', 'WH')),
    ADD CONSTRAINT device_register_capacity CHECK (register_capacity > 0 AND register_capacity <= 1000000000000000),
    ADD CONSTRAINT device_expected_interval CHECK (expected_interval_ms BETWEEN 1000 AND 2678400000);

ALTER TABLE device_tombstone
    ADD CONSTRAINT device_tombstone_version CHECK (version >= 1);

ALTER TABLE device_change
    ADD CONSTRAINT device_change_version CHECK (version >= 1),
    ADD CONSTRAINT device_change_kind CHECK (CAST(kind AS BINARY) IN ('CREATED', 'UPDATED', 'DELETED'));
