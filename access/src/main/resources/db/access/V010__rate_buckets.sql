-- How many requests an address has left: Bucket4j's state. Each request writes a row, so it is not logged: a crash empties the table and costs no more than a count.
-- No index on expires_at, so that an update needs to touch none.
create unlogged table rate_bucket (
  bucket_id  text   primary key,
  state      bytea,
  expires_at bigint
) with (fillfactor = 50);
