-- How a partner leaves: asked for and approved by two of the provider's staff, access ends at once, the books are closed, the partner's data is handed out, and
-- after a time what no law keeps is erased (packages/domain/src/offboarding.ts, reliability.md S-32).

create table offboardings (
  partner_id    text not null,
  reason        text not null check (char_length(reason) between 1 and 500),
  asked_by      text not null,
  asked_at      timestamptz not null,
  approved_by   text,
  -- From here on nobody of the partner is served.
  approved_at   timestamptz,
  -- Every month is closed, the one in which access ended included.
  closed_at     timestamptz,
  exported_by   text,
  exported_at   timestamptz,
  -- Of the manifest of what was handed out.
  exported_sha256 text,
  erase_at      timestamptz,
  erased_at     timestamptz,
  primary key (partner_id),
  foreign key (partner_id, partner_id) references contracts (partner_id, id),
  -- Nobody ends a partner alone.
  check (approved_by <> asked_by),
  check ((approved_by is null) = (approved_at is null)),
  check (closed_at is null or approved_at is not null),
  check ((exported_at is null) = (erase_at is null)),
  check (exported_at is null or closed_at is not null),
  check (erased_at is null or erase_at is not null)
);
call isolate('offboardings');
call write_by_staff('offboardings');
-- What the staff is about to do is not the partner's to read.
create policy staff_only on offboardings as restrictive for select to saihan_api using (current_setting('app.actor', true) like 'operator:%');
create policy withdrawn on offboardings as restrictive for delete to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and approved_at is null);
grant select, delete on offboardings to saihan_api;
grant insert (partner_id, reason, asked_by, asked_at), update (approved_by, approved_at) on offboardings to saihan_api;
grant select on offboardings to saihan_worker, saihan_operations;
grant update (exported_by, exported_at, exported_sha256, erase_at) on offboardings to saihan_operations;
grant select, update on offboardings to saihan_doorkeeper;

grant update (state, ended_at, customer_name, customer_name_folded, customer_number, labels) on contracts to saihan_doorkeeper;
grant update (state, ended_at) on users to saihan_doorkeeper;
grant update (revoked_at, name) on api_keys to saihan_doorkeeper;
grant update (state, disabled_cause, turn, pending, failures, failing_since, next_at) on webhook_endpoints to saihan_doorkeeper;
grant select, delete on webhook_endpoints, events, drift_reports, end_user_names, sign_up_contacts, disclosures, approval_requests, contract_group_rules, outbox
  to saihan_doorkeeper;
grant select, update (name, description) on tenants, workspaces to saihan_doorkeeper;
grant select, update (name) on subscriptions, contract_groups to saihan_doorkeeper;
grant select, update (subject) on tickets to saihan_doorkeeper;
grant select, update (text) on ticket_messages to saihan_doorkeeper;
grant select, update (customer_name, contact_name, contact_address, note) on referrals to saihan_doorkeeper;

