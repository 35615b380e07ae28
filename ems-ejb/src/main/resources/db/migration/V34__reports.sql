-- Who wants a report of each month by mail: of their own devices, which is the empty place, or of a place. The row says
-- which month is next, and about when; whoever holds its lock makes that report and moves on in the same transaction.
CREATE TABLE report_subscription (
    username   VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    place      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    next_month CHAR(7)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_at     BIGINT       NOT NULL,
    PRIMARY KEY (username, place),
    KEY report_subscription_due (due_at),
    CONSTRAINT report_subscription_month CHECK (next_month REGEXP '^[0-9]{4}-[0-9]{2}$')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The reports as they were made, for whom they were made. Of each month there is at most one that the schedule made, and
-- one that its person had made.
CREATE TABLE report (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    username     VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    place        VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    report_month CHAR(7)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scheduled    BOOLEAN      NOT NULL,
    language     VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- whether its person saw what belongs to others, and it with them: who may not any more is not shown it
    sees_all     BOOLEAN      NOT NULL,
    created_at   BIGINT       NOT NULL,
    pdf          MEDIUMBLOB   NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY report_once (username, place, report_month, scheduled),
    KEY report_old (created_at),
    CONSTRAINT report_month CHECK (report_month REGEXP '^[0-9]{4}-[0-9]{2}$'),
    CONSTRAINT report_size CHECK (OCTET_LENGTH(pdf) <= 1048576)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The report that a mail takes along; null for other messages.
ALTER TABLE notification_delivery
    ADD COLUMN report_id BIGINT NULL;
