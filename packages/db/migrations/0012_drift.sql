-- Comparison of the books with the platform: what differs, by contract; and how the programs get on with the platform.

-- The last comparison of each contract. differences: as in packages/platform/src/drift.ts. found_at: since when there is any; null: there is none.
create table drift_reports (
  partner_id    text not null,
  contract_id   text not null,
  compared_at   timestamptz not null,
  found_at      timestamptz,
  differences   jsonb not null check (jsonb_typeof(differences) = 'array'),
  primary key (partner_id, contract_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  check ((found_at is null) = (differences = '[]'))
);
create index drift_reports_found on drift_reports (found_at, contract_id) where found_at is not null;
call isolate('drift_reports', 'contract_id');
-- What stands on the platform is the provider's affair.
create policy staff on drift_reports as restrictive for select to saihan_api using (current_setting('app.actor', true) like 'operator:%');
create policy staff_list on drift_reports for select to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and current_setting('app.partner_id', true) = '');
grant select on drift_reports to saihan_api, saihan_operations;
grant select, insert, update on drift_reports to saihan_worker;

-- Comparisons of the whole platform. strangers: domains that bear the house's mark for contracts that the house does not have.
-- trouble: why it could not be brought to its end.
create table drift_comparisons (
  id           uuid primary key,
  began_at     timestamptz not null,
  ended_at     timestamptz not null,
  contracts    integer not null,
  passed_over  integer not null,
  drifted      integer not null,
  strangers    jsonb not null,
  trouble      text
);
create index drift_comparisons_newest on drift_comparisons (began_at desc);

-- What each running program says of the platform. circuit: closed, open or half-open. why: one sentence when it is not ready.
create table platform_watch (
  program      text not null,
  instance     text not null,
  ready        boolean not null,
  circuit      text not null check (circuit in ('closed', 'open', 'half-open')),
  why          text,
  since        timestamptz not null,
  seen_at      timestamptz not null,
  primary key (program, instance)
);

grant select, insert, delete on drift_comparisons to saihan_worker;
grant select, insert, update, delete on platform_watch to saihan_worker;
grant select on drift_comparisons, platform_watch to saihan_operations, saihan_doorkeeper;

-- Who takes part, for a program that then looks at one partner after the other.
create function partners_to_compare() returns setof text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.id from public.contracts c where c.kind = 'parent' order by c.id
$$;

-- The watch and the last comparisons, for the provider's staff alone.
create function platform_for_staff() returns jsonb
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_object(
    'programs', coalesce((select jsonb_agg(to_jsonb(w) order by w.program, w.instance) from public.platform_watch w), '[]'),
    'comparisons', coalesce((select jsonb_agg(to_jsonb(c) order by c.began_at desc)
                               from (select * from public.drift_comparisons order by began_at desc limit 10) c), '[]'))
   where current_setting('app.actor', true) like 'operator:%'
$$;

grant create on schema public to saihan_doorkeeper;
alter function partners_to_compare owner to saihan_doorkeeper;
alter function platform_for_staff owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function partners_to_compare, platform_for_staff from public;
grant execute on function partners_to_compare to saihan_worker;
grant execute on function platform_for_staff to saihan_api;
