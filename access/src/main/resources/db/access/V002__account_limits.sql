-- What an account may do; null follows the sender's settings. An account without a row follows them in everything.
create table account_limits (
  account_id                bigint primary key references account,
  messages_per_second       double precision,
  burst                     int,
  recipient_interval_millis bigint,
  recipient_burst           int,
  daily_quota               int,
  time_zone                 text,
  gap_min_millis            bigint,
  gap_max_millis            bigint,
  warm_up_start             date,
  warm_up_first             int,
  warm_up_factor            double precision,
  contact_checks_per_minute int,
  max_in_flight             int,
  changed_at                timestamptz not null
);
