-- What waits because it lay in the future is looked for when its time has come.
ALTER TABLE quarantined_reading ADD KEY quarantined_by_reason (state, reason, taken_at);
