-- What statuses said of commands that were in flight when they came: the furthest one of each message.
create table status_news (
  key           text        not null,   -- the command's, as in work_item
  message_id    text        not null,
  progress      smallint    not null,   -- 1 sent, 2 failed, 3 delivered, 4 read, 5 played
  provider_code int,
  error         text,
  wa_id         text,
  kept_at       timestamptz not null,
  primary key (key, message_id)
);

create index status_news_kept_at on status_news (kept_at);
