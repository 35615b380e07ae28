-- The nightly run that removes what is older than it is to be kept: the latest, in one row. Whoever has taken the turn
-- last works at it, and says so at worked_at.
CREATE TABLE retention_run (
    id          TINYINT      NOT NULL,
    turn        BIGINT       NOT NULL,
    started_at  BIGINT       NOT NULL,
    worked_at   BIGINT       NOT NULL,
    finished_at BIGINT       NULL,
    error       VARCHAR(500) NULL,
    put_off     BIGINT       NOT NULL,
    readings    BIGINT       NOT NULL,
    revisions   BIGINT       NOT NULL,
    alerts      BIGINT       NOT NULL,
    audit       BIGINT       NOT NULL,
    quarantine  BIGINT       NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

INSERT INTO retention_run
    (id, turn, started_at, worked_at, finished_at, put_off, readings, revisions, alerts, audit, quarantine)
VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

-- When old entries of the audit log are removed with their seals, the first link has the hash of the last of these, and
-- this is its number: there the chain begins then.
ALTER TABLE audit_seal
    ADD COLUMN stands_for BIGINT NULL;
