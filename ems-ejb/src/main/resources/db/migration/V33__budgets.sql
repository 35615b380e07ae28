-- How much energy a device or a place may use in a month, from a month on; null for no budget any more. The budget of a
-- device was meant by and for its owner of then: it does not count for the next one.
CREATE TABLE budget (
    kind       VARCHAR(6)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    valid_from CHAR(7)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner      VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    month_kwh  DECIMAL(15, 3) NULL,
    PRIMARY KEY (kind, subject, valid_from),
    CONSTRAINT budget_kind CHECK (kind IN ('DEVICE', 'PLACE')),
    CONSTRAINT budget_valid_from CHECK (valid_from REGEXP '^[0-9]{4}-[0-9]{2}$'),
    CONSTRAINT budget_month_kwh CHECK (month_kwh IS NULL OR month_kwh > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
