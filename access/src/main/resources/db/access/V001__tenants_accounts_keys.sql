create table tenant (
  tenant_id  bigint generated always as identity primary key,
  name       text        not null,
  created_at timestamptz not null default now()
);

-- Secrets (token, app secret, verify token) are sealed with AES-GCM under the master key.
create table account (
  account_id      bigint generated always as identity primary key,
  tenant_id       bigint      not null references tenant,
  kind            text        not null check (kind in ('simulator', 'cloud-api')),
  phone           text        not null,
  base_url        text        not null,
  api_version     text        not null,
  phone_number_id text        not null unique,
  secrets         bytea       not null,
  enabled         boolean     not null default true,
  created_at      timestamptz not null default now()
);

-- Of a key only its SHA-256 is kept: it has 256 random bits, so a slow hash would gain nothing.
create table api_key (
  api_key_id bigint generated always as identity primary key,
  tenant_id  bigint      not null references tenant,
  account_id bigint      not null references account,
  key_hash   bytea       not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);

-- The secret is sealed and not hashed: it is also the key that webhooks are encrypted with.
create table client (
  client_id  text        primary key,
  tenant_id  bigint      not null references tenant,
  secret     bytea       not null,
  created_at timestamptz not null default now()
);
