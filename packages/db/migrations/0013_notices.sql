-- Notices (お知らせ, 故障, メンテナンス), who wants to hear of what, and what became of each mail. The rule of who is written to is
-- recipientsOf in packages/domain/src/notices.

-- A person's own choice, before the contract's language.
alter table users add language text check (language in ('ja', 'en'));

-- One user's choices; no row: everything on.
create table notice_settings (
  partner_id    text not null,
  contract_id   text not null,
  user_id       text not null,
  choices       jsonb not null,
  changed_by    text not null,
  changed_at    timestamptz not null,
  primary key (partner_id, user_id),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);

-- Categories that a parent keeps from all of its children.
create table notice_suppressions (
  partner_id    text primary key,
  categories    jsonb not null,
  changed_by    text not null,
  changed_at    timestamptz not null,
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- 契約担当者: whom the partner named when it signed up; terms and charges are told to this address.
create table sign_up_contacts (
  partner_id     text primary key,
  mail_address   text not null,
  name           text,
  recorded_by    text not null,
  recorded_at    timestamptz not null,
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);

-- Addresses (lower case) that mail does not reach, or whose owner has complained.
create table address_marks (
  partner_id   text not null,
  address      text not null,
  mark         text not null check (mark in ('bounced', 'complained')),
  mail_id      uuid not null,
  noted_at     timestamptz not null,
  primary key (partner_id, address)
);

-- A notice is the provider's and belongs to no partner; whom it concerns stands in notice_contracts.
create table notices (
  id           uuid primary key,
  category     text not null check (category in ('news', 'incident', 'maintenance', 'terms')),
  title        jsonb not null,
  scope        jsonb not null,
  written_by   text not null,
  written_at   timestamptz not null
);
create table notice_updates (
  notice_id    uuid not null references notices (id),
  seq          integer not null,
  state        text not null check (state in ('said', 'emerging', 'confirmed', 'resolved', 'scheduled', 'in-progress', 'done', 'cancelled')),
  content      jsonb not null,
  written_by   text not null,
  written_at   timestamptz not null,
  primary key (notice_id, seq)
);
create table notice_contracts (
  partner_id    text not null,
  contract_id   text not null,
  notice_id     uuid not null,
  tenants       jsonb not null,
  -- The first update that was told to it.
  since         integer not null,
  primary key (partner_id, notice_id, contract_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create index mails_of_notice on mails (partner_id, notice_id) where notice_id is not null;

call isolate('notice_settings', 'contract_id');
-- A child's users must know what is kept from them, and only users of the parent keep something.
call isolate('notice_suppressions', seen => 'true');
create policy set_insert on notice_suppressions as restrictive for insert to saihan_api
  with check (current_setting('app.contract_id', true) = partner_id);
create policy set_update on notice_suppressions as restrictive for update to saihan_api
  using (current_setting('app.contract_id', true) = partner_id);
call isolate('sign_up_contacts');
call isolate('address_marks');
call isolate('notice_contracts', 'contract_id');
-- What a notice says is for those whom it concerns, and for the provider's staff.
do $$
declare
  tab text;
  notice text;
begin
  foreach tab in array array['notices', 'notice_updates'] loop
    notice := case tab when 'notices' then 'notices.id' else 'notice_updates.notice_id' end;
    execute format('alter table %I enable row level security', tab);
    execute format('alter table %I force row level security', tab);
    execute format($sql$create policy api on %I for select to saihan_api using (
      current_setting('app.actor', true) like 'operator:%%'
      or exists (select from notice_contracts c where c.partner_id = current_setting('app.partner_id', true) and c.notice_id = %s))$sql$, tab, notice);
    execute format($sql$create policy staff on %I for insert to saihan_api with check (current_setting('app.actor', true) like 'operator:%%')$sql$, tab);
    execute format('create policy worker on %I for select to saihan_worker using (true)', tab);
    execute format('create policy operations on %I for select to saihan_operations using (true)', tab);
    execute format('create policy doorkeeper on %I for select to saihan_doorkeeper using (true)', tab);
  end loop;
end
$$;
create policy doorkeeper_publishes on outbox for insert to saihan_doorkeeper with check (true);

grant select, insert on notice_settings, notice_suppressions, sign_up_contacts, notices, notice_updates to saihan_api;
grant update (choices, changed_by, changed_at) on notice_settings to saihan_api;
grant update (categories, changed_by, changed_at) on notice_suppressions to saihan_api;
grant update (mail_address, name, recorded_by, recorded_at) on sign_up_contacts to saihan_api;
grant update (language) on users to saihan_api;
grant select on address_marks, notice_contracts to saihan_api;
grant select on notice_settings, notice_suppressions, sign_up_contacts, address_marks, notices, notice_updates, notice_contracts to saihan_worker;
grant select on notice_settings, notice_suppressions, sign_up_contacts, address_marks, notices, notice_updates, notice_contracts to saihan_operations;
grant select on tenants, subscriptions, mails, notices to saihan_doorkeeper;
grant select, insert, update on address_marks, notice_contracts to saihan_doorkeeper;
grant insert on outbox to saihan_doorkeeper;
grant update (delivery, delivery_at) on mails to saihan_doorkeeper;
create index notice_contracts_notice on notice_contracts (notice_id);
grant create on schema public to saihan_doorkeeper;

-- Which contracts a notice concerns, with those of their tenants that it concerns. For the provider's staff alone: it goes over all partners.
-- scope: audience (named, parents, children, everybody), and lists: contracts, tenants, menus, regions. Menus and regions narrow each other.
create function reach_of_notice(scope jsonb) returns table (partner_id text, contract_id text, tenants jsonb)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with hit as (
    select t.partner_id, t.contract_id, t.id
      from public.tenants t
     where t.state not in ('deleted', 'failed')
       and (scope -> 'tenants' ? t.id
            or scope -> 'contracts' ? t.contract_id
            or scope ->> 'audience' = 'everybody'
            or scope ->> 'audience' = 'parents' and t.contract_id = t.partner_id
            or scope ->> 'audience' = 'children' and t.contract_id <> t.partner_id
            or (scope -> 'menus' <> '[]' or scope -> 'regions' <> '[]')
               and (scope -> 'regions' = '[]' or scope -> 'regions' ? t.region)
               and (scope -> 'menus' = '[]' or exists (
                     select from public.subscriptions s
                      where s.partner_id = t.partner_id and s.contract_id = t.contract_id and s.tenant_id = t.id
                        and s.state not in ('ended', 'failed') and scope -> 'menus' ? s.menu)))
  )
  select c.partner_id, c.id, coalesce(jsonb_agg(h.id order by h.id) filter (where h.id is not null), '[]')
    from public.contracts c left join hit h on h.partner_id = c.partner_id and h.contract_id = c.id
   where current_setting('app.actor', true) like 'operator:%' and c.state not in ('terminated', 'failed')
     and (h.id is not null or scope -> 'contracts' ? c.id or scope ->> 'audience' = 'everybody'
          or scope ->> 'audience' = 'parents' and c.kind = 'parent' or scope ->> 'audience' = 'children' and c.kind = 'child')
   group by c.partner_id, c.id
$$;
alter function reach_of_notice owner to saihan_doorkeeper;

-- Writes down whom an update concerns (who heard of the notice before hears of its end too), and one piece of work for each partner.
create function publish_update(notice uuid, update_seq integer, work_queue text, work_name text, at timestamptz)
returns table (partners bigint, contracts bigint)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with reached as (
    insert into public.notice_contracts as nc (partner_id, contract_id, notice_id, tenants, since)
    select r.partner_id, r.contract_id, notice, r.tenants, update_seq
      from public.notices n cross join lateral public.reach_of_notice(n.scope) r where n.id = notice
    on conflict (partner_id, notice_id, contract_id) do update
       set tenants = (select coalesce(jsonb_agg(distinct x), '[]') from jsonb_array_elements(nc.tenants || excluded.tenants) x)
    returning nc.partner_id, nc.contract_id
  ), concerned as (
    select partner_id, contract_id from reached
    union
    select partner_id, contract_id from public.notice_contracts where notice_id = notice and current_setting('app.actor', true) like 'operator:%'
  ), work as (
    insert into public.outbox (partner_id, queue, name, payload, created_at, available_at)
    select distinct partner_id, work_queue, work_name, jsonb_build_object('noticeId', notice, 'seq', update_seq), at, at from concerned
  )
  select count(distinct partner_id), count(*) from concerned
$$;
alter function publish_update owner to saihan_doorkeeper;

-- What a relay has reported of a mail. A bounce or a complaint marks the address for that partner.
create function report_mail(mail uuid, outcome text, at timestamptz) returns table (partner_id text, contract_id text, id uuid)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with told as (
    update public.mails m set delivery = outcome, delivery_at = at
     where m.id = mail and current_setting('app.actor', true) like 'operator:%' and m.address is not null
    returning m.partner_id, m.contract_id, m.id, lower(m.address) as address
  ), marked as (
    insert into public.address_marks (partner_id, address, mark, mail_id, noted_at)
    select t.partner_id, t.address, outcome, t.id, at from told t where outcome in ('bounced', 'complained')
    on conflict on constraint address_marks_pkey do update set mark = excluded.mark, mail_id = excluded.mail_id, noted_at = excluded.noted_at
  )
  select t.partner_id, t.contract_id, t.id from told t
$$;
alter function report_mail owner to saihan_doorkeeper;

revoke create on schema public from saihan_doorkeeper;
revoke execute on function reach_of_notice, publish_update, report_mail from public;
grant execute on function reach_of_notice, publish_update, report_mail to saihan_api;
