-- Usage, the month close, statements and issued documents.
-- Months are UTC months (billing.md 1.1). Instants of usage are milliseconds since 1970 in UTC, so that time is counted in integers.

-- The ledger keeps the books over all partners: it takes usage in and opens a close. Nobody signs in with it; it owns two functions.
do $$
begin
  begin
    create role saihan_ledger nologin;
  exception when duplicate_object or unique_violation then
    null; -- Roles belong to the whole server; another database of it has made this one.
  end;
  execute format('grant %I to %I', 'saihan_ledger', current_user);
end
$$;
grant usage on schema public to saihan_ledger;

-- What may be charged, and its prices. A price is never edited: a change is a new version (billing.md 10).
create table billable_items (
  no         integer generated always as identity primary key,
  menu       text not null,
  plan       text not null,
  component  text not null,
  -- The same for every plan of a menu and component: a resource holds one plan at a time, so their times must not overlap.
  lane       integer not null,
  unique (menu, plan, component)
);

create table price_versions (
  id              text primary key,
  item            integer not null references billable_items (no),
  effective_from  date not null,
  effective_to    date check (effective_to > effective_from),
  currency        text not null,
  terms           jsonb not null,
  -- `illustrative`: invented, and said so wherever it is shown.
  status          text not null check (status in ('seen', 'illustrative', 'charge_type_seen')),
  source          text not null,
  entered_at      timestamptz not null,
  unique (item, effective_from)
);

