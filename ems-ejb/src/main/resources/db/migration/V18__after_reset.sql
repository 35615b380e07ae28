-- Whether a register that drops was reset by accident, or starts at zero by design. What is stored so far never does.
--
-- BEWARE: a bound of a column that is new here stands in two lines, so that nobody holds what is stored against it before
-- there is the column.
ALTER TABLE meter
    ADD COLUMN after_reset VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'NEW_STRETCH';

ALTER TABLE meter
    ADD CONSTRAINT meter_after_reset
        CHECK (after_reset IN ('NEW_STRETCH', 'FROM_ZERO'));

ALTER TABLE device
    ADD COLUMN after_reset VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'NEW_STRETCH';

ALTER TABLE device
    ADD CONSTRAINT device_after_reset
        CHECK (after_reset IN ('NEW_STRETCH', 'FROM_ZERO'));
