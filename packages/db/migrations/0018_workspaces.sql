-- Contract groups with rules. Who is in a group stands in contract_group_contracts, which the policies read, with why: `include` (put there by
-- name) or `rule`. Whoever writes rules, exclusions, contracts or tenants brings these rows into step in the same transaction, through the
-- triggers below. An exclusion wins over everything.
alter table contract_group_contracts add reason text not null default 'include' check (reason in ('include', 'rule'));

-- A rule takes in the children for which all that it names holds; several rules of a group take in what any of them does.
create table contract_group_rules (
  partner_id   text not null,
  group_id     uuid not null,
  id           uuid not null,
  labels       jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
  -- A region in which the contract has a tenant that lives.
  region       text,
  -- The user who ordered the contract.
  created_by   text,
  created_at   timestamptz not null,
  primary key (partner_id, group_id, id),
  foreign key (partner_id, group_id) references contract_groups (partner_id, id) on delete cascade,
  constraint contract_group_rules_say_something check (labels <> '{}' or region is not null or created_by is not null)
);

create table contract_group_exclusions (
  partner_id   text not null,
  group_id     uuid not null,
  contract_id  text not null,
  primary key (partner_id, group_id, contract_id),
  foreign key (partner_id, group_id) references contract_groups (partner_id, id) on delete cascade,
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create index tenants_of_region on tenants (partner_id, contract_id, region) where state not in ('deleted', 'failed');

call isolate('contract_group_rules', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or group_id = any ((select user_groups() || key_groups())::uuid[]))$sql$);
call isolate('contract_group_exclusions', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or group_id = any ((select user_groups() || key_groups())::uuid[]))$sql$);
do $$
declare
  tab text;
begin
  foreach tab in array array['contract_group_rules', 'contract_group_exclusions'] loop
    execute format($sql$create policy define_insert on %I as restrictive for insert to saihan_api with check (current_setting('app.sees_all', true) = 'yes')$sql$, tab);
    execute format($sql$create policy define_delete on %I as restrictive for delete to saihan_api using (current_setting('app.sees_all', true) = 'yes')$sql$, tab);
  end loop;
end
$$;

-- Which rule takes in which contract, before exclusions.
create view contract_group_matches with (security_invoker = true) as
  select r.partner_id, r.group_id, r.id as rule_id, c.id as contract_id
    from contract_group_rules r
    join contract_groups g on g.partner_id = r.partner_id and g.id = r.group_id
    join contracts c on c.partner_id = r.partner_id and c.kind = 'child' and c.labels @> r.labels
     and (r.created_by is null or c.created_by = r.created_by)
     and (r.region is null or exists (
           select from tenants t where t.partner_id = c.partner_id and t.contract_id = c.id and t.region = r.region
              and t.state not in ('deleted', 'failed')));

grant select, insert, delete on contract_group_rules, contract_group_exclusions to saihan_api;
grant select on contract_group_matches to saihan_api, saihan_doorkeeper, saihan_operations;
grant select on contract_group_rules, contract_group_exclusions to saihan_operations;
grant select on contract_group_rules, contract_group_exclusions, tenants to saihan_doorkeeper;
grant delete on contract_group_contracts to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;

-- Taken alone by who changes a group, and in share by who writes contracts and tenants: otherwise a new rule and a new contract would not see each other.
-- A change of a group takes it before it locks the group's row, which writers of members reach last.
create function lock_groups(partner text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('contract-groups:' || partner, 0))
$$;

