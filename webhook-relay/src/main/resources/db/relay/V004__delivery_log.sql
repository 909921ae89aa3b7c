-- What became of each delivery, for people who ask: one row, with all its attempts. LogDays makes and drops its partitions, a day each.
create table delivery (
  delivery_id     uuid   primary key, -- version 7 (RFC 9562): in the order of the time when they were made
  event_id        text   not null,
  event_type      text   not null,
  account_id      bigint not null,
  chat_id         text,
  subscription_id text   not null,
  event_partition int    not null,    -- where the event is on whatsapp.events
  event_offset    bigint not null,
  replay_id       text,               -- null for the first delivery of the event
  status          text   not null,    -- pending, delivered, failed
  reason          text,               -- why it failed
  attempts        jsonb  not null     -- [{number, at, tookMs, address, status, answer, error, nextAttemptAt}]
) partition by range (delivery_id);

create index delivery_subscription on delivery (subscription_id, delivery_id);
create index delivery_event on delivery (event_id);
create index delivery_chat on delivery (chat_id, delivery_id) where chat_id is not null;
create index delivery_not_delivered on delivery (subscription_id, status, delivery_id) where status <> 'delivered';

drop table attempt;

-- What is to be delivered again: the events between two places of each partition of whatsapp.events.
create table replay (
  replay_id       text        primary key,
  subscription_id text        not null,
  failed_only     boolean     not null,
  created_at      timestamptz not null,
  next_offsets    bigint[]    not null, -- by partition: what is read next
  end_offsets     bigint[]    not null, -- by partition: where it stops
  events          bigint      not null default 0, -- that were read
  deliveries      bigint      not null default 0, -- that were made
  due_at          timestamptz not null, -- so that each has its turn
  ended_at        timestamptz
);

create index replay_subscription on replay (subscription_id, created_at);
create index replay_running on replay (due_at) where ended_at is null;
