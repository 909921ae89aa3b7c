-- A read mark names a message and no chat: until that message comes it is of chat 0, which there is not.

-- Who writes messages has locked their chats; so none does while the table is.
lock table chat in exclusive mode;

update message set chat_id = 0
where type is null and read_mark and edited_at is null and not revoked;
