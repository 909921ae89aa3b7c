-- What tokens are signed with, sealed as all secrets are; the latest signs. Its number is the kid of its tokens.
create table signing_key (
  signing_key_id bigint      primary key,
  secret         bytea       not null,
  made_at        timestamptz not null
);

-- Where a client may call from: addresses and networks; none for anywhere.
alter table client
  add column allowed_addresses text[] not null default '{}';

-- Whoever calls with a token names accounts by phone, or has but one.
create index on account (tenant_id);
create index on account (phone);
