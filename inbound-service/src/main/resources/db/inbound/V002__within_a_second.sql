-- Within the second that WhatsApp tells, a received message stands at the time of its receipt (docs/decisions/016-easywha.md).

update message
set sent_at = greatest(sent_at, least(received_at, date_trunc('second', sent_at) + interval '999 ms'))
where not outbound and type is not null and received_at > sent_at;

update chat c
set last_at = (select max(m.sent_at) from message m where m.chat_id = c.chat_id and m.type is not null),
    read_at = greatest(read_at, least(read_received_at, date_trunc('second', read_at) + interval '999 ms'))
where last_at is not null;
