-- Alerts leave before everything else, and the relay finds what is due without looking at what is not.
ALTER TABLE outbox
    ADD COLUMN urgent BOOLEAN NOT NULL DEFAULT FALSE,
    ADD KEY outbox_by_due (urgent, due_at, id);
