-- What is known of each sending of a mail, beside its state.

alter table mails
  -- Why it was not sent: SMTP's answer (e.g. '550 5.1.1'), or a code of the house. Never the server's own words, which may name people.
  add reason        text check (length(reason) <= 40),
  -- Sendings whose text was handed over and whose answer never came (RFC 1047): the reader may have the mail more than once.
  add lost_answers  integer not null default 0,
  -- Sendings during which the process died.
  add lost_senders  integer not null default 0;
