-- Paces of groups, gaps that differ, a quota for the day, a pace that is cut for a while.

ALTER TABLE work_lane
  ADD COLUMN jitter_us           bigint      NOT NULL DEFAULT 0,           -- how much longer than the pace a gap may be
  ADD COLUMN group_pace_us       bigint      NOT NULL DEFAULT 0,           -- of each group, 0: no pace
  ADD COLUMN group_burst         int         NOT NULL DEFAULT 1,
  ADD COLUMN groups_paused_until timestamptz NOT NULL DEFAULT '-infinity', -- no group is paused longer than this
  ADD COLUMN quota               int,
  ADD COLUMN quota_zone          text,
  ADD COLUMN quota_until         timestamptz,                              -- the midnight that ends the day of quota_used
  ADD COLUMN quota_used          int         NOT NULL DEFAULT 0,
  ADD COLUMN cut_share           float8      NOT NULL DEFAULT 1,           -- of the pace, right after the last cut
  ADD COLUMN cut_at              timestamptz,
  ADD COLUMN cut_until           timestamptz,                              -- when the whole pace is in force again
  ADD COLUMN cut_tat_us          bigint      NOT NULL DEFAULT 0;           -- as tat_us, of the pace that was cut

-- The groups that have not rested; a group without a row has.
CREATE TABLE work_group (
  lane_id      bigint      NOT NULL,
  grp          text        NOT NULL,
  tat_us       bigint      NOT NULL DEFAULT 0,
  paused_until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (lane_id, grp)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);

-- The lane's quota_until when the item was leased: the day whose quota it used.
ALTER TABLE work_item ADD COLUMN quota_until timestamptz;
