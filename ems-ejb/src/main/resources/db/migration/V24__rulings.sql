-- What people have ruled of a meter's readings, a JSON list: in its row, because whoever reads a meter to calculate has to
-- know it. Nothing is ruled of most meters.
ALTER TABLE meter
    ADD COLUMN rulings MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD INDEX meter_by_rulings (rulings(1));