-- Brings members by rule into step: of one group or all (null), for some contracts or all (null).
create function match_group_rules(partner text, of_group uuid, touched text[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.contract_group_contracts m
   where m.partner_id = partner and m.reason = 'rule'
     and (of_group is null or m.group_id = of_group) and (touched is null or m.contract_id = any(touched))
     and (not exists (select from public.contract_group_matches x
                       where x.partner_id = m.partner_id and x.group_id = m.group_id and x.contract_id = m.contract_id)
          or exists (select from public.contract_group_exclusions e
                      where e.partner_id = m.partner_id and e.group_id = m.group_id and e.contract_id = m.contract_id));
  insert into public.contract_group_contracts (partner_id, group_id, contract_id, reason)
  select distinct x.partner_id, x.group_id, x.contract_id, 'rule'
    from public.contract_group_matches x
   where x.partner_id = partner and (of_group is null or x.group_id = of_group) and (touched is null or x.contract_id = any(touched))
     and not exists (select from public.contract_group_exclusions e
                      where e.partner_id = x.partner_id and e.group_id = x.group_id and e.contract_id = x.contract_id)
  on conflict do nothing;
end
$$;
alter function match_group_rules owner to saihan_doorkeeper;

-- For contracts whose labels, creator or tenants changed. Two changes of one contract come one after the other, so that neither decides on
-- what the other is about to change; a partner without rules pays one lock.
create function follow_group_rules(partner text, touched text[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('contract-groups:' || partner, 0));
  if not exists (select from public.contract_group_rules r where r.partner_id = partner) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('group-member:' || t.id, 0))
     from (select distinct unnest(touched) as id order by 1) t;
  perform public.match_group_rules(partner, null, touched);
end
$$;
alter function follow_group_rules owner to saihan_doorkeeper;

create function contracts_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.follow_group_rules(w.partner_id, array_agg(w.id)) from written w where w.kind = 'child' group by w.partner_id order by w.partner_id;
  return null;
end
$$;
create function tenants_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.follow_group_rules(w.partner_id, array_agg(w.contract_id)) from written w group by w.partner_id order by w.partner_id;
  return null;
end
$$;
create function member_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.follow_group_rules(new.partner_id, array[case tg_table_name when 'contracts' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'contract_id' end]);
  return null;
end
$$;
create function rules_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.lock_groups(w.partner_id), public.match_group_rules(w.partner_id, w.group_id, null)
     from (select distinct partner_id, group_id from written) w;
  return null;
end
$$;
create function exclusions_added() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.lock_groups(w.partner_id) from (select distinct partner_id from written) w;
  delete from public.contract_group_contracts m using written w
   where m.partner_id = w.partner_id and m.group_id = w.group_id and m.contract_id = w.contract_id;
  return null;
end
$$;
-- What was named, or kept out by name, no longer is: the rules decide.
create function names_removed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.lock_groups(w.partner_id), public.match_group_rules(w.partner_id, w.group_id, w.contracts)
     from (select partner_id, group_id, array_agg(contract_id) as contracts from written
            where coalesce(to_jsonb(written) ->> 'reason', 'include') = 'include' group by 1, 2) w;
  return null;
end
$$;
alter function contracts_written owner to saihan_doorkeeper;
alter function tenants_written owner to saihan_doorkeeper;
alter function member_changed owner to saihan_doorkeeper;
alter function rules_written owner to saihan_doorkeeper;
alter function exclusions_added owner to saihan_doorkeeper;
alter function names_removed owner to saihan_doorkeeper;

create trigger contracts_join_groups after insert on contracts
  referencing new table as written for each statement execute function contracts_written();
create trigger contracts_change_groups after update of labels, created_by on contracts for each row
  when (new.kind = 'child' and (new.labels, new.created_by) is distinct from (old.labels, old.created_by)) execute function member_changed();
create trigger tenants_join_groups after insert on tenants
  referencing new table as written for each statement execute function tenants_written();
create trigger tenants_change_groups after update of state, region on tenants for each row
  when (new.region <> old.region or (new.state in ('deleted', 'failed')) <> (old.state in ('deleted', 'failed'))) execute function member_changed();
create trigger rules_added after insert on contract_group_rules
  referencing new table as written for each statement execute function rules_written();
create trigger rules_removed after delete on contract_group_rules
  referencing old table as written for each statement execute function rules_written();
create trigger exclusions_added after insert on contract_group_exclusions
  referencing new table as written for each statement execute function exclusions_added();
create trigger exclusions_removed after delete on contract_group_exclusions
  referencing old table as written for each statement execute function names_removed();
create trigger includes_removed after delete on contract_group_contracts
  referencing old table as written for each statement execute function names_removed();

revoke execute on function match_group_rules, follow_group_rules from public;
grant execute on function match_group_rules, follow_group_rules to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;

-- Workspaces (ワークスペース): what holds a contract's tenants, at most one of each region (sdpf section 1). The platform knows projects, not workspaces.
create sequence workspace_number start 1000000001 maxvalue 9999999999;

create table workspaces (
  partner_id   text not null,
  id           text not null check (id ~ '^ws[0-9]{10}$'),
  contract_id  text not null,
  name         text not null check (char_length(name) between 1 and 64),
  description  text not null default '',
  -- Made with a tenant for which no workspace was named; such have names that nobody can choose.
  implied      boolean not null default false,
  created_at   timestamptz not null,
  deleted_at   timestamptz,
  primary key (partner_id, id),
  unique (partner_id, contract_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create unique index workspaces_name on workspaces (lower(name)) where deleted_at is null;
create index workspaces_of_contract on workspaces (partner_id, contract_id, id) where deleted_at is null;
call isolate('workspaces', 'contract_id');

-- Not null is for the rows to come: the trigger below fills it.
alter table tenants add workspace_id text not null;
alter table tenants add foreign key (partner_id, contract_id, workspace_id) references workspaces (partner_id, contract_id, id);
create unique index tenants_of_workspace on tenants (partner_id, workspace_id, region) where state not in ('deleted', 'failed');

grant usage on sequence workspace_number to saihan_api, saihan_operations, saihan_doorkeeper;
grant select, insert on workspaces to saihan_api;
grant update (description, deleted_at) on workspaces to saihan_api;
grant select on workspaces to saihan_worker, saihan_operations;
grant select, insert, update on workspaces to saihan_doorkeeper;
grant insert on event_notes to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;

-- A hundred at most (sdpf section 1). Counted under the contract's lock, so that two at once are not both the hundredth.
create function count_workspaces() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('workspaces:' || new.contract_id, 0));
  if (select count(*) from public.workspaces w
       where w.partner_id = new.partner_id and w.contract_id = new.contract_id and w.deleted_at is null) >= 100 then
    raise exception using errcode = 'unique_violation', constraint = 'workspaces_limit', message = 'a contract has at most 100 workspaces';
  end if;
  return new;
end
$$;
alter function count_workspaces owner to saihan_doorkeeper;
create trigger count_workspaces before insert on workspaces for each row execute function count_workspaces();

-- A tenant without a workspace goes to the contract's own, made with its first tenant and called as the contract; where that has a tenant of the
-- region already, to the next of that kind. An id that names none yet was drawn for it at acceptance.
create function house_tenant() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  made bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('workspaces:' || new.contract_id, 0));
  if new.workspace_id is null then
    select w.id into new.workspace_id from public.workspaces w
     where w.partner_id = new.partner_id and w.contract_id = new.contract_id and w.implied and w.deleted_at is null
       and not exists (select from public.tenants t where t.partner_id = w.partner_id and t.workspace_id = w.id
                          and t.region = new.region and t.state not in ('deleted', 'failed'))
     order by w.id limit 1;
    new.workspace_id := coalesce(new.workspace_id, 'ws' || nextval('public.workspace_number'));
  end if;
  if not exists (select from public.workspaces w where w.partner_id = new.partner_id and w.id = new.workspace_id) then
    select count(*) into made from public.workspaces w
     where w.partner_id = new.partner_id and w.contract_id = new.contract_id and w.implied;
    insert into public.workspaces (partner_id, id, contract_id, name, implied, created_at)
    values (new.partner_id, new.workspace_id, new.contract_id,
            new.contract_id || case when made = 0 then '' else '-' || (made + 1) end, true, new.created_at);
  end if;
  return new;
end
$$;
alter function house_tenant owner to saihan_doorkeeper;
create trigger house_tenant before insert on tenants for each row execute function house_tenant();

-- With the contract go its workspaces, and their names are free again.
create function end_workspaces() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.workspaces w set deleted_at = coalesce(new.ended_at, now())
   where w.partner_id = new.partner_id and w.contract_id = new.id and w.deleted_at is null;
  return null;
end
$$;
alter function end_workspaces owner to saihan_doorkeeper;
create trigger end_workspaces after update of state on contracts for each row
  when (new.state in ('terminated', 'failed') and old.state <> new.state) execute function end_workspaces();

-- Those that come and go with tenants and contracts are told by these.
create function note_workspace() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (select c.state in ('terminated', 'failed') from public.contracts c where c.partner_id = new.partner_id and c.id = new.contract_id) then
    return null;
  end if;
  insert into public.event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, new.contract_id, case when tg_op = 'INSERT' then new.created_at else coalesce(new.deleted_at, now()) end,
          case when tg_op = 'INSERT' then 'workspace.create' when new.deleted_at is not null then 'workspace.delete' else 'workspace.change' end,
          new.id, jsonb_build_object('name', new.name));
  return null;
end
$$;
alter function note_workspace owner to saihan_doorkeeper;
create trigger note_event after insert on workspaces for each row when (not new.implied) execute function note_workspace();
create trigger note_event_of_change after update on workspaces for each row
  when ((new.description, new.deleted_at) is distinct from (old.description, old.deleted_at)) execute function note_workspace();
revoke create on schema public from saihan_doorkeeper;
