-- What energy costs. A tariff is read and changed as a whole, so its dated versions are one JSON document in its row
-- (TariffJson). No amount is stored anywhere: cost is a function of the hours and of the tariff.
CREATE TABLE tariff (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    name       VARCHAR(100) NOT NULL,
    currency   CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    zone       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    versions   MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    version    BIGINT       NOT NULL,
    created_at BIGINT       NOT NULL,
    updated_at BIGINT       NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY tariff_by_name (name),
    CONSTRAINT tariff_name CHECK (CHAR_LENGTH(name) > 0),
    CONSTRAINT tariff_version CHECK (version >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Which tariff a device has from a local day on (ISO 8601, in the tariff's zone); null for none from then on.
CREATE TABLE tariff_assignment (
    device_id  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    valid_from CHAR(10)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    tariff_id  BIGINT      NULL,
    PRIMARY KEY (device_id, valid_from),
    KEY tariff_assignment_by_tariff (tariff_id),
    CONSTRAINT tariff_assignment_tariff FOREIGN KEY (tariff_id) REFERENCES tariff (id),
    CONSTRAINT tariff_assignment_valid_from CHECK (valid_from REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
