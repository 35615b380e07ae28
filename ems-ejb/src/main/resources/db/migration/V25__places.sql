-- Where a device stands, a path such as 'Site B/House 2/Boiler room', and whether it measures all of that place. There
-- is no table of places: a place is there as long as a device stands in it. Compared bytewise, as the program does, so
-- that what lies below a place is one range of the index.
--
-- BEWARE: a bound of a column that is new here stands in two lines, so that nobody holds what is stored against it before
-- there is the column.
ALTER TABLE device
    ADD COLUMN place      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN main_meter BOOLEAN NOT NULL DEFAULT FALSE,
    ADD INDEX device_by_place (place);

ALTER TABLE device
    ADD CONSTRAINT device_place
        CHECK (CONCAT('/', place, '/') NOT LIKE '%//%'),
    ADD CONSTRAINT device_main_meter
        CHECK (main_meter = FALSE OR place IS NOT NULL);

ALTER TABLE meter
    ADD COLUMN place      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN main_meter BOOLEAN NOT NULL DEFAULT FALSE,
    ADD INDEX meter_by_place (place);

ALTER TABLE meter
    ADD CONSTRAINT meter_place
        CHECK (CONCAT('/', place, '/') NOT LIKE '%//%'),
    ADD CONSTRAINT meter_main_meter
        CHECK (main_meter = FALSE OR place IS NOT NULL);
