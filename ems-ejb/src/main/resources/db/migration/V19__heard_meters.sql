-- Every reading writes when its meter was heard last. In an index this cost more than all else that is written of it,
-- and whoever asks by it looks at all meters of a state anyway.
--
-- readings_version changes whenever a reading of the meter is stored, replaced or removed, to a number that never was
-- before: whoever keeps readings in memory believes them by it alone. Who changes readings by hand sets it to another.
ALTER TABLE meter
    DROP INDEX meter_by_state,
    ADD INDEX meter_by_state (state),
    ADD COLUMN readings_version BIGINT NOT NULL DEFAULT 0;
