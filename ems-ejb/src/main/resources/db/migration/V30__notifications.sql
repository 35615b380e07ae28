-- What a person has chosen to be told of outside the portal. Read and changed as a whole, so the kinds of alerts of each
-- channel are one list in the row. The secret signs what is sent to a webhook, so it cannot be a hash.
CREATE TABLE notification_choice (
    username         VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    mail_kinds       VARCHAR(200)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    webhook_kinds    VARCHAR(200)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    all_devices      BOOLEAN       NOT NULL,
    escalate_after_m INT           NULL,
    quiet_from       CHAR(5)       CHARACTER SET ascii COLLATE ascii_bin NULL,
    quiet_to         CHAR(5)       CHARACTER SET ascii COLLATE ascii_bin NULL,
    most_per_hour    INT           NOT NULL,
    webhook_address  VARCHAR(500)  NULL,
    webhook_secret   VARBINARY(64) NULL,
    version          BIGINT        NOT NULL,
    PRIMARY KEY (username),
    CONSTRAINT notification_choice_cap CHECK (most_per_hour BETWEEN 1 AND 60),
    CONSTRAINT notification_choice_escalation CHECK (escalate_after_m IS NULL OR escalate_after_m BETWEEN 5 AND 1440)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What leaves at once by one channel: a mail or a request, with as many alerts as had gathered. due_at is when it is to be
-- tried next; while it is SENDING, until when the node that sends it has the time.
CREATE TABLE notification_delivery (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    username    VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    channel     VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state       VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    message_key CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    alerts      INT          NOT NULL,
    attempts    INT          NOT NULL,
    due_at      BIGINT       NOT NULL,
    created_at  BIGINT       NOT NULL,
    tried_at    BIGINT       NULL,
    finished_at BIGINT       NULL,
    problem     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    detail      VARCHAR(500) NULL,
    PRIMARY KEY (id),
    KEY notification_delivery_due (state, channel, due_at),
    KEY notification_delivery_by_user (username, channel, created_at),
    KEY notification_delivery_old (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One person is told of one alert by one channel for one occasion. Without a delivery it waits for one.
CREATE TABLE notification (
    id          BIGINT      NOT NULL AUTO_INCREMENT,
    username    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    channel     VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- the change of the alert, as in alert_change: an alert that is raised anew is another occasion
    sequence    BIGINT      NOT NULL,
    occasion    VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_at      BIGINT      NOT NULL,
    held        VARCHAR(5)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    delivery_id BIGINT      NULL,
    PRIMARY KEY (id),
    UNIQUE KEY notification_once (username, channel, sequence, occasion),
    KEY notification_due (delivery_id, due_at),
    CONSTRAINT notification_delivered FOREIGN KEY (delivery_id) REFERENCES notification_delivery (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Up to which change of an alert the people have been found who want to know. Whoever holds the row's lock finds them.
CREATE TABLE notification_progress (
    id       TINYINT NOT NULL,
    sequence BIGINT  NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB;

-- What was before is no news.
INSERT INTO notification_progress (id, sequence)
SELECT 1, value FROM alert_sequence WHERE id = 1;
