-- Which transaction changed an account last: who keeps accounts in memory looks here, and reads none again while this stays.
create table account_change (
  last_by xid8 not null
);

insert into account_change values (pg_current_xact_id());

create function note_account_change() returns trigger language plpgsql as $$
begin
  update access.account_change set last_by = pg_current_xact_id() where last_by <> pg_current_xact_id();
  return null;
end $$;

create trigger account_changed after insert or update or delete or truncate on account
  for each statement execute function note_account_change();
