-- Longer than the test gives other statements.
select pg_sleep(4);
