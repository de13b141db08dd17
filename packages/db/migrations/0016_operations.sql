-- What those who operate the house look at: figures over all partners, without a row of any.

create index outbox_set_aside on outbox (quarantined_at) where quarantined_at is not null;

create policy doorkeeper on outbox to saihan_doorkeeper using (true);
grant select (partner_id, id, queue, sent_at, done_at, quarantined_at, created_at, available_at, checked_at) on outbox to saihan_doorkeeper;
grant select (partner_id, kind, state, accepted_at, ended_at, deadline_at) on orders to saihan_doorkeeper;
grant select (partner_id, month, state) on partner_months, close_contracts to saihan_doorkeeper;

grant create on schema public to saihan_doorkeeper;
-- What stands open in the whole house. Each part reads an index that holds nothing but open rows.
create function house_figures(at timestamptz) returns table (what text, labels jsonb, value double precision)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with work as (
    select queue, case when available_at > at then 'later' else 'unsent' end as state, count(*) as n, min(greatest(created_at, available_at)) as since
      from public.outbox where sent_at is null and done_at is null and quarantined_at is null group by 1, 2
    union all
    select queue, 'under_way', count(*), min(greatest(created_at, available_at))
      from public.outbox where sent_at is not null and done_at is null and quarantined_at is null group by 1
    union all
    select queue, 'set_aside', count(*), min(quarantined_at) from public.outbox where quarantined_at is not null and done_at is null group by 1
  ), open_orders as (
    select kind, state, count(*) as n, min(accepted_at) as since, count(*) filter (where deadline_at < at) as overdue
      from public.orders where ended_at is null group by 1, 2
  ), newest as (select max(month) as month from public.partner_months)
  select 'work', jsonb_build_object('queue', queue, 'state', state), n::float8 from work
  union all select 'work-age', jsonb_build_object('queue', queue, 'state', state), greatest(0, extract(epoch from at - since))::float8 from work
  union all select 'orders', jsonb_build_object('kind', kind, 'state', state), n::float8 from open_orders
  union all select 'orders-age', jsonb_build_object('kind', kind, 'state', state), greatest(0, extract(epoch from at - since))::float8 from open_orders
  union all select 'orders-overdue', '{}', coalesce(sum(overdue), 0)::float8 from open_orders
  union all select 'close', jsonb_build_object('state', p.state), count(*)::float8 from public.partner_months p join newest using (month) group by p.state
  union all select 'close-contracts', jsonb_build_object('state', c.state), count(*)::float8 from public.close_contracts c join newest using (month) group by c.state
$$;
alter function house_figures owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function house_figures from public;
grant execute on function house_figures to saihan_relay;
