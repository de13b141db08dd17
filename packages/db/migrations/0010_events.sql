-- Events: one ordered feed per partner, numbered from 1 without gaps, and webhooks that carry it. An event is numbered after its commit, as
-- audit entries are sealed: whoever has read up to a number will never find another event below it.

-- Ids, states and names of changed fields; never a name, an address or another value of a person.
-- contract_id: those who may see this contract may see the event; for_parent: of those only users of the parent.
create table events (
  partner_id   text not null,
  seq          bigint not null,
  contract_id  text not null,
  at           timestamptz not null,
  kind         text not null check (kind ~ '^[a-z-]+([.][a-z-]+)+$'),
  subject      text not null,
  order_id     uuid,
  for_parent   boolean not null,
  data         jsonb not null,
  primary key (partner_id, seq)
);
create index events_of_contract on events (partner_id, contract_id, seq);

-- What is an event and stands in no audit entry, until it is numbered.
create table event_notes (
  partner_id   text not null,
  id           bigint generated always as identity,
  contract_id  text not null,
  at           timestamptz not null,
  kind         text not null,
  subject      text not null,
  data         jsonb not null,
  primary key (partner_id, id)
);

-- The newest event of every partner. audit_seq: up to where the audit has been read. oldest: the first event that is still kept.
create table event_heads (
  partner_id   text primary key,
  seq          bigint not null,
  audit_seq    bigint not null,
  oldest       bigint not null default 1
);

-- Numbers what has happened: sealed audit entries in the order of their chain, then notes. A partner whom another program has at the
-- moment is left to it.
-- most: entries of one partner at most. Returns every partner that was looked at, with the number of entries read and the newest event.
create function number_events(most integer) returns table (partner text, taken integer, latest bigint)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  partners text[];
begin
  -- The lock first and the entries in a later statement, as in seal_audit.
  select array_agg(d.partner_id) into partners
    from (select a.partner_id from audit_heads a left join event_heads h on h.partner_id = a.partner_id where a.seq > coalesce(h.audit_seq, 0)
          union select n.partner_id from event_notes n offset 0) d
   where pg_try_advisory_xact_lock(hashtext('event_heads'), hashtext(d.partner_id));
  if partners is null then
    return;
  end if;
  insert into event_heads (partner_id, seq, audit_seq)
  select p, 0, 0 from unnest(partners) as p where not exists (select from event_heads h where h.partner_id = p);
  return query
  with entries as materialized (
    select a.* from event_heads h
     cross join lateral (select * from audit_entries e where e.partner_id = h.partner_id and e.seq > h.audit_seq order by e.seq limit most) a
     where h.partner_id = any(partners)
  ), notes as (
    delete from event_notes where partner_id = any(partners) returning *
  ), happened as (
    select e.partner_id, 1 as source, e.seq as place, max(e.at) over (partition by e.partner_id order by e.seq) as follows, e.contract_id, e.at, e.target as subject, e.order_id,
           case when o.id is null then e.action
                when e.action like 'order.%' then o.kind || substr(e.action, 6)
                else o.kind || '.accepted' end as kind,
           coalesce(e.after, '{}') || jsonb_strip_nulls(jsonb_build_object('was', e.before -> 'state',
             'code', case when e.action like 'order.%' then e.reason end)) as data
      from entries e
      -- Entry by entry: a plan for many of them would read every order there is.
      left join lateral (
        select o.id, o.kind from orders o
         where o.partner_id = e.partner_id and o.id = e.order_id and (e.action = o.kind or e.action like 'order.%') limit 1) o on true
     where e.outcome = 'done'
       and (o.id is not null or e.action in ('menu-control.set', 'duty.settle', 'subscription.rename', 'approval.decide')
            or e.action like 'approval-request.%')
    union all
    select n.partner_id, 0, n.id, n.at, n.contract_id, n.at, n.subject, null, n.kind, n.data from notes n
  ), numbered as materialized (
    -- Entries keep their own order; a note stands before what was done at its time or later, which may rest on what it tells of.
    select w.*, h.seq + row_number() over (partition by w.partner_id order by w.follows, w.source, w.place) as number
      from happened w join event_heads h on h.partner_id = w.partner_id
  ), written as (
    insert into events (partner_id, seq, contract_id, at, kind, subject, order_id, for_parent, data)
    select w.partner_id, w.number, w.contract_id, w.at, w.kind, w.subject, w.order_id,
           split_part(w.kind, '.', 1) in ('menu-control', 'duty', 'approval', 'month', 'invoice', 'credit-note'), w.data
      from numbered w
  ), looked as (
    select p.id, r.audit_seq, coalesce(r.read, 0) as read, w.newest
      from unnest(partners) as p (id)
      left join (select e.partner_id, max(e.seq) as audit_seq, count(*) as read from entries e group by e.partner_id) r on r.partner_id = p.id
      left join (select n.partner_id, max(n.number) as newest from numbered n group by n.partner_id) w on w.partner_id = p.id
  ), moved as (
    update event_heads h set seq = coalesce(l.newest, h.seq), audit_seq = coalesce(l.audit_seq, h.audit_seq)
      from looked l where h.partner_id = l.id
    returning h.partner_id, h.seq
  )
  select l.id, l.read::integer, m.seq from looked l join moved m on m.partner_id = l.id;
