-- Of a day, each delivery is in the log once: what is delivered at once is not in the queue. LogDays gives each new day this index; one over all days would have to have the day in it.
drop index delivery_event;

do $$
declare
  day regclass;
begin
  for day in select inhrelid from pg_inherits where inhparent = 'delivery'::regclass loop
    execute format('create unique index on %s (event_id, subscription_id, replay_id) nulls not distinct', day);
  end loop;
end
$$;