-- Ends what anybody of the partner could still use. Conditions: OFFBOARDING_APPROVED.
create function end_partner_access(partner text, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.must(exists (select from public.offboardings o where o.partner_id = partner and o.approved_at is not null and o.erased_at is null), 'OFFBOARDING_APPROVED');
  update public.contracts c set state = 'terminated', ended_at = at where c.partner_id = partner and c.kind = 'parent' and c.state <> 'terminated';
  update public.users u set state = 'deleted', ended_at = coalesce(u.ended_at, at), password_hash = null, totp_state = 'off', totp_secret = null
   where u.partner_id = partner and u.state not in ('deleted', 'failed');
  update public.api_keys k set revoked_at = at where k.partner_id = partner and k.revoked_at is null;
  delete from public.sessions s where s.partner_id = partner;
  delete from public.sss_tokens t where t.partner_id = partner;
  delete from public.sign_in_tickets t where t.partner_id = partner;
  delete from public.password_links l where l.partner_id = partner;
  delete from public.feed_addresses f where f.partner_id = partner;
  -- A delivery that is under way finds a newer turn and ends.
  update public.webhook_endpoints w set state = 'disabled', disabled_cause = 'GONE', turn = w.turn + 1, pending = false, failures = 0, failing_since = null, next_at = null
   where w.partner_id = partner;
end
$$;

-- Partners on their way out, with what the next step needs to know. unclosed: months that are not closed yet, up to the one in which access ended.
create function offboardings_under_way() returns table (partner_id text, approved_at timestamptz, closed_at timestamptz, exported_at timestamptz, erase_at timestamptz, unclosed integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.partner_id, o.approved_at, o.closed_at, o.exported_at, o.erase_at,
         (select count(*)::integer
            from generate_series(date_trunc('month', c.started_at at time zone 'UTC'), date_trunc('month', o.approved_at at time zone 'UTC'), interval '1 month') as m
           where not exists (select from public.partner_months p where p.partner_id = o.partner_id and p.month = m::date and p.state = 'closed'))
    from public.offboardings o join public.contracts c on c.partner_id = o.partner_id and c.id = o.partner_id
   where o.approved_at is not null and o.erased_at is null
   order by o.partner_id
$$;

create function note_offboarding_closed(partner text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.offboardings o set closed_at = note_offboarding_closed.at where o.partner_id = partner and o.approved_at is not null and o.closed_at is null
$$;

-- Erases what no law keeps. What stays: ids, states and instants, statements and lines, documents and their files, commission, the names and addresses that invoices
-- were issued to, usage, the audit. Conditions: OFFBOARDING_ERASABLE.
create function erase_partner(partner text, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.must(exists (select from public.offboardings o where o.partner_id = partner and o.erase_at <= at and o.erased_at is null), 'OFFBOARDING_ERASABLE');
  perform public.erase_person(u.partner_id, u.id, at, 'PARTNER_LEFT') from public.users u where u.partner_id = partner;
  update public.contracts c set customer_name = 'erased', customer_name_folded = 'erased', customer_number = c.id, labels = '{}' where c.partner_id = partner;
  update public.tenants t set name = 'erased-' || t.id, description = '' where t.partner_id = partner;
  update public.workspaces w set name = 'erased-' || w.id, description = '' where w.partner_id = partner;
  update public.subscriptions s set name = 'erased' where s.partner_id = partner;
  delete from public.contract_group_rules r where r.partner_id = partner;
  update public.contract_groups g set name = 'erased-' || g.id where g.partner_id = partner;
  update public.api_keys k set name = 'erased' where k.partner_id = partner;
  update public.orders o set input = o.input - '{name,mailAddress,loginId,customerName,customerNumber,labels,description}'::text[] where o.partner_id = partner;
  update public.mails m set address = null, former_address = null, facts = '{}' where m.partner_id = partner;
  update public.terminations t set reviewed = '{}' where t.partner_id = partner;
  update public.tickets t set subject = 'erased' where t.partner_id = partner;
  update public.ticket_messages m set text = 'erased' where m.partner_id = partner and m.text is not null;
  update public.referrals r set customer_name = 'erased', contact_name = 'erased', contact_address = 'erased@erased.invalid', note = '' where r.partner_id = partner;
  delete from public.approval_requests a where a.partner_id = partner;
  delete from public.disclosures d where d.partner_id = partner;
  delete from public.end_user_names n where n.partner_id = partner;
  delete from public.sign_up_contacts s where s.partner_id = partner;
  delete from public.address_marks m where m.partner_id = partner;
  delete from public.webhook_endpoints w where w.partner_id = partner;
  delete from public.events e where e.partner_id = partner;
  delete from public.idempotency_keys k where k.partner_id = partner;
  delete from public.bulks b where b.partner_id = partner;
  delete from public.drift_reports d where d.partner_id = partner;
  delete from public.known_devices d where d.partner_id = partner;
  delete from public.outbox o where o.partner_id = partner and o.done_at is not null;
  update public.offboardings o set erased_at = at where o.partner_id = partner;
  insert into public.audit_entries (partner_id, contract_id, at, actor, action, target, outcome, after)
  values (partner, partner, erase_partner.at, coalesce(nullif(current_setting('app.actor', true), ''), 'retention'), 'partner.erase', partner, 'done', '{"state": "erased"}');
end
$$;

grant create on schema public to saihan_doorkeeper;
alter function end_partner_access owner to saihan_doorkeeper;
alter function offboardings_under_way owner to saihan_doorkeeper;
alter function note_offboarding_closed owner to saihan_doorkeeper;
alter function erase_partner owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function end_partner_access, offboardings_under_way, note_offboarding_closed, erase_partner from public;
grant execute on function end_partner_access to saihan_api;
grant execute on function offboardings_under_way, note_offboarding_closed, erase_partner to saihan_worker;