end
$$;

-- Notes are written by the rows that they tell of, in their transaction.
create function note_duty() returns trigger language plpgsql as $$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, new.contract_id, new.arises_at, 'duty.arise', new.id::text,
          jsonb_build_object('code', new.code, 'menu', new.menu, 'dueOn', new.due_on, 'orderId', new.order_id, 'turn', new.turn));
  return null;
end
$$;
create trigger note_event after insert on duties for each row execute function note_duty();

create function note_month() returns trigger language plpgsql as $$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, new.partner_id, coalesce(new.closed_at, now()), 'month.close', to_char(new.month, 'YYYY-MM'), '{"state": "closed"}');
  return null;
end
$$;
create trigger note_event after update of state on partner_months for each row
  when (new.state = 'closed' and old.state <> 'closed') execute function note_month();

create function note_document() returns trigger language plpgsql as $$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, new.partner_id, new.finalised_at, replace(new.kind, '_', '-') || '.issue', new.number,
          jsonb_strip_nulls(jsonb_build_object('month', to_char(new.month, 'YYYY-MM'), 'version', new.version, 'amends', new.amends)));
  return null;
end
$$;
create trigger note_event after insert on documents for each row execute function note_document();

create function note_document_state() returns trigger language plpgsql as $$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  select new.partner_id, new.partner_id, new.at, replace(d.kind, '_', '-') || '.' || new.state, new.number,
         jsonb_build_object('state', new.state, 'month', to_char(d.month, 'YYYY-MM'))
    from documents d where d.partner_id = new.partner_id and d.number = new.number;
  return null;
end
$$;
create trigger note_event after insert on document_events for each row execute function note_document_state();

call isolate('events', 'contract_id');
create policy of_the_parent on events as restrictive for select to saihan_api
  using (not for_parent or current_setting('app.contract_id', true) = current_setting('app.partner_id', true));
create policy relay on events to saihan_relay using (true) with check (true);
call isolate('event_notes', 'contract_id');
create policy api_notes on event_notes for insert to saihan_api with check (partner_id = current_setting('app.partner_id', true));
create policy relay on event_notes to saihan_relay using (true);
call isolate('event_heads');
create policy relay on event_heads to saihan_relay using (true) with check (true);
-- The sealer reads the kind of an order, and nothing else of it.
create policy relay on orders for select to saihan_relay using (true);

grant select on events, event_heads to saihan_api, saihan_operations;
grant insert on event_notes to saihan_api, saihan_worker, saihan_operations;
grant select, insert, delete on events to saihan_relay;
grant select, delete on event_notes to saihan_relay;
grant select, insert, update on event_heads to saihan_relay;
grant select (partner_id, id, kind) on orders to saihan_relay;
revoke execute on function number_events from public;
grant execute on function number_events to saihan_relay;

-- Webhooks: where a contract wants its events to be sent. Of a parent the events of all its contracts, of a child its own.

-- Delivers webhooks and reads nothing else: of an order, which every attempt looks for, the policies show it none.
do $$
begin
  begin
    create role saihan_webhook nologin;
  exception when duplicate_object or unique_violation then
    null; -- Roles belong to the whole server; another database of it has made this one.
  end;
end
$$;
grant saihan_queue to saihan_webhook;
grant usage on schema public to saihan_webhook;