-- What is charged for: a resource from its start to its end. Start and end are events of the order system (billing.md 2).
create table billable_resources (
  partner_id   text not null,
  no           bigint generated always as identity,
  contract_id  text not null,
  tenant_id    text,
  resource_id  text not null check (char_length(resource_id) between 1 and 100),
  menu         text not null,
  started_at   timestamptz not null,
  ended_at     timestamptz check (ended_at >= started_at),
  primary key (partner_id, no),
  unique (contract_id, resource_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create unique index billable_resources_no on billable_resources (no);
create index billable_resources_of_contract on billable_resources (partner_id, contract_id);

-- Which plan and size a resource holds from when on.
create table billable_plans (
  partner_id  text not null,
  resource    bigint not null,
  from_at     timestamptz not null,
  plan        text not null,
  size        numeric not null default 1 check (size >= 0),
  primary key (partner_id, resource, from_at),
  foreign key (partner_id, resource) references billable_resources (partner_id, no)
);

-- Who sends usage (CloudEvents source).
create table usage_sources (
  no    smallint generated always as identity primary key,
  name  text not null unique check (char_length(name) between 1 and 200)
);

-- One row for each usage event and month that it touches. No foreign keys and one unique index: rows come by the million, only take_usage
-- writes them, and it has looked everything up. An event is unique over the service, not per partner; arrived_at tells late usage.
create table usage_records (
  resource    bigint not null,
  from_ms     bigint not null,
  to_ms       bigint not null,
  arrived_at  timestamptz not null,
  item        integer not null,
  lane        integer not null,
  month       date not null,
  source      smallint not null,
  reading     boolean not null,
  partner_id  text not null,
  quantity    numeric not null,
  event_id    text not null
) partition by list (month);
create unique index usage_records_event on usage_records (source, event_id, month);
create index usage_records_of_resource on usage_records (resource, lane, from_ms);
create index usage_records_arrived on usage_records using brin (arrived_at);

-- How far the intervals of sixteen resources together reach in a month: what begins later overlaps none of them, and need not be looked up.
create table usage_reach (
  month       date not null,
  block       bigint not null,
  reached_ms  bigint not null,
  primary key (month, block)
) with (fillfactor = 50);

-- When usage of a partner's month last arrived: without late usage nobody looks for any.
create table usage_arrivals (
  partner_id  text not null,
  month       date not null,
  last_at     timestamptz not null,
  primary key (partner_id, month)
);

-- A month's usage added up once for all partners that are cut off at the same instant: a row for each resource, item and size. What arrived before
-- a cut-off never changes, so these are only kept, and made again when they are lost. A partner's are there when usage_summed has its row.
create unlogged table usage_sums (
  partner_id  text not null,
  month       date not null,
  cutoff_at   timestamptz not null,
  resource    bigint not null,
  item        integer not null,
  reading     boolean not null,
  -- 0 for readings.
  size        numeric not null,
  records     bigint not null,
  minutes     numeric not null,
  ms          numeric not null,
  read        numeric not null,
  primary key (partner_id, month, cutoff_at, resource, item, reading, size)
);
create unlogged table usage_summed (
  partner_id  text not null,
  month       date not null,
  cutoff_at   timestamptz not null,
  primary key (partner_id, month, cutoff_at)
);

create function make_usage_month(month date) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if to_regclass(format('public.usage_records_%s', to_char(month, 'YYYY_MM'))) is null then
    execute format('create table public.usage_records_%s partition of public.usage_records for values in (%L)', to_char(month, 'YYYY_MM'), month);
  end if;
end
$$;

-- Usage that cannot be billed as it came, each row with its reason; nothing is dropped. Of no partner until somebody knows whose it is.
create table usage_parked (
  no           bigint generated always as identity primary key,
  source       text not null,
  event_id     text not null,
  contract_id  text not null,
  content      jsonb not null,
  digest       text not null,
  code         text not null,
  variables    jsonb not null,
  arrived_at   timestamptz not null,
  settled_at   timestamptz,
  settled_as   text,
  unique (source, event_id, digest)
);
create index usage_parked_open on usage_parked (no) where settled_at is null;

-- Credentials of the provider's metering.
create table provider_keys (
  id           text primary key,
  name         text not null,
  -- Events of this source only.
  source       text not null,
  scopes       text[] not null,
  secret_hash  bytea not null,
  created_at   timestamptz not null,
  revoked_at   timestamptz
);

-- A partner's month. cutoff_at: usage that arrived before is in it, later usage is late.
create table partner_months (
  partner_id   text not null,
  month        date not null check (extract(day from month) = 1),
  state        text not null check (state in ('open', 'collecting', 'rated', 'reviewed', 'closed')),
  cutoff_at    timestamptz not null,
  opened_at    timestamptz not null,
  opened_by    text not null,
  batches      integer not null,
  rated_at     timestamptz,
  reviewed_at  timestamptz,
  reviewed_by  text,
  closed_at    timestamptz,
  code_version text not null,
  primary key (partner_id, month),
  foreign key (partner_id, partner_id) references contracts (partner_id, id)
);
create index partner_months_cutoff on partner_months (cutoff_at);

-- What a close is expected to produce, written before it begins: nothing can go missing unseen.
create table close_contracts (
  partner_id   text not null,
  month        date not null,
  contract_id  text not null,
  batch        integer not null,
  state        text not null check (state in ('expected', 'done', 'parked')),
  reason       jsonb,
  at           timestamptz not null,
  primary key (partner_id, month, contract_id),
  foreign key (partner_id, month) references partner_months (partner_id, month),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  check ((state = 'parked') = (reason is not null))
);

create table statements (
  partner_id    text not null,
  month         date not null,
  contract_id   text not null,
  net           bigint not null,
  lines         integer not null,
  by_menu       jsonb not null,
  illustrative  boolean not null,
  made_at       timestamptz not null,
  primary key (partner_id, month, contract_id),
  foreign key (partner_id, month, contract_id) references close_contracts (partner_id, month, contract_id)
);

-- Lines in yen without tax; trace opens each down to usage, price version, rule and rounding.
create table statement_lines (
  partner_id    text not null,
  month         date not null,
  contract_id   text not null,
  id            text not null,
  kind          text not null check (kind in ('charge', 'adjustment', 'service_credit', 'manual')),
  tenant_id     text,
  resource_id   text,
  menu          text not null,
  component     text not null,
  usage_month   date not null,
  corrects      date,
  net           bigint not null,
  tax           jsonb not null,
  illustrative  boolean not null,
  charge_key    text,
  records       bigint not null,
  trace         jsonb not null,
  primary key (partner_id, month, contract_id, id),
  check ((kind = 'adjustment') = (corrects is not null))
);
create index statement_lines_of_charge on statement_lines (partner_id, contract_id, usage_month, charge_key);

-- Charges and usage of a contract that stand on no line, each with its reason.
create table close_exceptions (
  partner_id   text not null,
  month        date not null,
  contract_id  text not null,
  key          text not null,
  usage_month  date not null,
  records      bigint not null,
  reason       jsonb not null,
  primary key (partner_id, month, contract_id, key),
  foreign key (partner_id, month, contract_id) references close_contracts (partner_id, month, contract_id)
);

-- Numbers without gaps: taken in the transaction that writes the document, so a number that is not used is not taken.
create table document_series (
  series   text primary key,
  last     bigint not null,
  last_at  timestamptz not null
);

-- Issued documents, write-once. version counts re-issues of an invoice after a void; amends names what a credit note corrects.
create table documents (
  partner_id    text not null,
  number        text not null,
  series        text not null references document_series (series),
  no            bigint not null,
  kind          text not null check (kind in ('invoice', 'credit_note')),
  month         date not null,
  version       integer not null,
  amends        text,
  counterparty  text not null,
  issue_date    date not null,
  finalised_at  timestamptz not null,
  net           bigint not null,
  tax           bigint not null,
  total         bigint not null,
  due           bigint not null,
  content       jsonb not null,
  sha256        text not null,
  primary key (partner_id, number),
  unique (series, no),
  foreign key (partner_id, month) references partner_months (partner_id, month),
  foreign key (partner_id, amends) references documents (partner_id, number)
);
create unique index documents_one_invoice on documents (partner_id, month, version) where kind = 'invoice';
-- The search that the electronic books act asks for: by date, amount and counterparty (billing.md 8).
create index documents_search on documents (issue_date, total, counterparty);

-- What became of a document: sent, paid, void. A document is in the state of its last event; without one it is finalised.
create table document_events (
  partner_id  text not null,
  number      text not null,
  seq         integer not null,
  state       text not null check (state in ('sent', 'paid', 'void')),
  at          timestamptz not null,
  actor       text not null,
  reason      text not null,
  primary key (partner_id, number, seq),
  foreign key (partner_id, number) references documents (partner_id, number)
);

create table close_certificates (
  partner_id  text not null,
  month       date not null,
  content     jsonb not null,
  sha256      text not null,
  at          timestamptz not null,
  primary key (partner_id, month),
  foreign key (partner_id, month) references partner_months (partner_id, month)
);

-- What a dry run found, for the close to be held against.
create table close_previews (
  partner_id  text not null,
  month       date not null,
  cutoff_at   timestamptz not null,
  lines_hash  text not null,
  total       bigint not null,
  at          timestamptz not null,
  primary key (partner_id, month, at)
);

-- What stands for ever.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'SA001', message = 'WRITE_ONCE', detail = format('rows of %s are never changed', tg_table_name);
end
$$;
create trigger write_once before update or delete on documents for each row execute function refuse_change();
create trigger write_once before update or delete on document_events for each row execute function refuse_change();
create trigger write_once before update or delete on close_certificates for each row execute function refuse_change();
create trigger write_once before update or delete on usage_records for each row execute function refuse_change();
create trigger write_once before update or delete on price_versions for each row execute function refuse_change();
create trigger kept before truncate on documents for each statement execute function refuse_change();
create trigger kept before truncate on document_events for each statement execute function refuse_change();
create trigger kept before truncate on close_certificates for each statement execute function refuse_change();
create trigger kept before truncate on statements for each statement execute function refuse_change();
create trigger kept before truncate on statement_lines for each statement execute function refuse_change();

-- A month goes forward by its life, and back to collecting while it is an estimate; closed is the end (monthLife in packages/billing).
create function keep_month_life() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state = 'closed' or new.month <> old.month or new.partner_id <> old.partner_id
     or new.cutoff_at <> old.cutoff_at
     or (new.state <> old.state and (old.state, new.state) not in
         (('open', 'collecting'), ('collecting', 'rated'), ('rated', 'collecting'), ('rated', 'reviewed'), ('reviewed', 'collecting'), ('reviewed', 'closed'))) then
    raise exception using errcode = 'SA001', message = 'MONTH_LIFE', detail = format('%s of %s is %s', old.month, old.partner_id, old.state);
  end if;
  return new;
end
$$;
create trigger month_life before update or delete on partner_months for each row execute function keep_month_life();

-- Rows of a closed month are neither changed, removed nor added to.
create function keep_closed_row() returns trigger language plpgsql as $$
begin
  if exists (select from partner_months m where m.partner_id = old.partner_id and m.month = old.month and m.state = 'closed') then
    raise exception using errcode = 'SA001', message = 'MONTH_CLOSED', detail = format('%s of %s', old.month, old.partner_id);
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
create function keep_closed_out() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct partner_id, month from added) a join partner_months m on m.partner_id = a.partner_id and m.month = a.month and m.state = 'closed') then
    raise exception using errcode = 'SA001', message = 'MONTH_CLOSED';
  end if;
  return null;
