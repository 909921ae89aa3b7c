-- From here on an instance of the version before can keep nothing; what it has read is left to those of this one.
lock table message in access exclusive mode;
alter table message drop constraint message_account_id_key_key;

-- What such an instance wrote after V003.
update message set chat_id = 0
where type is null and read_mark and edited_at is null and not revoked and chat_id <> 0;
