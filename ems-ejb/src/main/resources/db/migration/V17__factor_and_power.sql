-- What a meter behind current transformers shows is multiplied, and a value may be a mean power. A register shows energy,
-- never power. What no reading of a device can exceed may be said of it, instead of following from its limit. What is stored so far is multiplied by one; no unit that was allowed is one any less.
--
-- BEWARE: a bound of a column that is new here stands in two lines, so that nobody holds what is stored against it before
-- there is the column.
ALTER TABLE meter
    DROP CONSTRAINT meter_unit;

ALTER TABLE meter
    ADD COLUMN factor       DECIMAL(18, 6) NOT NULL DEFAULT 1,
    ADD COLUMN max_power_kw DECIMAL(18, 6) NULL;

ALTER TABLE meter
    ADD CONSTRAINT meter_unit CHECK (CAST(unit AS BINARY) IN ('KWH', 'WH', 'MWH', 'KW', 'W')),
    ADD CONSTRAINT meter_factor
        CHECK (factor > 0 AND factor <= 1000000),
    ADD CONSTRAINT meter_max_power_kw
        CHECK (max_power_kw > 0 AND max_power_kw <= 1000000000),
    ADD CONSTRAINT meter_power_is_of_interval CHECK (CAST(unit AS BINARY) NOT IN ('KW', 'W') OR CAST(reading_mode AS BINARY) = 'INTERVAL');

ALTER TABLE device
    DROP CONSTRAINT device_unit;

ALTER TABLE device
    ADD COLUMN factor       DECIMAL(18, 6) NOT NULL DEFAULT 1,
    ADD COLUMN max_power_kw DECIMAL(18, 6) NULL;

ALTER TABLE device
    ADD CONSTRAINT device_unit CHECK (CAST(unit AS BINARY) IN ('KWH', 'WH', 'MWH', 'KW', 'W')),
    ADD CONSTRAINT device_factor
        CHECK (factor > 0 AND factor <= 1000000),
    ADD CONSTRAINT device_max_power_kw
        CHECK (max_power_kw > 0 AND max_power_kw <= 1000000000),
    ADD CONSTRAINT device_power_is_of_interval CHECK (CAST(unit AS BINARY) NOT IN ('KW', 'W') OR CAST(reading_mode AS BINARY) = 'INTERVAL');
