-- The durable queue with lanes and pace. Names are unqualified: the schema is the search path's first.

-- What must not hold up the others, with its pace. Updated by every claim, hence the free space and the eager vacuum.
CREATE TABLE work_lane (
  lane_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane         text        NOT NULL UNIQUE,
  pace_us      bigint      NOT NULL,                      -- microseconds between permits, 0: no pace
  burst        int         NOT NULL,
  cap          int         NOT NULL,                      -- items in flight at once
  tat_us       bigint      NOT NULL DEFAULT 0,            -- GCRA's theoretical arrival time of the next permit, microseconds since 1970
  next_due     timestamptz NOT NULL DEFAULT 'infinity',   -- when a claim should look here next
  paused_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0);

CREATE INDEX work_lane_next_due ON work_lane (next_due);

CREATE TABLE work_item (
  key         text        PRIMARY KEY,                    -- of finished items too, until they are purged
  item_id     bigint GENERATED ALWAYS AS IDENTITY,        -- the order of enqueueing; every index costs at every change, so this has none
  lane_id     bigint      NOT NULL,
  grp         text,
  state       smallint    NOT NULL,                       -- 0 ready, 1 leased, 2 held behind its group, 3 done, 4 failed, 5 cancelled
  attempt     int         NOT NULL,
  fence       bigint      NOT NULL,                       -- grows when a lease begins and when it ends, so that it alone tells whether a lease holds
  due_at      timestamptz NOT NULL,
  owner       text,
  lease_until timestamptz,
  payload     bytea,
  reason      text,
  finished_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

-- What a claim reads: the first few due items of a lane.
CREATE INDEX work_item_ready ON work_item (lane_id, due_at, item_id) WHERE state = 0;
-- How many are in flight in a lane; and, read as a whole since it is short, whose lease ran out.
CREATE INDEX work_item_leased ON work_item (lane_id, lease_until) WHERE state = 1;
-- Whether a group is busy, and which of its items is next.
CREATE INDEX work_item_group ON work_item (lane_id, grp, state, item_id) WHERE grp IS NOT NULL AND state <= 2;
CREATE INDEX work_item_finished ON work_item (finished_at) WHERE state >= 3;
