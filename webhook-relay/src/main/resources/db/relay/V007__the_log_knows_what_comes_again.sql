-- Of a day, each delivery is in the log once: what is delivered at once is not in the queue. LogDays gives each new day this index; one over all days would have to have the day in it.
drop index delivery_event;

do $$
declare
  day regclass;
begin
  for day in select inhrelid from pg_inherits where inhparent = 'delivery'::regclass loop
    -- What came again after the queue had forgotten it is not the event's first delivery.
    execute format($sql$
      update %1$s d set replay_id = d.delivery_id::text
      from (
        select event_id, subscription_id, replay_id, min(delivery_id::text)::uuid as first
        from %1$s group by event_id, subscription_id, replay_id having count(*) > 1) twice
      where d.event_id = twice.event_id and d.subscription_id = twice.subscription_id
        and d.replay_id is not distinct from twice.replay_id and d.delivery_id <> twice.first
      $sql$, day);
    execute format('create unique index on %s (event_id, subscription_id, replay_id) nulls not distinct', day);
  end loop;
end
$$;
