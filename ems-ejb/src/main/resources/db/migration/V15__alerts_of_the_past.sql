-- An alert of an hour that ended more than a day before it was raised is history: stored and listed, told of in sum alone.
-- to_sum_since is when it began to wait for its sum, and null while it does not wait; sum_hour_start is the first hour of
-- the sum that it is part of. hours and last_hour_start are those of a sum.
ALTER TABLE alert
    ADD COLUMN history         BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN to_sum_since    BIGINT  NULL,
    ADD COLUMN sum_hour_start  BIGINT  NULL,
    ADD COLUMN hours           INT     NULL,
    ADD COLUMN last_hour_start BIGINT  NULL;

-- What was told one by one before there were sums waits for none.
UPDATE alert SET history = TRUE
WHERE kind = 'LIMIT_EXCEEDED' AND hour_start + 3600000 + 86400000 < raised_at;

-- History is left out of what is open, which every page counts; what waits for its sum is found without reading the rest.
ALTER TABLE alert
    DROP KEY alert_open,
    ADD KEY alert_open (acknowledged_at, history, state, kind),
    ADD KEY alert_to_sum (to_sum_since, device_id);
