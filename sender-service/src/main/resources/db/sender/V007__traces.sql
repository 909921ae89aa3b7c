-- The traceparent that a result goes on under; null if it is in no trace.
alter table outbox add column trace text;
