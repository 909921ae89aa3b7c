-- One message to many recipients, fed into the work queue one after the other.
create table bulk_job (
  job_id          uuid        primary key,
  account_id      bigint      not null,
  idempotency_key text,
  message         text        not null,
  gap_millis      bigint      not null,
  state           text        not null default 'feeding' check (state in ('feeding', 'fed', 'done')),
  cancelled       boolean     not null default false,
  fed             int         not null default 0,     -- recipients up to this one are commands
  begun           boolean     not null default true,  -- whether the last of them has been tried, so that the gap runs
  look_at         timestamptz not null default now(),
  created_at      timestamptz not null default now(),
  unique (account_id, idempotency_key)
);
create index bulk_job_look on bulk_job (look_at) where state <> 'done';
create index bulk_job_created on bulk_job (created_at);

create table bulk_recipient (
  job_id    uuid not null references bulk_job on delete cascade,
  n         int  not null,
  recipient text not null,
  status    text not null, -- waiting: not a command yet; queued: a command; then how that ended
  code      text,          -- why it was not sent
  primary key (job_id, n)
);
