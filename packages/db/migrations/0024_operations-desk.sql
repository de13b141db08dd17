-- What operations do about work: pause it, and follow an order through everything that was written for it.

-- Work of a kind, or of a whole queue (job: ''), that shall not be begun until somebody lifts the pause. It stands here and not in the queue store,
-- which may lose what it holds.
create table work_pauses (
  queue    text not null,
  job      text not null default '',
  reason   text not null check (char_length(reason) between 1 and 500),
  actor    text not null,
  at       timestamptz not null,
  primary key (queue, job)
);
grant select on work_pauses to saihan_worker, saihan_webhook, saihan_relay, saihan_doorkeeper;
grant select, insert, delete on work_pauses to saihan_operations;

-- Work that was set aside is sent again.
grant update (quarantined_at, faults, sent_at, checked_at, generation, available_at, last_error) on outbox to saihan_operations;

create index outbox_of_order on outbox (partner_id, order_id) where order_id is not null;
-- An address is looked for over all partners by operations alone.
create index users_by_mail_address on users (lower(mail_address));

-- As in 0016; work that rests because of a pause is counted apart, so that nobody is called for it.
create or replace function house_figures(at timestamptz) returns table (what text, labels jsonb, value double precision)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with paused as (
    select o.partner_id, o.id from public.outbox o join public.work_pauses p on p.queue = o.queue and p.job in ('', o.name)
     where o.done_at is null and o.quarantined_at is null
  ), work as (
    select queue, case when available_at > at then 'later' when (partner_id, id) in (select * from paused) then 'paused' else 'unsent' end as state,
           count(*) as n, min(greatest(created_at, available_at)) as since
      from public.outbox where sent_at is null and done_at is null and quarantined_at is null group by 1, 2
    union all
    select queue, case when (partner_id, id) in (select * from paused) then 'paused_under_way' else 'under_way' end, count(*), min(greatest(created_at, available_at))
      from public.outbox where sent_at is not null and done_at is null and quarantined_at is null group by 1, 2
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
  union all select 'pause-age', jsonb_build_object('queue', p.queue, 'job', p.job), greatest(0, extract(epoch from house_figures.at - p.at))::float8 from public.work_pauses p
$$;
grant select (name) on outbox to saihan_doorkeeper;

-- `traceparent` (W3C Trace Context) of what wrote an order or work, where traces are recorded; whoever carries it out goes on from there.
alter table orders add trace text default nullif(current_setting('app.trace', true), '');
alter table outbox add trace text default nullif(current_setting('app.trace', true), '');

-- As in 0019; work of an order that has waited belongs to the trace of that order, not of the one that ended.
create or replace function start_waiters(partner text, predecessor uuid, work jsonb, at timestamptz) returns void language plpgsql as $$
begin
  if not exists (select from order_waits where partner_id = partner and predecessor_id = predecessor) then
    return;
  end if;
  perform id from orders
    where partner_id = partner and id in (select order_id from order_waits where partner_id = partner and predecessor_id = predecessor)
    order by id for update;
  with gone as (
    delete from order_waits where partner_id = partner and predecessor_id = predecessor returning order_id
  ), free as (
    update orders o set deadline_at = at + (o.deadline_at - o.accepted_at)
      from gone g
     where o.partner_id = partner and o.id = g.order_id and o.ended_at is null and o.state = 'received'
       and not exists (select from order_waits w where w.partner_id = partner and w.order_id = o.id and w.predecessor_id <> predecessor)
    returning o.partner_id, o.id, o.kind, o.accepted_at, o.trace
  )
  insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at, trace)
  select partner_id, id, work -> kind ->> 0, work -> kind ->> 1, jsonb_build_object('orderId', id), at, at, trace from free order by accepted_at, id;
end
$$;

-- A program looks whether the schema is the one that it knows before it starts.
grant select on applied_migrations to saihan_api, saihan_worker, saihan_relay, saihan_operations, saihan_webhook;
