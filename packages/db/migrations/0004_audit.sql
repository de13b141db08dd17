-- The audit: who did what, and who was refused what. Entries are only ever added; each partner's entries form a chain in which every
-- hash covers the entry and the hash before it, so that nobody can change, remove or slip in one of them unseen (docs/audit.md).

-- before, after: ids, states and names of changed fields; never a name, an address or another value of a person.
-- contract_id: those who may see this contract may see the entry; of a refusal the caller's own contract.
-- seq, hash: null until the entry is sealed, within a second of its commit. seq counts from 1 without gaps; id and at do not.
create table audit_entries (
  partner_id    text not null,
  id            bigint generated always as identity,
  contract_id   text not null,
  seq           bigint,
  hash          bytea,
  at            timestamptz not null,
  actor         text not null check (char_length(actor) between 1 and 200),
  action        text not null check (action ~ '^[a-z][a-z-]*([.][a-z-]+)*$' and char_length(action) <= 100),
  target        text not null check (char_length(target) between 1 and 200),
  outcome       text not null check (outcome in ('done', 'refused')),
  code          text,
  before        jsonb,
  after         jsonb,
  reason        text check (char_length(reason) <= 500),
  order_id      uuid,
  request_id    text,
  -- at stands in the key so that lists in the order of time need no index of their own; id alone is unique.
  primary key (partner_id, at, id),
  unique (partner_id, seq),
  check ((outcome = 'refused') = (code is not null)),
  check ((seq is null) = (hash is null)),
  check (isfinite(at))
);
create index audit_entries_of_contract on audit_entries (partner_id, contract_id, at, id);
create index audit_entries_of_order on audit_entries (partner_id, order_id) where order_id is not null;
create index audit_entries_unsealed on audit_entries (id) where seq is null;

-- The newest sealed entry of every partner. anchored_seq: up to where the chain is written down outside of this database.
create table audit_heads (
  partner_id     text primary key,
  seq            bigint not null,
  hash           bytea not null,
  anchored_seq   bigint not null default 0
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'SA002', message = format('%s of %s is refused: what was written stays', tg_op, tg_table_name);
end
$$;
create trigger audit_entries_come_unsealed before insert on audit_entries
  for each row when (new.seq is not null) execute function refuse_audit_change();
create trigger audit_entries_only_get_sealed before update on audit_entries
  for each row when (
    old.seq is not null or new.seq is null
    or (new.id, new.partner_id, new.contract_id, new.at, new.actor, new.action, new.target, new.outcome, new.code, new.before, new.after,
        new.reason, new.order_id, new.request_id)
       is distinct from
       (old.id, old.partner_id, old.contract_id, old.at, old.actor, old.action, old.target, old.outcome, old.code, old.before, old.after,
        old.reason, old.order_id, old.request_id))
  execute function refuse_audit_change();
create trigger audit_entries_stay before delete on audit_entries for each row execute function refuse_audit_change();
create trigger audit_entries_stay_all before truncate on audit_entries for each statement execute function refuse_audit_change();
create trigger audit_heads_only_grow before update on audit_heads
  for each row when (new.partner_id <> old.partner_id or new.seq < old.seq or new.seq = old.seq and new.hash <> old.hash)
  execute function refuse_audit_change();
create trigger audit_heads_stay before delete on audit_heads for each row execute function refuse_audit_change();
create trigger audit_heads_stay_all before truncate on audit_heads for each statement execute function refuse_audit_change();

-- Running hash over entries in order: of each, SHA-256 over the hash before it and its text. start: the hash before the first.
create function audit_link(before bytea, start bytea, entry text) returns bytea language sql immutable parallel safe
  return sha256(coalesce(before, start) || convert_to(entry, 'UTF8'));
create aggregate audit_chain(start bytea, entry text) (sfunc = audit_link, stype = bytea);

-- Gives the oldest entries that are not sealed their numbers and hashes. A partner whom another sealer has at the moment is left to it.
-- The text of an entry is a JSON array of strings, in the order written here; npm run audit:verify builds it by itself.
-- most: entries at most. Returns how many were sealed.
create function seal_audit(most integer) returns integer language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  partners text[];
  sealed integer;
begin
  -- The lock first and the entries in a later statement: it must see what the sealer before has sealed. Never a wait: a sealer that
  -- stands still must hold up nothing but the partners that it has. (A head that is being written for the first time could not be skipped.)
  select array_agg(d.partner_id) into partners
    from (select distinct e.partner_id
            from (select partner_id from audit_entries where seq is null order by id limit most) e offset 0) d
   where pg_try_advisory_xact_lock(hashtext('audit_heads'), hashtext(d.partner_id));
  if partners is null then
    return 0;
  end if;
  insert into audit_heads (partner_id, seq, hash)
  select p, 0, decode(repeat('00', 32), 'hex') from unnest(partners) as p
   where not exists (select from audit_heads h where h.partner_id = p);
  with due as materialized (
    select * from audit_entries where seq is null and partner_id = any(partners) order by id limit most
  ), numbered as (
    select d.*, h.seq + row_number() over (partition by d.partner_id order by d.id) as number, h.hash as head
      from due d join audit_heads h on h.partner_id = d.partner_id
  ), chained as materialized (
    select partner_id, at, id, number,
           audit_chain(head, json_build_array('saihan audit 1', partner_id, number::text, id::text, contract_id,
             to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, target, outcome, code, before::text,
             after::text, reason, order_id::text, request_id)::text) over (partition by partner_id order by number) as link
      from numbered
  ), written as (
    update audit_entries e set seq = c.number, hash = c.link
      from chained c where e.partner_id = c.partner_id and e.at = c.at and e.id = c.id
  ), moved as (
    update audit_heads h set seq = n.number, hash = n.link
      from (select distinct on (partner_id) partner_id, number, link from chained order by partner_id, number desc) n
     where h.partner_id = n.partner_id
  )
  select count(*) into sealed from chained;
  return sealed;
end
$$;

call isolate('audit_entries', 'contract_id');
-- A refusal is written even for a caller whose groups do not hold the contract it is filed under; and nobody writes in another's name.
create policy api_notes on audit_entries for insert to saihan_api with check (partner_id = current_setting('app.partner_id', true));
create policy api_signs on audit_entries as restrictive for insert to saihan_api with check (actor = current_setting('app.actor', true));
create policy relay on audit_entries to saihan_relay using (true) with check (true);
alter table audit_heads enable row level security, force row level security;
create policy relay on audit_heads to saihan_relay using (true) with check (true);
create policy operations on audit_heads for select to saihan_operations using (true);

grant select on audit_entries to saihan_api, saihan_worker, saihan_relay, saihan_operations;
grant insert (partner_id, contract_id, at, actor, action, target, outcome, code, before, after, reason, order_id, request_id)
  on audit_entries to saihan_api, saihan_worker, saihan_operations;
grant update (seq, hash) on audit_entries to saihan_relay;
grant select on audit_heads to saihan_operations;
grant select, insert, update on audit_heads to saihan_relay;
revoke execute on function seal_audit from public;
grant execute on function seal_audit to saihan_relay;
