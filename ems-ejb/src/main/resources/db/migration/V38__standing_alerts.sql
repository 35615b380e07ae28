-- What is asked every half a minute, and with every page, reads what stands and not all that ever was: the warnings of
-- hours that have passed, and how many alerts of an owner are open.
ALTER TABLE alert
    ADD KEY alert_standing (kind, state, hour_start),
    ADD KEY alert_open_of_owner (owner, acknowledged_at, history, state, kind);
