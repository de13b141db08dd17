-- How long data is kept (packages/domain/src/retention.ts), and what is forgotten of a person.

-- Whose name and addresses were erased. It names nobody, and is what is gone through again after a database was restored.
create table erasures (
  partner_id   text not null,
  user_id      text not null,
  contract_id  text not null,
  at           timestamptz not null,
  actor        text not null,
  reason       text not null check (char_length(reason) between 1 and 500),
  primary key (partner_id, user_id),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
call isolate('erasures', 'contract_id');
grant select on erasures to saihan_operations, saihan_worker;
grant select, insert on erasures to saihan_doorkeeper;

create index mails_age on mails using brin (created_at);

grant update (name, login_id, mail_address, password_hash, totp_state, totp_secret, language) on users to saihan_doorkeeper;
grant update (address, former_address, facts) on mails to saihan_doorkeeper;
grant select, update (input) on orders to saihan_doorkeeper;
grant select, update (reviewed) on terminations to saihan_doorkeeper;
grant select, delete on known_devices, sessions, recovery_codes, sign_in_tickets, feed_addresses, notice_settings, password_links, address_marks,
  webhook_deliveries, bulks, sss_tokens, drift_comparisons, usage_parked, idempotency_keys to saihan_doorkeeper;
grant select (partner_id, id), select (revoked_at) on api_keys to saihan_doorkeeper;
grant insert (partner_id, contract_id, at, actor, action, target, outcome, after, reason) on audit_entries to saihan_doorkeeper;
create policy doorkeeper on idempotency_keys to saihan_doorkeeper using (true);

-- Forgets a person who has left: name, login id, mail address, where they signed in from, what was mailed where. Ids, orders, books and the audit stay,
-- which say by id who did what. False: there is no such person, somebody has done it, or they have not left yet.
create function erase_person(partner text, person text, at timestamptz, why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  who public.users;
begin
  select * into who from public.users u
   where u.partner_id = partner and u.id = person and u.state in ('deleted', 'failed') for update;
  if who.id is null or exists (select from public.erasures e where e.partner_id = partner and e.user_id = person) then
    return false;
  end if;
  -- The contract and its card in the search's index follow by their triggers.
  update public.users u set name = null, login_id = 'erased-' || u.id, mail_address = 'erased-' || u.id || '@erased.invalid', password_hash = null,
         totp_state = 'off', totp_secret = null, language = null
   where u.partner_id = partner and u.id = person;
  update public.mails m set address = null, former_address = null, facts = '{}' where m.partner_id = partner and m.user_id = person;
  update public.orders o set input = o.input - '{name,mailAddress,loginId}'::text[]
   where o.partner_id = partner and o.subject_id = person and o.input ?| '{name,mailAddress,loginId}'::text[];
  update public.terminations t set reviewed = '{}'
   where t.partner_id = partner and t.contract_id = who.contract_id
     and (strpos(t.reviewed::text, who.mail_address) > 0 or strpos(t.reviewed::text, who.login_id) > 0);
  delete from public.address_marks k where k.partner_id = partner and k.address = lower(who.mail_address);
  delete from public.idempotency_keys k
   where k.partner_id = partner and (strpos(k.body, who.mail_address) > 0 or strpos(k.body, who.login_id) > 0);
  delete from public.sessions x where x.partner_id = partner and x.user_id = person;
  delete from public.known_devices x where x.partner_id = partner and x.user_id = person;
  delete from public.recovery_codes x where x.partner_id = partner and x.user_id = person;
  delete from public.sign_in_tickets x where x.partner_id = partner and x.user_id = person;
  delete from public.feed_addresses x where x.partner_id = partner and x.user_id = person;
  delete from public.notice_settings x where x.partner_id = partner and x.user_id = person;
  delete from public.password_links x where x.partner_id = partner and x.user_id = person;
  delete from public.sss_tokens x where x.partner_id = partner and x.user_id = person;
  insert into public.erasures (partner_id, user_id, contract_id, at, actor, reason)
  values (partner, person, who.contract_id, erase_person.at, coalesce(nullif(current_setting('app.actor', true), ''), 'retention'), why);
  insert into public.audit_entries (partner_id, contract_id, at, actor, action, target, outcome, after, reason)
  values (partner, who.contract_id, erase_person.at, coalesce(nullif(current_setting('app.actor', true), ''), 'retention'), 'user.erase', person, 'done',
          '{"state": "erased"}', why);
  return true;
end
$$;

-- Carries a rule out for what is older than `before`, `most` pieces at most. Returns how many; fewer than `most` means that nothing is left.
create function apply_retention(rule text, before timestamptz, at timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  gone integer := 0;
  one record;
begin
  case rule
    when 'mail-addresses' then
      update public.mails m set address = null, former_address = null, facts = '{}'
        from (select o.partner_id, o.id from public.mails o
               where o.created_at < before and o.state in ('sent', 'refused', 'unknown')
                 and (o.address is not null or o.former_address is not null or o.facts <> '{}') limit most for update skip locked) old
       where m.partner_id = old.partner_id and m.id = old.id;
    when 'people-gone' then
      for one in
        select u.partner_id, u.id from public.users u
         where u.state in ('deleted', 'failed') and coalesce(u.ended_at, u.created_at) < before
           and not exists (select from public.erasures e where e.partner_id = u.partner_id and e.user_id = u.id)
         order by 1, 2 limit most
      loop
        gone := gone + public.erase_person(one.partner_id, one.id, at, 'RETENTION')::int;
      end loop;
      return gone;
    when 'order-inputs' then
      update public.orders o set input = o.input - '{name,mailAddress,loginId}'::text[]
        from (select x.partner_id, x.id from public.orders x
               where x.ended_at < before and x.kind like 'user.%' and x.input ?| '{name,mailAddress,loginId}'::text[]
               limit most for update skip locked) old
       where o.partner_id = old.partner_id and o.id = old.id;
    when 'bulk-files' then
      delete from public.bulks b using (
        select x.partner_id, x.id from public.bulks x
         where x.state <> 'applying' and coalesce(x.finished_at, x.created_at) < before limit most) old
       where b.partner_id = old.partner_id and b.id = old.id;
    when 'webhook-deliveries' then
      delete from public.webhook_deliveries d using (
        select x.partner_id, x.endpoint_id, x.id from public.webhook_deliveries x where x.at < before limit most) old
       where d.partner_id = old.partner_id and d.endpoint_id = old.endpoint_id and d.id = old.id;
    when 'sss-tokens' then
      delete from public.sss_tokens t using (
        select x.partner_id, x.token_hash from public.sss_tokens x where x.expires_at < before limit most) old
       where t.partner_id = old.partner_id and t.token_hash = old.token_hash;
    when 'comparisons' then
      delete from public.drift_comparisons c where c.id in (select x.id from public.drift_comparisons x where x.ended_at < before limit most);
    when 'parked-usage' then
      delete from public.usage_parked p where p.no in (select x.no from public.usage_parked x where x.settled_at < before limit most);
    else
      raise exception using errcode = 'SA001', message = 'RETENTION_RULE', detail = format('nothing is known of the rule %s', rule);
  end case;
  get diagnostics gone = row_count;
  return gone;
end
$$;

-- Months of usage that lie in partitions, and whether every partner's month is closed, so that the documents made of it stand for ever.
create function usage_months() returns table (month date, closed boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.month,
         not exists (select from public.partner_months p where p.month = m.month and p.state <> 'closed')
         and not exists (select from public.usage_records u where u.month = m.month
                            and not exists (select from public.partner_months p where p.partner_id = u.partner_id and p.month = m.month and p.state = 'closed'))
    from (select to_date(substr(c.relname, 15), 'YYYY_MM') as month
            from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'public.usage_records'::regclass) m
   order by 1
$$;

-- Drops the usage of a month. Conditions: USAGE_MONTH_CLOSED.
create function drop_usage_month(month date) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from public.usage_months() m where m.month = drop_usage_month.month and m.closed) then
    raise exception using errcode = 'SA001', message = 'USAGE_MONTH_CLOSED', detail = format('the usage of %s is still needed', month);
  end if;
  execute format('drop table public.usage_records_%s', to_char(month, 'YYYY_MM'));
end
$$;

grant create on schema public to saihan_doorkeeper;
alter function erase_person owner to saihan_doorkeeper;
alter function apply_retention owner to saihan_doorkeeper;
alter function usage_months owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function erase_person, apply_retention, usage_months, drop_usage_month from public;
grant execute on function erase_person to saihan_worker, saihan_operations;
grant execute on function apply_retention, usage_months, drop_usage_month to saihan_worker;
grant execute on function make_usage_month to saihan_worker;
