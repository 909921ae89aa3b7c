-- Commands whose producers know that the account's daily quota holds them.
create table quota_notice (
  key     text        primary key,
  told_at timestamptz not null default now()
);
create index quota_notice_told on quota_notice (told_at);
