create table subscription (
  subscription_id text primary key,
  tenant_id       bigint      not null,
  account_id      bigint      not null,
  url             text        not null,
  events          text[]      not null,
  secret          bytea       not null, -- sealed under the master key
  active          boolean     not null default true,
  created_at      timestamptz not null default now()
);

create index subscription_account on subscription (account_id);

-- One row for each POST that was tried, for people who ask what happened to an event.
create table attempt (
  attempt_id      bigint generated always as identity primary key,
  event_id        text        not null,
  subscription_id text        not null,
  number          int         not null,
  at              timestamptz not null,
  took_ms         int         not null,
  status          int,
  error           text,
  answer          text,
  next_attempt_at timestamptz
);

create index attempt_event on attempt (event_id);
create index attempt_subscription on attempt (subscription_id, at);
