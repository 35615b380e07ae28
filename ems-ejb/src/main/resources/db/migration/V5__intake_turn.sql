-- Which consumer of a queue may work: each turn has a number, and whoever holds an older one has lost it. Updating the
-- row is also how the intake finds out whether the database takes anything.
CREATE TABLE intake_turn (
    queue     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number    BIGINT      NOT NULL,
    begun_at  BIGINT      NOT NULL,
    probed_at BIGINT      NOT NULL,
    PRIMARY KEY (queue)
) ENGINE = InnoDB;

INSERT INTO intake_turn (queue, number, begun_at, probed_at)
VALUES ('ems.measurements', 0, 0, 0), ('ems.device-events.monitoring', 0, 0, 0);
