-- Readings of the past that somebody brings in a file. The file waits in compressed parts until its readings are stored.
-- done_line is the last line that is done, so that work that was interrupted goes on behind it.
CREATE TABLE backfill (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    device_id    VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    file_name    VARCHAR(200) NOT NULL,
    state        VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    layout       MEDIUMTEXT   NULL,
    expected     INT          NOT NULL,
    done_line    INT          NOT NULL,
    added        INT          NOT NULL,
    corrected    INT          NOT NULL,
    unchanged    INT          NOT NULL,
    quarantined  INT          NOT NULL,
    left_out     INT          NOT NULL,
    undone       INT          NOT NULL,
    kept         INT          NOT NULL,
    first_at     BIGINT       NULL,
    last_at      BIGINT       NULL,
    attempts     INT          NOT NULL,
    due_at       BIGINT       NOT NULL,
    requested_at BIGINT       NOT NULL,
    requested_by VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    finished_at  BIGINT       NULL,
    undone_by    VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    error        VARCHAR(500) NULL,
    PRIMARY KEY (id),
    KEY backfill_by_device (device_id, id),
    KEY backfill_by_age (state, due_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE backfill_part (
    backfill_id BIGINT     NOT NULL,
    number      INT        NOT NULL,
    content     MEDIUMBLOB NOT NULL,
    PRIMARY KEY (backfill_id, number)
) ENGINE = InnoDB;

-- What stood at an instant before, null for nothing, and what stands there since: what can be undone.
CREATE TABLE backfill_reading (
    backfill_id BIGINT          NOT NULL,
    taken_at    BIGINT          NOT NULL,
    old_value   DECIMAL(30, 12) NULL,
    new_value   DECIMAL(30, 12) NOT NULL,
    PRIMARY KEY (backfill_id, taken_at)
) ENGINE = InnoDB;

CREATE TABLE backfill_doubt (
    backfill_id    BIGINT NOT NULL,
    quarantined_id BIGINT NOT NULL,
    PRIMARY KEY (backfill_id, quarantined_id)
) ENGINE = InnoDB;

-- The first lines that were left out, with the reason.
CREATE TABLE backfill_problem (
    backfill_id BIGINT       NOT NULL,
    line        INT          NOT NULL,
    kind        VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    value       VARCHAR(100) NULL,
    PRIMARY KEY (backfill_id, line)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
