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
