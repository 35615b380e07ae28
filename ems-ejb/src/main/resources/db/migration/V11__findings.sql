-- What the calculation noticed about readings, a function of the readings like the hours. A finding stands in the hour of
-- its until_at; from_at is the first reading that it is about, or the last one before a step or gap.
CREATE TABLE finding (
    meter_id BIGINT          NOT NULL,
    until_at BIGINT          NOT NULL,
    kind     VARCHAR(12)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_at  BIGINT          NOT NULL,
    kwh      DECIMAL(36, 15) NOT NULL,
    PRIMARY KEY (meter_id, until_at, kind),
    KEY finding_by_time (until_at),
    KEY finding_by_kind (kind, until_at)
) ENGINE = InnoDB;
