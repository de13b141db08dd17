-- Orders in bulk: a file of rows, the plan made of it, and what became of each row.

-- authority, actor, key_id: who has it applied, as the API knew them; the worker places the orders in their name.
-- order_deadline_ms: how long each of its orders may take.
create table bulks (
  partner_id          text not null,
  id                  uuid not null,
  user_id             text not null,
  key_id              text not null,
  actor               text not null,
  authority           jsonb not null,
  request_id          text not null,
  state               text not null check (state in ('planned', 'applying', 'applied')),
  rows                integer not null check (rows between 1 and 10000),
  round               integer not null default 1,
  order_deadline_ms   bigint not null,
  created_at          timestamptz not null,
  applied_at          timestamptz,
  finished_at         timestamptz,
  primary key (partner_id, id)
);
create index bulks_newest_first on bulks (partner_id, created_at desc, id desc);

-- input: the row as it was read; null when it could not be. action: what the plan says. problem: {code, variables} when it says no.
create table bulk_rows (
  partner_id    text not null,
  bulk_id       uuid not null,
  n             integer not null check (n between 1 and 10000),
  user_id       text not null,
  input         jsonb,
  action        text check (action in ('create', 'change')),
  state         text not null check (state in ('planned', 'ordered', 'unchanged', 'refused')),
  contract_id   text,
  order_id      uuid,
  problem       jsonb,
  primary key (partner_id, bulk_id, n),
  foreign key (partner_id, bulk_id) references bulks (partner_id, id) on delete cascade,
  foreign key (partner_id, order_id) references orders (partner_id, id),
  check ((state = 'ordered') = (order_id is not null)),
  check ((state = 'refused') = (problem is not null))
);
create index bulk_rows_to_do on bulk_rows (partner_id, bulk_id, n) where state = 'planned';

-- Who is confined to groups sees what they have uploaded themselves.
call isolate('bulks', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or user_id = current_setting('app.user_id', true))$sql$);
call isolate('bulk_rows', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or user_id = current_setting('app.user_id', true))$sql$);
grant select, insert, update on bulks, bulk_rows to saihan_api;
grant select, update on bulks, bulk_rows to saihan_worker;
grant select on bulks, bulk_rows to saihan_operations;

-- A worker places the orders of a bulk as the one who has it applied: it enters as the caller, takes ids and writes keys.
create policy worker on idempotency_keys to saihan_worker
  using (partner_id = current_setting('app.partner_id', true) and principal = current_setting('app.actor', true))
  with check (partner_id = current_setting('app.partner_id', true) and principal = current_setting('app.actor', true));
grant select, insert on idempotency_keys to saihan_worker;
grant usage on sequence contract_number, user_number to saihan_worker;
grant execute on function enter, adopt to saihan_worker;

-- What the policies show a caller of the API, for a worker who has entered as that caller.
create function in_reach(contract text) returns boolean language sql stable as $$
  select current_setting('app.sees_all', true) = 'yes'
    or (current_setting('app.user_free', true) = 'yes' or exists (
          select from contract_group_contracts gc where gc.contract_id = contract and gc.group_id = any (user_groups())))
       and (current_setting('app.key_free', true) = 'yes' or exists (
          select from contract_group_contracts gc where gc.contract_id = contract and gc.group_id = any (key_groups())))
$$;

-- Which of these login ids (in lower case) somebody has. They are unique over the service, so the refusal of an order says no less.
create function taken_login_ids(wanted text[]) returns table (login_id text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select lower(u.login_id) from public.users u where lower(u.login_id) = any (wanted) and u.state not in ('deleted', 'failed')
$$;
grant create on schema public to saihan_doorkeeper;
alter function taken_login_ids owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function taken_login_ids from public;
grant execute on function taken_login_ids to saihan_api, saihan_worker;

-- Partners in turn. turn: the place that the work was given in its queue, where the smallest goes first (packages/queues/src/turns.ts).
alter table outbox add turn integer;
create index outbox_unsent_in_line on outbox (partner_id, queue, available_at, id)
  where sent_at is null and done_at is null and quarantined_at is null;

-- The API takes an order that nobody has begun out of the line (state 'cancelling'); the worker ends it.
grant update (state) on orders to saihan_api;
