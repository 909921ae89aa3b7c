-- Which form of a number WhatsApp knows, for the numbers of Brazil, Mexico and Argentina that have two. Holds only what WhatsApp said.
create table number_variant (
  number     text primary key,                    -- the shorter form, digits only
  wa_id      text not null,                       -- the form to send to
  learned_at timestamptz not null default now()
);
