-- Which tariff a place has from a local day on (ISO 8601, in the tariff's zone); null for none of its own from then on. It
-- counts for the devices in it and below it that have none of their own. The paths are those of devices and meters,
-- compared bytewise.
CREATE TABLE place_tariff (
    place      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    valid_from CHAR(10)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    tariff_id  BIGINT       NULL,
    PRIMARY KEY (place, valid_from),
    KEY place_tariff_by_tariff (tariff_id),
    CONSTRAINT place_tariff_tariff FOREIGN KEY (tariff_id) REFERENCES tariff (id),
    CONSTRAINT place_tariff_place CHECK (CONCAT('/', place, '/') NOT LIKE '%//%'),
    CONSTRAINT place_tariff_valid_from CHECK (valid_from REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
