-- Whether a register that drops was reset by accident, or starts at zero by design, and which way the energy
-- flows that a device measures. What is stored so far counts on and consumes.
--
-- BEWARE: a bound of a column that is new here stands in two lines, so that nobody holds what is stored against it before
-- there is the column.
ALTER TABLE meter
    ADD COLUMN after_reset VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'NEW_STRETCH',
    ADD COLUMN direction   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'CONSUMPTION';

ALTER TABLE meter
    ADD CONSTRAINT meter_after_reset
        CHECK (after_reset IN ('NEW_STRETCH', 'FROM_ZERO')),
    ADD CONSTRAINT meter_direction
        CHECK (direction IN ('CONSUMPTION', 'PRODUCTION', 'NET'));

ALTER TABLE device
    ADD COLUMN after_reset VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'NEW_STRETCH',
    ADD COLUMN direction   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'CONSUMPTION';

ALTER TABLE device
    ADD CONSTRAINT device_after_reset
        CHECK (after_reset IN ('NEW_STRETCH', 'FROM_ZERO')),
    ADD CONSTRAINT device_direction
        CHECK (direction IN ('CONSUMPTION', 'PRODUCTION', 'NET'));
