-- As it was asked for, to be shown; one of the two. Those that were begun before this have neither.
alter table replay
  add column since timestamptz,
  add column from_event_id text;
