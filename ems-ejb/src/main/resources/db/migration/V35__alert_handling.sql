-- What people do about an alert: who sees to it, what they say of it, and for how long it keeps quiet.
-- comments counts what was said since the alert belongs to its owner; owner_since is when that began, where the alert was
-- somebody else's before: a new owner does not see what the former one said.
ALTER TABLE alert
    ADD COLUMN assigned_to VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN comments    INT         NOT NULL DEFAULT 0,
    ADD COLUMN owner_since BIGINT      NULL,
    ADD KEY alert_by_assignee (assigned_to, hour_start);

-- Each act of a person, for the record; what the system did stands in alert_change. Nothing of it is changed afterwards but
-- author_gone, which says that the account is no more: a later one of that name is somebody else.
CREATE TABLE alert_note (
    id          BIGINT        NOT NULL AUTO_INCREMENT,
    alert_id    BIGINT        NOT NULL,
    act         VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    noted_at    BIGINT        NOT NULL,
    author      VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    author_gone BOOLEAN       NOT NULL DEFAULT FALSE,
    -- the user whom it is about, where it is about one
    about       VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    words       VARCHAR(1000) NULL,
    PRIMARY KEY (id),
    KEY alert_note_by_alert (alert_id, id),
    KEY alert_note_by_author (author)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What was acknowledged before there were notes.
INSERT INTO alert_note (alert_id, act, noted_at, author)
SELECT id, 'ACKNOWLEDGED', acknowledged_at, acknowledged_by FROM alert
WHERE acknowledged_at IS NOT NULL AND acknowledged_by IS NOT NULL;

-- Until when nobody is told of one kind of alert of one device. It is for whom the device belonged to then: a new owner is
-- told again. Its end needs nobody.
CREATE TABLE alert_snooze (
    device_id  VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind       VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner      VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    until_at   BIGINT       NOT NULL,
    snoozed_at BIGINT       NOT NULL,
    snoozed_by VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (device_id, kind),
    KEY alert_snooze_by_owner (owner, until_at),
    KEY alert_snooze_until (until_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Which kinds of alerts a person's browsers call out, besides the page.
ALTER TABLE notification_choice
    ADD COLUMN browser_kinds VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';

-- There is a third reason to wait.
ALTER TABLE notification MODIFY held VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL;