end
$$;
do $$
declare
  tab text;
begin
  foreach tab in array array['close_contracts', 'statements', 'statement_lines', 'close_exceptions'] loop
    execute format('create trigger closed_stays before update or delete on %I for each row execute function keep_closed_row()', tab);
    execute format('create trigger closed_gets_none after insert on %I referencing new table as added for each statement execute function keep_closed_out()', tab);
  end loop;
end
$$;

-- Whoever writes usage: that of a month that was cut off may still come, but only as late usage; none came later than usage_arrivals says, and none
-- reaches further than usage_reach says.
create function keep_cutoff() returns trigger language plpgsql as $$
declare
  slips boolean;
begin
  with came as materialized (
    select a.partner_id, a.month, min(a.arrived_at) as first_at, max(a.arrived_at) as last_at from added a group by 1, 2
  ), noted as (
    insert into usage_arrivals as v (partner_id, month, last_at) select c.partner_id, c.month, c.last_at from came c
    on conflict (partner_id, month) do update set last_at = excluded.last_at where excluded.last_at > v.last_at
  )
  select exists (select from came c join partner_months m on m.partner_id = c.partner_id and m.month = c.month and c.first_at < m.cutoff_at) into slips;
  if slips then
    raise exception using errcode = 'SA001', message = 'MONTH_CLOSED', detail = 'usage would slip into a month that was cut off';
  end if;
  insert into usage_reach as r (month, block, reached_ms)
  select a.month, a.resource / 16, max(a.to_ms) from added a where not a.reading group by 1, 2
  on conflict (month, block) do update set reached_ms = excluded.reached_ms where excluded.reached_ms > r.reached_ms;
  return null;
