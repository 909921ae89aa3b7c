-- Results that are decided and not yet on the topic, in the order in which they were decided.
create table outbox (
  outbox_id bigint generated always as identity primary key,
  key       text  not null,
  value     bytea not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
