-- A tenant that is disabled: its keys and clients open nothing, its accounts neither send nor receive.
alter table tenant add column enabled boolean not null default true;

-- Whether an account can be used depends on its tenant.
create trigger tenant_changed after update on tenant
  for each statement execute function note_account_change();