end
$$;
create trigger cutoff_holds after insert on usage_records referencing new table as added for each statement execute function keep_cutoff();

call isolate('billable_resources', 'contract_id');
call isolate('billable_plans');
call isolate('usage_records');
call isolate('usage_arrivals');
call isolate('usage_sums');
call isolate('usage_summed');
call isolate('partner_months');
call isolate('close_contracts', 'contract_id');
call isolate('statements', 'contract_id');
call isolate('statement_lines', 'contract_id');
call isolate('close_exceptions', 'contract_id');
-- They name every child, so only who sees every child sees them.
call isolate('documents', seen => $sql$(current_setting('app.sees_all', true) = 'yes' and current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$);
call isolate('document_events', seen => $sql$(current_setting('app.sees_all', true) = 'yes' and current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$);
call isolate('close_certificates', seen => $sql$(current_setting('app.sees_all', true) = 'yes' and current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$);
call isolate('close_previews');
create policy ledger on contracts for select to saihan_ledger using (true);
create policy ledger on outbox for insert to saihan_ledger with check (true);
create policy ledger on billable_resources for select to saihan_ledger using (true);
create policy ledger on usage_records to saihan_ledger using (true) with check (true);
create policy ledger on usage_arrivals to saihan_ledger using (true) with check (true);
create policy ledger on usage_sums to saihan_ledger using (true) with check (true);
create policy ledger on usage_summed to saihan_ledger using (true) with check (true);
create policy ledger on partner_months to saihan_ledger using (true) with check (true);
create policy ledger on close_exceptions for select to saihan_ledger using (true);
create policy ledger on close_contracts to saihan_ledger using (true) with check (true);
grant select on contracts, billable_resources, billable_items, price_versions, close_exceptions to saihan_ledger;
grant insert on outbox to saihan_ledger;
grant select, insert on usage_records, usage_sources, usage_parked, partner_months, close_contracts to saihan_ledger;
grant select, insert, update on usage_reach, usage_arrivals to saihan_ledger;
grant select, insert on usage_sums, usage_summed to saihan_ledger;

grant select on billable_items, price_versions, billable_resources, billable_plans, usage_records, usage_arrivals, usage_sources, documents, document_events,
                close_certificates, close_previews to saihan_worker;
grant select, delete on usage_sums, usage_summed to saihan_worker;
grant select, insert, update, delete on statements, statement_lines, close_exceptions to saihan_worker;
grant select, update on partner_months, close_contracts to saihan_worker;
grant insert, update on billable_resources to saihan_worker;
grant insert on billable_plans, documents, document_events, close_certificates, close_previews to saihan_worker;
grant update (plan, size) on billable_plans to saihan_worker;

grant select on billable_items, price_versions, billable_resources, billable_plans, partner_months, statements, statement_lines, close_exceptions, close_contracts,
                documents, document_events, close_certificates to saihan_api;

grant select on billable_items, price_versions, billable_resources, billable_plans, usage_sources, usage_records, usage_arrivals, usage_sums, usage_summed, usage_parked, provider_keys, partner_months,
                close_contracts, statements, statement_lines, close_exceptions, document_series, documents, document_events, close_certificates,
                close_previews to saihan_operations;
grant insert on billable_items, price_versions, billable_resources, billable_plans, provider_keys, close_previews, documents, document_events to saihan_operations;
grant update (revoked_at) on provider_keys to saihan_operations;
grant update (settled_at, settled_as) on usage_parked to saihan_operations;
grant update (state, reviewed_at, reviewed_by, rated_at) on partner_months to saihan_operations;
grant update (state, reason, at) on close_contracts to saihan_operations;
grant insert on outbox to saihan_operations;

-- A live key of the provider's metering. The caller compares the hash.
create function find_provider_key(key text) returns table (id text, source text, scopes text[], secret_hash bytea)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.id, k.source, k.scopes, k.secret_hash from public.provider_keys k where k.id = key and k.revoked_at is null
$$;
grant select on provider_keys to saihan_doorkeeper;

-- Makes the caller's stage for one batch of usage, which take_usage judges. kinds: what many events have in common, by number.
create function stage_usage(kinds jsonb) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if to_regclass('pg_temp.usage_stage') is null then
    create temp table usage_stage (n integer, kind integer, event_id text, contract_id text, resource_id text, reading boolean, from_ms bigint, to_ms bigint,
                                   quantity numeric) on commit delete rows;
    create temp table usage_kinds (kind integer, source text, menu text, plan text, component text, currency text) on commit delete rows;
    create temp table usage_unreadable (source text, event_id text, contract_id text, why text, raw jsonb) on commit delete rows;
    grant select on usage_stage, usage_kinds, usage_unreadable to saihan_ledger;
  end if;
  insert into usage_kinds
  select * from jsonb_to_recordset(kinds) as k (kind integer, source text, menu text, plan text, component text, currency text);
end
$$;

-- Which events of a sender stand already, in the months from one on. Asked for as a list, the index is walked along once for each month instead of
-- down for each event; the planner cannot know how long the list is, and is left no other way.
create function known_usage(source_no smallint, ids text[], earliest date)
returns table (event_id text, resource bigint, item integer, reading boolean, from_ms bigint, to_ms bigint, quantity numeric)
language sql stable set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
  select u.event_id, u.resource, u.item, u.reading, u.from_ms, u.to_ms, u.quantity from usage_records u
   where u.source = source_no and u.event_id = any (ids) and u.month >= earliest
$$;

-- Judges what stands in the caller's stage and takes it in: the rules are those of decideAgainstKnown, decideUsage and overlapsOf in
-- packages/billing, and a test holds the two against each other. Every row ends as taken, repeated or parked with a reason.
-- earliest: usage before it is too old for anybody; events are looked for among the months from here on.
create function take_usage(at timestamptz, earliest date, late_window integer) returns table (taken bigint, repeated bigint, late bigint, parked bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set work_mem = '64MB' as $$
declare
  arrived timestamptz;
  at_ms constant bigint := floor(extract(epoch from at) * 1000);
  m date;
begin
  -- A month is not cut off while usage for it is on its way in (open_closes takes the lock alone).
  perform pg_advisory_xact_lock_shared(7355608, 1);
  insert into usage_sources (name)
  select distinct k.source from usage_kinds k where not exists (select from usage_sources u where u.name = k.source) on conflict do nothing;
  select greatest(at, max(cutoff_at)) into arrived from partner_months;

  if to_regclass('pg_temp.usage_judged') is null then
    -- refusal: what the event itself is refused for. usage_found: what became of an event because of another one.
    create temp table usage_judged (
      n integer, source_no smallint, partner_id text, resource bigint, item integer, lane integer, reading boolean, from_ms bigint, to_ms bigint,
      quantity numeric, event_id text, first_month date, last_month date, open_month date, refusal text
    ) on commit delete rows;
    create temp table usage_found (n integer, verdict text, other text) on commit delete rows;
  end if;

  -- What each event says, while the batch before this one is being written.
  insert into usage_judged
  with kind as materialized (
    select k.kind, src.no as source_no, i.no as item, i.lane, coalesce(k.currency, 'JPY') = 'JPY' and coalesce(p.in_yen, true) as in_yen
      from usage_kinds k
      join usage_sources src on src.name = k.source
      left join billable_items i on i.menu = k.menu and i.plan = k.plan and i.component = k.component and exists (select from price_versions v where v.item = i.no)
     cross join lateral (select bool_or(v.currency = 'JPY') as in_yen from price_versions v where v.item = i.no) p
  ), open as materialized (
    select p.partner_id, (max(p.month) + interval '1 month')::date as month from partner_months p group by p.partner_id
  )
  select s.n, k.source_no, r.partner_id, r.no, k.item, k.lane, s.reading, s.from_ms, s.to_ms, s.quantity, s.event_id, d.first_month, d.last_month, o.month,
         case
           when s.quantity < 0 then 'USAGE_NEGATIVE'
           when r.no is null then 'USAGE_RESOURCE_UNKNOWN'
           when s.from_ms < floor(extract(epoch from r.started_at) * 1000) or s.to_ms > floor(extract(epoch from r.ended_at) * 1000) then 'USAGE_RESOURCE_ENDED'
           when s.to_ms > at_ms then 'USAGE_IN_FUTURE'
           when d.first_month < earliest or d.first_month < o.month - late_window * interval '1 month' then 'USAGE_TOO_OLD'
           when not k.in_yen then 'CURRENCY_NOT_BILLED'
           when k.item is null then 'PRICE_UNKNOWN'
         end
    from usage_stage s
    join kind k on k.kind = s.kind
    left join billable_resources r on r.contract_id = s.contract_id and r.resource_id = s.resource_id
    left join open o on o.partner_id = r.partner_id
   cross join lateral (
     select date_trunc('month', timestamp 'epoch' + s.from_ms * interval '1 millisecond')::date as first_month,
            date_trunc('month', timestamp 'epoch' + greatest(s.to_ms - 1, s.from_ms) * interval '1 millisecond')::date as last_month) d;

  -- The same event twice in this batch: the first stands, the others repeat it or contradict it.
  if exists (select from usage_judged j group by j.source_no, j.event_id having count(*) > 1) then
    insert into usage_found (n, verdict)
    with named as (select s.*, k.source, k.menu, k.plan, k.component from usage_stage s join usage_kinds k on k.kind = s.kind)
    select d.n,
           case when (a.contract_id, a.resource_id, a.menu, a.plan, a.component, a.reading, a.from_ms, a.to_ms, a.quantity)
                     is not distinct from (d.contract_id, d.resource_id, d.menu, d.plan, d.component, d.reading, d.from_ms, d.to_ms, d.quantity)
                then 'REPEATED' else 'USAGE_EVENT_CONFLICT' end
      from (select s.*, first_value(s.n) over (partition by s.source, s.event_id order by s.n) as first_n from named s) d
      join named a on a.n = d.first_n
     where d.n > d.first_n;
  end if;

  -- From here on one batch after the other: two at once with the same event, or with intervals that overlap, would not see each other.
  perform pg_advisory_xact_lock(7355609, 1);

  -- Events that stand already.
  insert into usage_found (n, verdict)
  select distinct on (j.n) j.n,
         case when (u.resource, u.item, u.reading, u.from_ms, u.to_ms, u.quantity) is not distinct from (j.resource, j.item, j.reading, j.from_ms, j.to_ms, j.quantity)
              then 'REPEATED' else 'USAGE_EVENT_CONFLICT' end
    from (select c.source_no, array_agg(c.event_id) as ids from usage_judged c group by c.source_no) b
   cross join lateral known_usage(b.source_no, b.ids, earliest) u
    join usage_judged j on j.source_no = b.source_no and j.event_id = u.event_id
   where not exists (select from usage_found f where f.n = j.n);

  -- Overlaps of what stands. Two intervals that overlap share a month, and stand in it both. Nothing reaches further than usage_reach says; where
  -- that is too far, the last interval that begins before this one's end is looked up: since what stands does not overlap, no other can reach in.
  insert into usage_found (n, verdict, other)
  select distinct on (j.n) j.n, 'USAGE_OVERLAPS', x.event_id
    from (select c.n, c.resource, c.lane, c.from_ms, c.to_ms, c.first_month as month from usage_judged c where c.refusal is null and not c.reading
          union all
          select c.n, c.resource, c.lane, c.from_ms, c.to_ms, g::date
            from usage_judged c cross join lateral generate_series(c.first_month + interval '1 month', c.last_month, interval '1 month') g
           where c.refusal is null and not c.reading and c.last_month > c.first_month) j
    join usage_reach h on h.month = j.month and h.block = j.resource / 16 and h.reached_ms > j.from_ms
   cross join lateral (
     select u.event_id, u.from_ms, u.to_ms from usage_records u
      where u.month = j.month and u.resource = j.resource and u.lane = j.lane and not u.reading and u.from_ms < j.to_ms
      order by u.from_ms desc limit 1) x
   where x.to_ms > j.from_ms and not exists (select from usage_found f where f.n = j.n)
   order by j.n, x.from_ms desc;

  -- Intervals of this batch that overlap one another: the one that begins later is parked.
  insert into usage_found (n, verdict, other)
  select w.n, 'USAGE_OVERLAPS', w.before_id
    from (select c.n, c.from_ms, lag(c.event_id) over l as before_id,
                 max(c.to_ms) over (partition by c.resource, c.lane order by c.from_ms, c.n rows between unbounded preceding and 1 preceding) as reached
            from usage_judged c
           where c.refusal is null and not c.reading and not exists (select from usage_found f where f.n = c.n)
          window l as (partition by c.resource, c.lane order by c.from_ms, c.n)) w
   where w.reached > w.from_ms;

  for m in
    select generate_series(min(j.first_month), max(j.last_month), interval '1 month')::date
      from usage_judged j where j.refusal is null and not exists (select from usage_found f where f.n = j.n)
  loop
    perform make_usage_month(m);
  end loop;

  -- An interval over the end of a month stands in each month that it touches.
  insert into usage_records (resource, from_ms, to_ms, arrived_at, item, lane, month, source, reading, partner_id, quantity, event_id)
  select j.resource, j.from_ms, j.to_ms, arrived, j.item, j.lane, j.first_month, j.source_no, j.reading, j.partner_id, j.quantity, j.event_id
    from usage_judged j where j.refusal is null and not exists (select from usage_found f where f.n = j.n)
  union all
  select j.resource, j.from_ms, j.to_ms, arrived, j.item, j.lane, g::date, j.source_no, j.reading, j.partner_id, j.quantity, j.event_id
    from usage_judged j cross join lateral generate_series(j.first_month + interval '1 month', j.last_month, interval '1 month') g
   where j.last_month > j.first_month and j.refusal is null and not exists (select from usage_found f where f.n = j.n);

  if exists (select from usage_unreadable) or exists (select from usage_judged j where j.refusal is not null) or exists (select from usage_found) then
    insert into usage_parked (source, event_id, contract_id, content, digest, code, variables, arrived_at)
    select p.source, p.event_id, p.contract_id, p.content, md5(p.content::text), p.code, p.variables, arrived
      from (
        select k.source, s.event_id, s.contract_id, coalesce(f.verdict, j.refusal) as code,
               jsonb_build_object('source', k.source, 'id', s.event_id, 'contractId', s.contract_id, 'resourceId', s.resource_id, 'menu', k.menu, 'plan', k.plan,
                                  'component', k.component, 'reading', s.reading, 'fromMs', s.from_ms, 'toMs', s.to_ms, 'quantity', s.quantity::text,
                                  'currency', k.currency) as content,
               case coalesce(f.verdict, j.refusal)
                 when 'USAGE_EVENT_CONFLICT' then jsonb_build_object('source', k.source, 'eventId', s.event_id)
                 when 'USAGE_TOO_OLD' then jsonb_build_object('usageMonth', to_char(j.first_month, 'YYYY-MM'),
                      'openMonth', to_char(coalesce(j.open_month, at at time zone 'UTC'), 'YYYY-MM'), 'windowMonths', late_window)
                 when 'PRICE_UNKNOWN' then jsonb_build_object('priceVersionId', concat_ws('/', k.menu, k.plan, k.component))
                 when 'CURRENCY_NOT_BILLED' then jsonb_build_object('priceVersionId', concat_ws('/', k.menu, k.plan, k.component),
                      'currency', coalesce(nullif(k.currency, 'JPY'), (select max(v.currency) from price_versions v where v.item = j.item)))
                 when 'USAGE_OVERLAPS' then jsonb_build_object('resourceId', s.resource_id, 'eventId', s.event_id, 'otherEventId', f.other)
                 else jsonb_build_object('resourceId', s.resource_id)
               end as variables
          from usage_judged j
          join usage_stage s on s.n = j.n
          join usage_kinds k on k.kind = s.kind
          left join usage_found f on f.n = j.n
         where coalesce(f.verdict, j.refusal) <> 'REPEATED'
        union all
        select u.source, u.event_id, u.contract_id, 'USAGE_UNREADABLE', u.raw, jsonb_build_object('fault', u.why) from usage_unreadable u) p
    on conflict do nothing;
  end if;

  return query
    select count(*) filter (where coalesce(f.verdict, j.refusal) is null), count(*) filter (where f.verdict = 'REPEATED'),
           count(*) filter (where coalesce(f.verdict, j.refusal) is null and j.first_month < j.open_month),
           count(*) filter (where coalesce(f.verdict, j.refusal) <> 'REPEATED') + (select count(*) from usage_unreadable)
      from usage_judged j left join usage_found f on f.n = j.n;
end
$$;

-- Adds the usage of a month up for every partner that is being closed with one cut-off, in one walk over the month; who asks while that is done waits
-- for it. Where only a few of many are closed nothing is done: they read their own. The planner expects many more groups than there are, so
-- much memory is allowed that is not taken: left to itself it sorts every record, which takes twice as long, or keeps to one process.
create function sum_usage(partner text, wanted date, cut timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set work_mem = '256MB' set hash_mem_multiplier = 4
set enable_sort = off set enable_indexscan = off set parallel_tuple_cost = 0.005 as $$
declare
  began constant bigint := extract(epoch from wanted::timestamp) * 1000;
  ended constant bigint := extract(epoch from wanted::timestamp + interval '1 month') * 1000;
begin
  if exists (select from usage_summed s where s.partner_id = partner and s.month = wanted and s.cutoff_at = cut) then
    return;
  end if;
  perform pg_advisory_xact_lock(7355610, wanted - date '2000-01-01');
  if exists (select from usage_summed s where s.partner_id = partner and s.month = wanted and s.cutoff_at = cut)
     or 8 * (select count(*) from partner_months p where p.month = wanted and p.cutoff_at = cut and p.state = 'collecting')
        < (select count(*) from usage_arrivals v where v.month = wanted) then
    return;
  end if;
  -- Into a temporary table, since Postgres gives a query that writes into a table one process only.
  create temp table usage_summing on commit drop as
  select u.resource, u.item, u.reading, case when u.reading then 0 else u.quantity end as size, count(*) as records,
         sum(((least(u.to_ms, ended) - greatest(u.from_ms, began) + 59999) / 60000)::integer) as minutes,
         sum(least(u.to_ms, ended) - greatest(u.from_ms, began)) as ms,
         coalesce(sum(u.quantity) filter (where u.reading), 0) as read
    from usage_records u where u.month = wanted and u.arrived_at < cut
   group by 1, 2, 3, 4;
  with due as (
    insert into usage_summed
    select p.partner_id, p.month, p.cutoff_at from partner_months p where p.month = wanted and p.cutoff_at = cut and p.state = 'collecting'
    on conflict do nothing
    returning partner_id
  )
  insert into usage_sums (partner_id, month, cutoff_at, resource, item, reading, size, records, minutes, ms, read)
  select d.partner_id, wanted, cut, g.resource, g.item, g.reading, g.size, g.records, g.minutes, g.ms, g.read
    from usage_summing g join billable_resources r on r.no = g.resource join due d on d.partner_id = r.partner_id;
  drop table usage_summing;
end
$$;

-- Opens the next month of every partner whose months before it are closed, up to a month: cuts usage off, writes what is expected and the
-- work. Partners that have their month open already are left alone, so many may call it at once.
create function open_closes(upto date, at timestamptz, by_whom text, batch_size integer, version text, only_partner text default null)
returns table (partner_id text, month date, contracts bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(7355608, 1);
  return query
  with last as (
    select p.partner_id, max(p.month) as month, bool_and(p.state = 'closed') as closed from partner_months p group by p.partner_id
  ), due as (
    select c.partner_id, coalesce((l.month + interval '1 month')::date, date_trunc('month', c.started_at at time zone 'UTC')::date) as month
      from contracts c left join last l on l.partner_id = c.partner_id
     where c.kind = 'parent' and c.started_at is not null and coalesce(l.closed, true)
       and (only_partner is null or c.partner_id = only_partner)
  ), opening as (
    select d.partner_id, d.month, (d.month::timestamp at time zone 'UTC') as from_at, ((d.month + interval '1 month')::timestamp at time zone 'UTC') as to_at
      from due d join contracts c on c.partner_id = d.partner_id and c.id = d.partner_id
     where d.month <= upto and d.month + interval '1 month' <= at at time zone 'UTC'
       and (c.ended_at is null or c.ended_at > d.month::timestamp at time zone 'UTC')
  ), expected as (
    select o.partner_id, o.month, c.id as contract_id
      from opening o join contracts c on c.partner_id = o.partner_id
     where c.started_at < o.to_at and (c.ended_at is null or c.ended_at > o.from_at)
    union
    -- Late usage of contracts that have ended since.
    select o.partner_id, o.month, r.contract_id
      from opening o
      join partner_months p on p.partner_id = o.partner_id and p.month < o.month and p.month >= o.month - interval '12 months'
     cross join lateral (select max(q.cutoff_at) as cutoff_at from partner_months q where q.partner_id = o.partner_id) q
      join usage_arrivals v on v.partner_id = o.partner_id and v.month = p.month and v.last_at >= q.cutoff_at
     cross join lateral (
       select u.resource from usage_records u where u.partner_id = v.partner_id and u.month = v.month and u.arrived_at >= q.cutoff_at offset 0) u
      join billable_resources r on r.no = u.resource
    union
    -- What was parked is due still.
    select o.partner_id, o.month, k.contract_id
      from opening o join close_contracts k on k.partner_id = o.partner_id and k.month = (o.month - interval '1 month')::date and k.state = 'parked'
    union
    -- What was excepted may be billable by now, for instance because its price was entered.
    select o.partner_id, o.month, e.contract_id
      from opening o join close_exceptions e on e.partner_id = o.partner_id and e.month = (o.month - interval '1 month')::date
  ), batched as (
    select e.*, ((row_number() over (partition by e.partner_id order by e.contract_id) - 1) / batch_size)::integer as batch from expected e
  ), months as (
    insert into partner_months (partner_id, month, state, cutoff_at, opened_at, opened_by, batches, code_version)
    select b.partner_id, b.month, 'collecting', at, at, by_whom, max(b.batch) + 1, version from batched b group by b.partner_id, b.month
    returning partner_id, month, batches
  ), listed as (
    insert into close_contracts (partner_id, month, contract_id, batch, state, at)
    select b.partner_id, b.month, b.contract_id, b.batch, 'expected', at from batched b join months m on m.partner_id = b.partner_id
    returning partner_id, month
  ), works as (
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select m.partner_id, 'billing', 'rate-contracts', jsonb_build_object('month', to_char(m.month, 'YYYY-MM'), 'batch', g), at, at
      from months m cross join lateral generate_series(0, m.batches - 1) g
     order by m.partner_id, g
  )
  select l.partner_id, l.month, count(*) from listed l group by l.partner_id, l.month;
end
$$;

-- The next number of a series, in the order of finalisation. Whoever takes one keeps the others waiting until the document is written, so a
-- number that is not used is not taken.
create function take_document_number(wanted text, at timestamptz) returns table (no bigint, taken_at timestamptz)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into document_series as s (series, last, last_at) values (wanted, 1, at)
  on conflict (series) do update set last = s.last + 1, last_at = greatest(s.last_at, excluded.last_at)
  returning last, last_at
$$;
grant select, insert, update on document_series to saihan_ledger;

grant create on schema public to saihan_ledger;
alter function take_document_number owner to saihan_ledger;
alter function take_usage owner to saihan_ledger;
alter function sum_usage owner to saihan_ledger;
alter function open_closes owner to saihan_ledger;
revoke create on schema public from saihan_ledger;
grant create on schema public to saihan_doorkeeper;
alter function find_provider_key owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function make_usage_month, known_usage, stage_usage, take_usage, sum_usage, open_closes, find_provider_key, take_document_number from public;
grant execute on function take_document_number to saihan_worker, saihan_operations, saihan_api;
grant execute on function make_usage_month, known_usage to saihan_ledger;
grant execute on function stage_usage, take_usage to saihan_api, saihan_operations;
grant execute on function sum_usage to saihan_worker, saihan_operations;
grant execute on function open_closes to saihan_worker, saihan_operations;
grant execute on function find_provider_key to saihan_api;
