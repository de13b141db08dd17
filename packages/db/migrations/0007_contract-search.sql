-- The search over a partner's contracts, and their end.

grant update (suspended_for) on contracts to saihan_api;

-- The pieces by which a text is found: its characters and its pairs of neighbours, each behind the partner whose text it is. Pairs, because
-- most Japanese words have two characters: trigrams (pg_trgm) find none in them and would read the whole index.
create function search_pieces(partner text, written text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct partner || ' ' || piece)
    from (select substr(written, n, 1) as piece from generate_series(1, char_length(written)) n
          union all
          select substr(written, n, 2) from generate_series(1, char_length(written) - 1) n) p
$$;
-- The pieces that a wanted text must share with what holds it.
create function wanted_pieces(partner text, wanted text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct partner || ' ' || substr(wanted, n, 2)) from generate_series(1, greatest(char_length(wanted) - 1, 1)) n
$$;
create index contracts_pieces on contracts
  using gin (search_pieces(partner_id, customer_name_folded || E'\n' || lower(customer_number) || E'\n' || id || E'\n' || people_folded))
  where kind = 'child';

-- Brings to a contract what its representative is called. An order that makes both has written it already.
create function tell_contract() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.contracts c set people_folded = lower(new.login_id) || E'\n' || lower(new.mail_address)
   where c.partner_id = new.partner_id and c.id = new.contract_id
     and c.people_folded <> lower(new.login_id) || E'\n' || lower(new.mail_address);
  return null;
end
$$;
create trigger users_tell_contract after insert or update of login_id, mail_address, type on users
  for each row when (new.type = 'representative') execute function tell_contract();

-- Orders in which contracts are listed. A time that has not come stands after every other.
create index contracts_by_name on contracts (partner_id, customer_name_folded, id);
create index contracts_by_number on contracts (partner_id, customer_number, id);
create index contracts_by_start on contracts (partner_id, coalesce(started_at, 'infinity'::timestamptz), id);
create index contracts_by_end on contracts (partner_id, coalesce(ended_at, 'infinity'::timestamptz), id);
create index contracts_by_state on contracts (partner_id, state, created_at desc, id desc);

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
  pieces text[];
  ids text[];
begin
  if cardinality(names || people || anywhere) > 0 then
    select array_agg(distinct piece) into pieces
      from unnest(names || people || anywhere) as wanted cross join unnest(public.wanted_pieces(partner, wanted)) as piece;
    select array_agg(m.id) into ids from (
      select c.id from public.contracts c
       where c.kind = 'child' and c.partner_id = partner
         and public.search_pieces(c.partner_id, c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id || E'\n' || c.people_folded)
             @> pieces
         and not exists (select from unnest(names) as n
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
revoke create on schema public from saihan_doorkeeper;
revoke execute on function find_contracts, tell_contract from public;
grant update (people_folded) on contracts to saihan_doorkeeper;
grant execute on function find_contracts to saihan_api;

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
