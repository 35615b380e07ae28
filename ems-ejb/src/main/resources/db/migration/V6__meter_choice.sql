-- Choosing a device as one types: the names in their order, without the table's rows.
CREATE INDEX meter_by_name ON meter (state, name, device_id);
CREATE INDEX meter_by_owner_name ON meter (owner, state, name, device_id);