-- kinds: null is every kind. charges: whether months and invoices are among them. secret, former_secret: sealed; the former one signs as
-- well until former_until. seq: everything up to it has been delivered or was not asked for. turn: raised by whoever changes where
-- deliveries go on, so that work of an earlier turn does nothing. pending: a piece of work is under way or waits for its time.
create table webhook_endpoints (
  partner_id      text not null,
  id              uuid not null,
  contract_id     text not null,
  url             text not null check (char_length(url) <= 2000),
  description     text not null default '' check (char_length(description) <= 200),
  kinds           text[] check (cardinality(kinds) between 1 and 50),
  charges         boolean not null,
  secret          bytea not null,
  former_secret   bytea,
  former_until    timestamptz,
  state           text not null check (state in ('enabled', 'disabled')),
  disabled_cause  text check (disabled_cause in ('BY_USER', 'FAILING', 'GONE')),
  seq             bigint not null,
  turn            integer not null default 1,
  pending         boolean not null default false,
  failures        integer not null default 0,
  failing_since   timestamptz,
  next_at         timestamptz,
  heartbeat_at    timestamptz not null,
  created_by      text not null,
  created_at      timestamptz not null,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  check ((state = 'disabled') = (disabled_cause is not null)),
  check ((former_secret is null) = (former_until is null)),
  check ((failures = 0) = (failing_since is null))
);
create index webhook_endpoints_of_contract on webhook_endpoints (partner_id, contract_id);
create index webhook_endpoints_idle on webhook_endpoints (partner_id, seq) where state = 'enabled' and not pending;

-- Every attempt to deliver. event: its number; null of tests and heartbeats. answer: the beginning of what the receiver said.
create table webhook_deliveries (
  partner_id   text not null,
  id           bigint generated always as identity,
  endpoint_id  uuid not null,
  contract_id  text not null,
  reason       text not null check (reason in ('event', 'resend', 'test', 'heartbeat')),
  message_id   text not null,
  kind         text not null,
  event        bigint,
  attempt      integer not null,
  at           timestamptz not null,
  duration_ms  integer not null,
  outcome      text not null check (outcome in ('delivered', 'failed')),
  status       integer,
  code         text,
  answer       text check (char_length(answer) <= 200),
  primary key (partner_id, endpoint_id, id),
  foreign key (partner_id, endpoint_id) references webhook_endpoints (partner_id, id) on delete cascade,
  check ((outcome = 'failed') = (code is not null))
);
create index webhook_deliveries_age on webhook_deliveries using brin (at);

call isolate('webhook_endpoints', 'contract_id');
call isolate('webhook_deliveries', 'contract_id');
-- An endpoint of the parent is sent everything: who is confined to some contracts may not set it up.
create policy whole_view_insert on webhook_endpoints as restrictive for insert to saihan_api
  with check (contract_id <> partner_id or current_setting('app.sees_all', true) = 'yes');
create policy whole_view_update on webhook_endpoints as restrictive for update to saihan_api
  using (contract_id <> partner_id or current_setting('app.sees_all', true) = 'yes');
create policy whole_view_delete on webhook_endpoints as restrictive for delete to saihan_api
  using (contract_id <> partner_id or current_setting('app.sees_all', true) = 'yes');
create policy relay on webhook_endpoints to saihan_relay using (true) with check (true);
create policy relay on webhook_deliveries to saihan_relay using (true);
do $$
declare
  tab text;
begin
  foreach tab in array array['events', 'event_heads', 'event_notes', 'webhook_endpoints', 'webhook_deliveries', 'outbox', 'contracts', 'users', 'mails'] loop
    execute format($sql$create policy webhook on %I to saihan_webhook
      using (partner_id = current_setting('app.partner_id', true)) with check (partner_id = current_setting('app.partner_id', true))$sql$, tab);
  end loop;
end
$$;

grant select, delete on webhook_endpoints to saihan_api;
grant insert (partner_id, id, contract_id, url, description, kinds, charges, secret, state, disabled_cause, seq, heartbeat_at, created_by, created_at)
  on webhook_endpoints to saihan_api;
grant update (url, description, kinds, secret, former_secret, former_until, state, disabled_cause, seq, turn, pending, failures, failing_since,
  next_at, heartbeat_at) on webhook_endpoints to saihan_api;
grant select on webhook_deliveries to saihan_api;
grant select on webhook_endpoints, webhook_deliveries to saihan_operations;
grant select (partner_id, id, contract_id, state, pending, seq, turn, heartbeat_at), update (pending) on webhook_endpoints to saihan_relay;
grant select (partner_id, endpoint_id, id, at), delete on webhook_deliveries to saihan_relay;
grant select on events, event_heads, webhook_endpoints to saihan_webhook;
grant update (state, disabled_cause, seq, pending, failures, failing_since, next_at, heartbeat_at) on webhook_endpoints to saihan_webhook;
grant insert on webhook_deliveries, event_notes, mails to saihan_webhook;
grant select (partner_id, id, dedupe_key) on mails to saihan_webhook;
grant select (partner_id, id, language, representative_id) on contracts to saihan_webhook;
grant select (partner_id, id) on users to saihan_webhook;
grant select, insert, update on outbox to saihan_webhook;
grant select, update on orders to saihan_webhook;
grant select, insert on order_transitions to saihan_webhook;
