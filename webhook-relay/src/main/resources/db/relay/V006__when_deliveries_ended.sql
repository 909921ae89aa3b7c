-- Of what did not end when it was made: so that it is still shown for a while.
alter table delivery add column ended_at timestamptz;
create index delivery_ended_later on delivery (ended_at) where ended_at is not null;
-- What has not ended, the oldest first.
create index delivery_pending on delivery (delivery_id) where status = 'pending';
