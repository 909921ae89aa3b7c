-- What tells keys and clients apart for people. The hint is a key's first 8 characters, "chq_" and 4 of its 64 random ones.
alter table api_key
  add column name text not null default 'unnamed',
  add column hint text;
create index on api_key (account_id);

alter table client
  add column name       text not null default 'unnamed',
  add column revoked_at timestamptz;
