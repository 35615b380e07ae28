-- A message may state the length of its interval value, in whole seconds up to a day, which then counts instead of the
-- device's. Most never do: null, and 0 where a key or a meter needs a number. A meter keeps the longest that any of its
-- readings ever stated, which says how far its values reach, and what the latest of them states.
ALTER TABLE reading
    ADD COLUMN interval_s MEDIUMINT UNSIGNED NULL;

ALTER TABLE reading_revision
    ADD COLUMN old_interval_s MEDIUMINT UNSIGNED NULL,
    ADD COLUMN new_interval_s MEDIUMINT UNSIGNED NULL;

ALTER TABLE backfill_reading
    ADD COLUMN old_interval_s MEDIUMINT UNSIGNED NULL,
    ADD COLUMN new_interval_s MEDIUMINT UNSIGNED NULL;

ALTER TABLE quarantined_reading
    ADD COLUMN interval_s MEDIUMINT UNSIGNED NOT NULL DEFAULT 0;

ALTER TABLE quarantined_reading
    DROP KEY quarantined_once,
    ADD UNIQUE KEY quarantined_once (device_id, taken_at, value_text, interval_s);

ALTER TABLE meter
    ADD COLUMN longest_stated_s MEDIUMINT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN last_stated_s    MEDIUMINT UNSIGNED NOT NULL DEFAULT 0;
