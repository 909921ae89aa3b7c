-- How the sessions of linked devices stood when WhatsApp last said something of them.
create table session (
  account_id bigint      primary key,
  state      text        not null,
  changed_at timestamptz not null,
  down_since timestamptz
);
