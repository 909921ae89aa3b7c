-- As due_at while the item waits for its group and for nothing else, so that a quicker pace can take that back.
ALTER TABLE work_item ADD COLUMN put_off_until timestamptz;
