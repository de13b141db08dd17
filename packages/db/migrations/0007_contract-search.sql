-- The search over a partner's contracts, and their end.

grant update (suspended_for) on contracts to saihan_api;

-- The pieces by which a text is found: its characters and its pairs of neighbours, each hashed together with the partner whose text it is.
-- Pairs, because most Japanese words have two characters: trigrams (pg_trgm) find none in them and would read the whole index.
create function search_pieces(partner text, written text) returns integer[] language sql immutable parallel safe as $$
  select array_agg(distinct hashtext(partner || ' ' || piece))
    from (select substr(written, n, 1) as piece from generate_series(1, char_length(written)) n
          union all
          select substr(written, n, 2) from generate_series(1, char_length(written) - 1) n) p
$$;
-- The pieces that a wanted text must share with what holds it.
create function wanted_pieces(partner text, wanted text) returns integer[] language sql immutable parallel safe as $$
  select array_agg(distinct hashtext(partner || ' ' || substr(wanted, n, 2))) from generate_series(1, greatest(char_length(wanted) - 1, 1)) n
$$;

-- The card index of contracts. It stands beside them, because to file one costs as much as everything else of an order together, and an
-- index on the contracts would file them again whenever their state changes. What is still to be filed is read one by one by a search.
create table contract_pieces (
  partner_id   text not null,
  contract_id  text not null,
  pieces       integer[] not null,
  primary key (partner_id, contract_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create index contract_pieces_pieces on contract_pieces using gin (pieces);
call isolate('contract_pieces', 'contract_id');

-- Slips, written by the contracts' own triggers and gone within seconds: a foreign key would cost more than they do.
create table contracts_to_file (
  partner_id   text not null,
  contract_id  text not null,
  primary key (partner_id, contract_id)
);
call isolate('contracts_to_file', 'contract_id');

-- Files contracts that wait for it, `most` at most. The slips are taken first, by a statement of its own: whoever changes a contract's
-- texts writes or touches its slip, so that what is read after the slip was taken is the newest.
create function file_contracts(most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  partners text[];
  ids text[];
begin
  with taken as (
    delete from public.contracts_to_file f using (
      select partner_id, contract_id from public.contracts_to_file order by 1, 2 limit most for update skip locked) t
     where f.partner_id = t.partner_id and f.contract_id = t.contract_id
    returning f.partner_id, f.contract_id)
  select array_agg(partner_id), array_agg(contract_id) into partners, ids from taken;
  if ids is null then
    return 0;
  end if;
  insert into public.contract_pieces (partner_id, contract_id, pieces)
  select c.partner_id, c.id,
         public.search_pieces(c.partner_id, c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id || E'\n' || c.people_folded)
    from unnest(partners, ids) as t (partner_id, contract_id)
    join public.contracts c on c.partner_id = t.partner_id and c.id = t.contract_id
  on conflict (partner_id, contract_id) do update set pieces = excluded.pieces;
  return cardinality(ids);
end
$$;

create function contracts_to_be_filed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into public.contracts_to_file (partner_id, contract_id) select w.partner_id, w.id from written w where w.kind = 'child';
  else
    insert into public.contracts_to_file (partner_id, contract_id) values (new.partner_id, new.id)
    on conflict (partner_id, contract_id) do update set contract_id = excluded.contract_id;
  end if;
  return null;
end
$$;
create trigger contracts_are_to_be_filed after insert on contracts
  referencing new table as written for each statement execute function contracts_to_be_filed();
create trigger contracts_are_to_be_filed_again after update of customer_name_folded, customer_number, people_folded on contracts for each row
  when (new.kind = 'child' and (new.customer_name_folded, new.customer_number, new.people_folded)
        is distinct from (old.customer_name_folded, old.customer_number, old.people_folded)) execute function contracts_to_be_filed();

-- Brings to contracts what their representatives are called. An order that makes both has written it already.
create function tell_contracts() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.contracts c set people_folded = lower(w.login_id) || E'\n' || lower(w.mail_address)
    from written w
   where w.type = 'representative' and c.partner_id = w.partner_id and c.id = w.contract_id
     and c.people_folded <> lower(w.login_id) || E'\n' || lower(w.mail_address);
  return null;
end
$$;
create function tell_contract() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.contracts c set people_folded = lower(new.login_id) || E'\n' || lower(new.mail_address)
   where c.partner_id = new.partner_id and c.id = new.contract_id
     and c.people_folded <> lower(new.login_id) || E'\n' || lower(new.mail_address);
  return null;
end
$$;
create trigger new_users_tell_contracts after insert on users
  referencing new table as written for each statement execute function tell_contracts();
create trigger users_tell_contract after update of login_id, mail_address, type on users
  for each row when (new.type = 'representative') execute function tell_contract();

-- Contracts among which everything that is wanted must lie, where that narrows the search to `most` at most; null where it does not.
-- A door, because a policy keeps a caller's own conditions from indexes whose operators might tell of hidden rows (leakproof). It tells of
-- the caller's partner only; the caller then reads the contracts under the policies.
-- names, people: texts that must stand in what is written of a contract, or of its representative; anywhere: in either.
create function find_contracts(names text[], people text[], anywhere text[], most integer) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  partner constant text := current_setting('app.partner_id');
  bound constant uuid[] := case when current_setting('app.user_free', true) = 'no' then public.user_groups()
                                when current_setting('app.key_free', true) = 'no' then public.key_groups() end;
  wanted integer[];
  ids text[];
begin
  if cardinality(names || people || anywhere) > 0 then
    select array_agg(distinct piece) into wanted
      from unnest(names || people || anywhere) as looked cross join unnest(public.wanted_pieces(partner, looked)) as piece;
    select array_agg(m.id) into ids from (
      select c.id
        from (select p.contract_id from public.contract_pieces p
               where p.pieces @> wanted and p.partner_id = partner
                 and not exists (select from public.contracts_to_file f where f.partner_id = partner and f.contract_id = p.contract_id)
              union all
              select f.contract_id from public.contracts_to_file f where f.partner_id = partner) filed
        join public.contracts c on c.partner_id = partner and c.id = filed.contract_id
       where not exists (select from unnest(names) as n
                          where strpos(c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id, n) = 0)
         and not exists (select from unnest(people) as n where strpos(c.people_folded, n) = 0)
         and not exists (select from unnest(anywhere) as n
                          where strpos(c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id || E'\n' || c.people_folded, n) = 0)
       limit most + 1) m;
  elsif bound is not null then
    select array_agg(m.contract_id) into ids from (
      select distinct g.contract_id from public.contract_group_contracts g where g.partner_id = partner and g.group_id = any (bound)
      limit most + 1) m;
  else
    return null;
  end if;
  return case when cardinality(coalesce(ids, '{}')) <= most then coalesce(ids, '{}') end;
end
$$;
grant create on schema public to saihan_doorkeeper;
alter function find_contracts owner to saihan_doorkeeper;
alter function tell_contract owner to saihan_doorkeeper;
alter function tell_contracts owner to saihan_doorkeeper;
alter function contracts_to_be_filed owner to saihan_doorkeeper;
alter function file_contracts owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function find_contracts, tell_contract, tell_contracts, contracts_to_be_filed, file_contracts from public;
grant update (people_folded) on contracts to saihan_doorkeeper;
grant select, insert, update on contract_pieces to saihan_doorkeeper;
grant select, insert, update, delete on contracts_to_file to saihan_doorkeeper;
grant execute on function find_contracts to saihan_api;
grant execute on function file_contracts to saihan_relay;

-- Terminations: what was reviewed and ordered, and what the platform said when it was asked at the end.
-- reviewed: the plan that the caller named. steps: the orders that take away what was left, each before the termination itself.
-- proof: what the platform still held of the contract when it was asked after the last step; the order cannot succeed unless that is nothing.
create table terminations (
  partner_id    text not null,
  order_id      uuid not null,
  contract_id   text not null,
  revision      text not null,
  reviewed      jsonb not null,
  steps         uuid[] not null,
  proof         jsonb,
  proved_at     timestamptz,
  primary key (partner_id, order_id),
  foreign key (partner_id, order_id) references orders (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  check ((proof is null) = (proved_at is null))
);
create index terminations_of_contract on terminations (partner_id, contract_id);
call isolate('terminations', 'contract_id');
grant select, insert on terminations to saihan_api;
grant select, update (proof, proved_at) on terminations to saihan_worker;
grant select on terminations to saihan_operations;

-- What a contract has used in months that are not closed: resources that were there, and usage records. A door, because the API reads no usage.
create function unbilled_usage(contract text, at timestamptz) returns table (month text, resources integer, records integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with held as (
    select no, started_at, coalesce(ended_at, 'infinity') as ended_at from public.billable_resources
     where partner_id = current_setting('app.partner_id') and contract_id = contract
  ), months as (
    select generate_series(date_trunc('month', min(started_at) at time zone 'UTC'), date_trunc('month', at at time zone 'UTC'), interval '1 month') as first
      from held
  ), told as (
    select to_char(m.first, 'YYYY-MM') as month,
           (select count(*)::integer from held h
             where h.started_at < (m.first + interval '1 month') at time zone 'UTC' and h.ended_at > m.first at time zone 'UTC') as resources,
           (select count(*)::integer from public.usage_records u
             where u.partner_id = current_setting('app.partner_id') and u.month = m.first::date and u.resource in (select no from held)) as records
      from months m
     where not exists (select from public.partner_months p
                        where p.partner_id = current_setting('app.partner_id') and p.month = m.first::date and p.state = 'closed')
  )
  select t.month, t.resources, t.records from told t where t.resources > 0 or t.records > 0 order by 1
$$;
grant select on billable_resources, usage_records, partner_months to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;
alter function unbilled_usage owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function unbilled_usage from public;
grant execute on function unbilled_usage to saihan_api;
