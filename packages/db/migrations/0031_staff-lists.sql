-- Lists of the provider's staff that go over all partners: orders that stand still, and the closes of a month. They show who, what and since when,
-- and of an order none of what it was placed with but when it begins and what it tries again.

create index outbox_aside on outbox (quarantined_at) where quarantined_at is not null and done_at is null;
create index orders_failed on orders (partner_id, ended_at) where state in ('failed', 'expired');

grant select (cutoff_at, closed_at, reviewed_by) on partner_months to saihan_doorkeeper;

-- why: aside, work of it was set aside after it had failed too often; standing, nobody has moved it since `before`; failed, it ended after `since` for a
-- reason that is the house's to mend, and has not been tried again. Those that stand longest come first.
create function stuck_orders(before timestamptz, since timestamptz, codes text[], rows integer) returns table (
  partner_name text, why text, stands_since timestamptz, partner_id text, id uuid, contract_id text, kind text, subject_id text, state text, input jsonb,
  failure jsonb, attempt integer, actor text, accepted_at timestamptz, changed_at timestamptz, deadline_at timestamptz, ended_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with aside as materialized (
    select o.partner_id, coalesce(o.order_id, case when o.payload ->> 'orderId' ~ '^[0-9a-f-]{36}$' then (o.payload ->> 'orderId')::uuid end) as order_id,
           min(o.quarantined_at) as at
      from public.outbox o where o.quarantined_at is not null and o.done_at is null group by 1, 2
  ), found as (
    select o.partner_id, o.id, 'aside' as why, a.at as stands_since
      from aside a join public.orders o on o.partner_id = a.partner_id and o.id = a.order_id
    union all
    select o.partner_id, o.id, 'standing', o.changed_at
      from public.contracts p join public.orders o on o.partner_id = p.id
     where p.kind = 'parent' and o.ended_at is null and o.state in ('received', 'executing', 'compensating', 'cancelling') and o.changed_at < before
       and not exists (select from public.order_waits w where w.partner_id = o.partner_id and w.order_id = o.id)
       and not exists (select from aside a where a.partner_id = o.partner_id and a.order_id = o.id)
    union all
    select o.partner_id, o.id, 'failed', o.ended_at
      from public.contracts p join public.orders o on o.partner_id = p.id
     where p.kind = 'parent' and o.state in ('failed', 'expired') and o.ended_at >= since and o.failure ->> 'code' = any(codes)
       and not exists (select from public.orders r where r.partner_id = o.partner_id and r.input ->> 'retryOf' = o.id::text and r.input ? 'retryOf')
       and not exists (select from aside a where a.partner_id = o.partner_id and a.order_id = o.id)
  )
  select p.customer_name, f.why, f.stands_since, o.partner_id, o.id, o.contract_id, o.kind, o.subject_id, o.state,
         jsonb_strip_nulls(jsonb_build_object('retryOf', o.input -> 'retryOf', 'startAt', o.input -> 'startAt')),
         o.failure, o.attempt, o.actor, o.accepted_at, o.changed_at, o.deadline_at, o.ended_at
    from found f join public.orders o on o.partner_id = f.partner_id and o.id = f.id join public.contracts p on p.partner_id = f.partner_id and p.id = f.partner_id
   where current_setting('app.actor', true) like 'operator:%'
   order by f.stands_since, o.id limit rows
$$;

-- The closes of one month, in the order of their partners' ids.
create function closes_of_month(wanted date, after text, rows integer) returns table (
  partner_id text, partner_name text, month date, state text, cutoff_at timestamptz, closed_at timestamptz, reviewed_by text,
  expected integer, done integer, parked integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.partner_id, p.customer_name, m.month, m.state, m.cutoff_at, m.closed_at, m.reviewed_by, c.expected, c.done, c.parked
    from public.partner_months m join public.contracts p on p.partner_id = m.partner_id and p.id = m.partner_id
   cross join lateral (
     select count(*) filter (where k.state = 'expected')::int as expected, count(*) filter (where k.state = 'done')::int as done,
            count(*) filter (where k.state = 'parked')::int as parked
       from public.close_contracts k where k.partner_id = m.partner_id and k.month = m.month) c
   where m.month = wanted and m.partner_id > after and current_setting('app.actor', true) like 'operator:%'
   order by m.partner_id limit rows
$$;

-- The months that were begun, the newest first, with what is expected of them and what is there.
create function close_months(rows integer) returns table (month date, partners integer, closed integer, expected integer, done integer, parked integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with months as (
    select m.month, count(*)::int as partners, count(*) filter (where m.state = 'closed')::int as closed from public.partner_months m
     where current_setting('app.actor', true) like 'operator:%' group by m.month order by m.month desc limit rows
  ), counted as (
    select k.month, count(*) filter (where k.state = 'expected')::int as expected, count(*) filter (where k.state = 'done')::int as done,
           count(*) filter (where k.state = 'parked')::int as parked
      from public.close_contracts k where k.month in (select m.month from months m) group by k.month
  )
  select m.month, m.partners, m.closed, coalesce(c.expected, 0), coalesce(c.done, 0), coalesce(c.parked, 0)
    from months m left join counted c using (month) order by m.month desc
$$;

grant create on schema public to saihan_doorkeeper;
alter function stuck_orders owner to saihan_doorkeeper;
alter function closes_of_month owner to saihan_doorkeeper;
alter function close_months owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function stuck_orders, closes_of_month, close_months from public;
grant execute on function stuck_orders, closes_of_month, close_months to saihan_api;
grant select on order_waits to saihan_doorkeeper;

-- The billing staff rate parked contracts again and let a month with exceptions be issued; nobody else of the API's callers may.
call write_by_staff('partner_months');
call write_by_staff('close_contracts');
grant update (state, reviewed_by, reviewed_at) on partner_months to saihan_api;
grant update (state, reason, at) on close_contracts to saihan_api;
