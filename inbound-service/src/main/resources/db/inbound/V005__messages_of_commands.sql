-- A command's id may be used again for somebody else once the sender has forgotten it: it tells a message from the others
-- of its chat. WhatsApp's id tells it from all of its account.
create unique index message_key on message (account_id, key, (case when key like 'c:%' then chat_id else 0 end));
