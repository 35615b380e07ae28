-- An alert about many devices has no device.
ALTER TABLE alert MODIFY device_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;

-- Whether the owner wants to be warned before the limit is reached.
ALTER TABLE meter ADD COLUMN warns_before_limit BOOLEAN NOT NULL DEFAULT TRUE;

-- What one node does for all: whoever holds the row's lock does it.
CREATE TABLE duty (
    name    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    done_at BIGINT      NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB;

INSERT INTO duty (name, done_at) VALUES ('silence', 0);

-- Recomputations of a meter's hours, done piece by piece: next_from is where the next piece begins.
CREATE TABLE recomputation (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    device_id    VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    range_from   BIGINT       NOT NULL,
    range_to     BIGINT       NOT NULL,
    next_from    BIGINT       NOT NULL,
    state        VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    percent      INT          NOT NULL,
    hours        BIGINT       NOT NULL,
    attempts     INT          NOT NULL,
    due_at       BIGINT       NOT NULL,
    requested_at BIGINT       NOT NULL,
    requested_by VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    finished_at  BIGINT       NULL,
    error        VARCHAR(500) NULL,
    PRIMARY KEY (id),
    KEY recomputation_by_state (state, due_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
