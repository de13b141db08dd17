-- What mail servers and mailbox providers report of mails, read from a mailbox (RFC 3464, RFC 5965).

-- A report names the mail and nothing else, not even its partner.
create index mails_by_id on mails (id);

-- addresses: whom the report names, lower case; none where the reporter keeps that back. marks: whether it says that the address itself is no
-- good. A mail has one recipient, so an address is marked only where the report names that one. What says more stays: a complaint over a
-- bounce over a delivery. No row: there is no such mail that went out.
create function take_mail_report(mail uuid, addresses jsonb, outcome text, marks boolean, at timestamptz)
returns table (partner_id text, id uuid, marked boolean)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with named as (
    select m.partner_id, m.id, lower(m.address) as address, m.delivery,
           marks and (jsonb_array_length(addresses) = 0 or addresses ? lower(m.address)) as mark
      from public.mails m where m.id = mail and m.message_id is not null and m.address is not null
  ), told as (
    update public.mails m set delivery = outcome, delivery_at = at
      from named n
     where m.partner_id = n.partner_id and m.id = n.id
       and array_position(array['delivered', 'bounced', 'complained'], outcome) > coalesce(array_position(array['delivered', 'bounced', 'complained'], n.delivery), 0)
  ), marked as (
    insert into public.address_marks (partner_id, address, mark, mail_id, noted_at)
    select n.partner_id, n.address, outcome, n.id, at from named n where n.mark and outcome in ('bounced', 'complained')
    on conflict on constraint address_marks_pkey do update set mark = excluded.mark, mail_id = excluded.mail_id, noted_at = excluded.noted_at
     where address_marks.mark = 'bounced' and excluded.mark = 'complained'
  )
  select n.partner_id, n.id, n.mark from named n
$$;
grant create on schema public to saihan_doorkeeper;
alter function take_mail_report owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function take_mail_report from public;
grant execute on function take_mail_report to saihan_worker;

-- A notice that has no update has been told to nobody: the provider's staff may write it anew or take it away.
create policy draft_rewritten on notices for update to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and not exists (select from notice_updates u where u.notice_id = notices.id));
create policy draft_deleted on notices for delete to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and not exists (select from notice_updates u where u.notice_id = notices.id));
grant update (category, title, scope, written_by, written_at), delete on notices to saihan_api;
