-- Counted up every few seconds by the node whose turn it is: whoever stands by sees by it that there is one.
ALTER TABLE intake_turn
    ADD COLUMN stayed BIGINT NOT NULL DEFAULT 0;
