-- How a device is read is dated: the columns beside these hold what counts now, since when (0: always), and what counted
-- before, a JSON list. What is known so far has always been so.
ALTER TABLE meter
    ADD COLUMN settings_valid_from BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN former_settings     MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE device
    ADD COLUMN settings_valid_from BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN former_settings     MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NULL;
