-- Items that stand in no order, that expire, that are listed while they wait.

ALTER TABLE work_item ADD COLUMN ordered boolean NOT NULL DEFAULT true; -- whether it waits for its group, and its group for it
ALTER TABLE work_item ADD COLUMN expires_at timestamptz;

-- Whether a group is busy, and which of its items is next: what stands in no order has no part in that.
DROP INDEX work_item_group;
CREATE INDEX work_item_group ON work_item (lane_id, grp, state, item_id) WHERE grp IS NOT NULL AND ordered AND state <= 2;
-- What is held, in the order of its time as work_item_ready has the rest, so that a page of a long backlog is read alone.
CREATE INDEX work_item_held ON work_item (lane_id, due_at, item_id) WHERE state = 2;
CREATE INDEX work_item_expiry ON work_item (expires_at) WHERE expires_at IS NOT NULL AND state IN (0, 2);
