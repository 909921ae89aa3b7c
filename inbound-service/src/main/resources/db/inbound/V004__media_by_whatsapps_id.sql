-- For who has WhatsApp's id of a file, as webhooks name it.
create index message_media on message (media_id) where media_id is not null;
