-- A report may be about a group instead of a place: its id stands beside an empty place, and is empty where it is about
-- none. An archived report keeps the name that the group had when it was made.
ALTER TABLE report_subscription
    ADD COLUMN group_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (username, place, group_id),
    ADD KEY report_subscription_by_group (group_id);

ALTER TABLE report
    ADD COLUMN group_id   CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    ADD COLUMN group_name VARCHAR(100) NULL,
    DROP KEY report_once,
    ADD UNIQUE KEY report_once (username, place, group_id, report_month, scheduled);
