-- What an account may do; null follows the sender's settings. An account without a row follows them in everything.
create table account_limits (
  account_id                bigint primary key references account,
  messages_per_second       double precision check (messages_per_second between 0.001 and 100000),
  burst                     int check (burst between 1 and 100000),
  recipient_interval_millis bigint check (recipient_interval_millis between 0 and 86400000),
  recipient_burst           int check (recipient_burst between 1 and 100000),
  daily_quota               int check (daily_quota >= 0),
  time_zone                 text,
  gap_min_millis            bigint check (gap_min_millis between 1 and 86400000),
  gap_max_millis            bigint check (gap_max_millis between gap_min_millis and 86400000),
  warm_up_start             date check (isfinite(warm_up_start)),
  warm_up_first             int check (warm_up_first >= 1),
  warm_up_factor            double precision check (warm_up_factor between 1 and 1000),
  contact_checks_per_minute int check (contact_checks_per_minute between 1 and 100000),
  max_in_flight             int check (max_in_flight between 1 and 10000),
  changed_at                timestamptz not null,
  check ((gap_min_millis is null) = (gap_max_millis is null)),
  check ((warm_up_start is null) = (warm_up_first is null) and (warm_up_start is null) = (warm_up_factor is null))
);
