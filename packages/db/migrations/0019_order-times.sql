-- Orders that are placed again, and orders that begin later.

-- An order is retried once. The retry names it in its input.
create unique index orders_retry on orders (partner_id, (input ->> 'retryOf')) where input ? 'retryOf';

-- The relay looks for orders whose time has run out while their work lies aside.
grant select (deadline_at, ended_at) on orders to saihan_relay;

-- As in 0005; and the time of an order begins when it waits for nothing any more.
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
    returning o.partner_id, o.id, o.kind, o.accepted_at
  )
  insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
  select partner_id, id, work -> kind ->> 0, work -> kind ->> 1, jsonb_build_object('orderId', id), at, at from free order by accepted_at, id;
end
$$;

-- Work that lies in a queue and was never begun, by partner and turn: how many stand before an order.
create index outbox_in_line on outbox (partner_id, queue, turn)
  where sent_at is not null and done_at is null and quarantined_at is null and attempt = 0;
grant select (order_id, turn, attempt, name, started_at) on outbox to saihan_doorkeeper;

-- How many pieces of work of the scope's own partner go before that of an order which waits in line; null when it is not in line.
-- Bounded: a line in a queue is short (packages/queues/src/turns.ts), and of what lies in the outbox at most 10,000 are counted.
create function place_in_line(ord uuid, q text, since timestamptz) returns integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  partner constant text := current_setting('app.partner_id', true);
  own record;
  before integer;
begin
  select o.turn into own from public.outbox o
    where o.partner_id = partner and o.queue = q and o.order_id = ord
      and o.sent_at is not null and o.done_at is null and o.quarantined_at is null and o.attempt = 0 limit 1;
  if found then
    return (select count(*)::int from public.outbox o
             where o.partner_id = partner and o.queue = q and o.turn < own.turn
               and o.sent_at is not null and o.done_at is null and o.quarantined_at is null and o.attempt = 0);
  end if;
  select w.available_at, w.id into own from (
    select o.available_at, o.id, o.order_id from public.outbox o
     where o.partner_id = partner and o.queue = q and o.available_at >= since
       and o.sent_at is null and o.done_at is null and o.quarantined_at is null
     order by o.available_at, o.id limit 1000) w
    where w.order_id = ord limit 1;
  if not found then
    return null;
  end if;
  select count(*)::int into before from (
    select from public.outbox o
     where o.partner_id = partner and o.queue = q and (o.available_at, o.id) < (own.available_at, own.id)
       and o.sent_at is null and o.done_at is null and o.quarantined_at is null limit 10000) b;
  return before + (select count(*)::int from public.outbox o
    where o.partner_id = partner and o.queue = q
      and o.sent_at is not null and o.done_at is null and o.quarantined_at is null and o.attempt = 0);
end
$$;

-- How the newest 500 pieces of work that were done lately went: the pace of the scope's own partner in a queue, and what work of a name takes.
create function recent_work(q text, work text, at timestamptz)
returns table (done integer, over_ms double precision, typical_ms double precision, typical_of integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with newest as materialized (
    select o.partner_id, o.queue, o.name, o.started_at, o.done_at from public.outbox o
     where o.done_at > at - interval '10 minutes' order by o.done_at desc limit 500
  )
  select count(*) filter (where mine)::int,
         coalesce(extract(epoch from at - min(n.done_at) filter (where mine)) * 1000, 0)::float8,
         percentile_cont(0.5) within group (order by extract(epoch from n.done_at - n.started_at) * 1000) filter (where n.name = work),
         count(*) filter (where n.name = work)::int
    from newest n cross join lateral (select n.partner_id = current_setting('app.partner_id', true) and n.queue = q as mine) m
$$;
grant create on schema public to saihan_doorkeeper;
alter function place_in_line owner to saihan_doorkeeper;
alter function recent_work owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function place_in_line, recent_work from public;
grant execute on function place_in_line, recent_work to saihan_api;
