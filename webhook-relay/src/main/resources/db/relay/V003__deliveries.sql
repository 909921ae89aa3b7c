alter table subscription
  add column retention_hours int     not null default 168,
  add column when_off        text    not null default 'keep',
  add column failing_since   timestamptz,                   -- the first failure after the last success
  add column disabled_at     timestamptz,
  add column disabled_reason text,
  add column disabled_told   boolean not null default true; -- whether webhook.disabled is published

create index subscription_untold on subscription (disabled_at) where not disabled_told;

alter table attempt add column address text; -- that was connected to
