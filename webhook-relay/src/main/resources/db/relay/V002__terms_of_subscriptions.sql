alter table subscription
  add column accounts        bigint[],
  add column encryption      text not null default 'none',
  add column client_id       text,
  add column headers         bytea, -- sealed under the master key
  add column rate_per_second double precision,
  add column ordering        text not null default 'none',
  add column description     text,
  add column old_secrets     bytea; -- sealed under the master key

update subscription set accounts = array[account_id];
alter table subscription alter column accounts set not null;
create index subscription_accounts on subscription using gin (accounts);
