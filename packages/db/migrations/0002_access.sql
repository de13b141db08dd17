-- Who sees which rows. The application decides by the permission table (packages/domain/src/access); this file is the second wall: even
-- when the application asks for a row that is not the caller's, the database does not show it.

-- Roles of the programs. None of them owns anything, and none can pass by the policies. The migrations' own role is the owner.
do $$
declare
  name text;
begin
  foreach name in array array['saihan_api', 'saihan_worker', 'saihan_relay', 'saihan_operations', 'saihan_queue', 'saihan_doorkeeper'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then
      null; -- Roles belong to the whole server; another database of it has made this one.
    end;
  end loop;
  execute format('grant %I to %I', 'saihan_doorkeeper', current_user);
  -- BullMQ's own tables, when the queues live in this database.
  execute format('grant create on database %I to saihan_queue', current_database());
end
$$;
grant saihan_queue to saihan_worker, saihan_relay, saihan_operations;
revoke create on schema public from public;
grant usage on schema public to saihan_api, saihan_worker, saihan_relay, saihan_operations, saihan_doorkeeper;

-- Contract groups (契約グループ): which child contracts a user of the parent may work on. A user in no group sees every child; in one
-- or more, the union; the representative is never restricted (sdpf 3.4).
create table contract_groups (
  partner_id   text not null,
  id           uuid not null,
  name         text not null check (char_length(name) between 1 and 100),
  created_at   timestamptz not null,
  primary key (partner_id, id)
);
create unique index contract_groups_name on contract_groups (partner_id, lower(name));

create table contract_group_contracts (
  partner_id    text not null,
  group_id      uuid not null,
  contract_id   text not null,
  primary key (partner_id, group_id, contract_id),
  foreign key (partner_id, group_id) references contract_groups (partner_id, id) on delete cascade,
  -- Checked at commit: a contract joins the groups of its creator just before it is written.
  foreign key (partner_id, contract_id) references contracts (partner_id, id) deferrable initially deferred
);
create index contract_group_contracts_contract on contract_group_contracts (partner_id, contract_id, group_id);

create table contract_group_users (
  partner_id   text not null,
  group_id     uuid not null,
  user_id      text not null,
  primary key (partner_id, user_id, group_id),
  foreign key (partner_id, group_id) references contract_groups (partner_id, id) on delete cascade,
  foreign key (partner_id, user_id) references users (partner_id, id)
);
create index contract_group_users_group on contract_group_users (partner_id, group_id);

-- Rights of an administrator that are not whole (null: all of them), sdpf 2.1.
alter table users add rights text[];
-- How a parent takes part: as a reseller or as an agency (代理店).
alter table contracts add model text not null default 'reseller' check (model in ('reseller', 'agency'));
-- The rights with which the order was given; they travel with it and are checked again when it is carried out.
alter table orders add authority jsonb not null;

-- What an API key may do at most, and for which groups of contracts. Without scopes: all that its user may.
alter table api_keys
  add scopes text[],
  add expires_at timestamptz,
  add addresses text[],
  add used_at timestamptz,
  -- The key that takes this one's place; both live until this one's end.
  add successor_id text;
create index api_keys_of_user on api_keys (partner_id, user_id);

create table api_key_groups (
  partner_id   text not null,
  key_id       text not null,
  user_id      text not null,
  group_id     uuid not null,
  primary key (partner_id, key_id, group_id),
  foreign key (partner_id, key_id) references api_keys (partner_id, id) on delete cascade,
  foreign key (partner_id, group_id) references contract_groups (partner_id, id)
);

-- Access of a user to a tenant: of the tenant's own contract, or of the parent (sdpf 2.1, 2.2).
create table tenant_access (
  partner_id    text not null,
  contract_id   text not null,
  tenant_id     text not null,
  user_id       text not null,
  state         text not null check (state in ('granting', 'granted', 'revoking')),
  granted_by    text not null,
  granted_at    timestamptz not null,
  until         timestamptz,
  primary key (partner_id, tenant_id, user_id),
  foreign key (partner_id, contract_id, tenant_id) references tenants (partner_id, contract_id, id),
  foreign key (partner_id, user_id) references users (partner_id, id)
);
create index tenant_access_of_user on tenant_access (partner_id, user_id);

-- The groups to which the caller is confined, and those to which the caller's key is bound, as `enter` has read them.
create function user_groups() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('app.user_groups', true), ''), '{}')::uuid[]
$$;
create function key_groups() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('app.key_groups', true), ''), '{}')::uuid[]
$$;

-- Shuts a table up: rows of one partner only, and for the API only rows of contracts that the caller may see.
-- contract: the column that names the contract; without one `seen` says what else must hold, by default that it is a user of the parent.
create procedure isolate(tab regclass, contract text default null,
                         seen text default $sql$current_setting('app.contract_id', true) = current_setting('app.partner_id', true)$sql$)
language plpgsql as $$
declare
  partner constant text := $sql$partner_id = current_setting('app.partner_id', true)$sql$;
begin
  if contract is not null then
    seen := format($sql$(
      current_setting('app.sees_all', true) = 'yes'
      or %1$I = current_setting('app.contract_id', true) and current_setting('app.key_free', true) = 'yes'
      or (current_setting('app.user_free', true) = 'yes' or exists (
            select from contract_group_contracts gc where gc.contract_id = %2$s.%1$I and gc.group_id = any ((select user_groups())::uuid[])))
         and (current_setting('app.key_free', true) = 'yes' or exists (
            select from contract_group_contracts gc where gc.contract_id = %2$s.%1$I and gc.group_id = any ((select key_groups())::uuid[])))
    )$sql$, contract, tab);
  end if;
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy api on %s to saihan_api using (%s and %s) with check (%2$s and %3$s)', tab, partner, seen);
  execute format('create policy worker on %s to saihan_worker using (%s) with check (%2$s)', tab, partner);
  execute format('create policy operations on %s to saihan_operations using (true) with check (true)', tab);
  execute format('create policy doorkeeper on %s to saihan_doorkeeper using (true) with check (true)', tab);
end
$$;

call isolate('contracts', 'id');
call isolate('users', 'contract_id');
call isolate('tenants', 'contract_id');
call isolate('tenant_access', 'contract_id');
call isolate('orders', 'contract_id');
call isolate('order_transitions', 'contract_id');
call isolate('order_waits', 'contract_id');
call isolate('mails', 'contract_id');
call isolate('password_links', 'contract_id');
call isolate('api_keys', 'contract_id');
-- Groups: all of them, or those that the caller is confined to.
call isolate('contract_group_users', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or user_id = current_setting('app.user_id', true))$sql$);
call isolate('api_key_groups', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or key_id = current_setting('app.key_id', true)
  or user_id = current_setting('app.user_id', true))$sql$);
call isolate('contract_groups', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or id = any ((select user_groups() || key_groups())::uuid[]))$sql$);
call isolate('contract_group_contracts', seen => $sql$(
  current_setting('app.sees_all', true) = 'yes' or group_id = any ((select user_groups() || key_groups())::uuid[]))$sql$);
-- Only who sees everything defines groups: whoever is confined could free themselves.
do $$
declare
  tab text;
begin
  foreach tab in array array['contract_groups', 'contract_group_contracts', 'contract_group_users'] loop
    execute format($sql$create policy define_insert on %I as restrictive for insert to saihan_api with check (current_setting('app.sees_all', true) = 'yes')$sql$, tab);
    execute format($sql$create policy define_update on %I as restrictive for update to saihan_api using (current_setting('app.sees_all', true) = 'yes')$sql$, tab);
    execute format($sql$create policy define_delete on %I as restrictive for delete to saihan_api using (current_setting('app.sees_all', true) = 'yes')$sql$, tab);
  end loop;
end
$$;

-- A kept answer is for the one who got it.
alter table idempotency_keys enable row level security, force row level security;
create policy api on idempotency_keys to saihan_api
  using (partner_id = current_setting('app.partner_id', true) and principal = current_setting('app.actor', true))
  with check (partner_id = current_setting('app.partner_id', true) and principal = current_setting('app.actor', true));
create policy relay on idempotency_keys to saihan_relay using (true);
create policy operations on idempotency_keys to saihan_operations using (true);

-- The API writes work and does not read it; the relay carries that of every partner.
alter table outbox enable row level security, force row level security;
create policy api on outbox for insert to saihan_api with check (partner_id = current_setting('app.partner_id', true));
create policy worker on outbox to saihan_worker
  using (partner_id = current_setting('app.partner_id', true)) with check (partner_id = current_setting('app.partner_id', true));
create policy relay on outbox to saihan_relay using (true) with check (true);
create policy operations on outbox to saihan_operations using (true) with check (true);

grant usage on sequence contract_number, user_number to saihan_api, saihan_operations;

grant select, insert on contracts, users, tenants, tenant_access, orders, order_transitions, order_waits, idempotency_keys, mails, api_keys to saihan_api;
grant select, insert, update, delete on contract_groups, contract_group_contracts, contract_group_users, api_key_groups to saihan_api;
grant insert on outbox, password_links to saihan_api;
grant update (state) on contracts, tenants, tenant_access to saihan_api;
grant update (state, password_hash, type, rights, name, mail_address) on users to saihan_api;
grant update (changed_at) on orders to saihan_api;
grant update (revoked_at, expires_at, successor_id) on api_keys to saihan_api;
grant delete on tenant_access to saihan_api;

grant select, insert, update on contracts, users, tenants, tenant_access, orders, outbox, mails, password_links to saihan_worker;
grant select, insert on order_transitions to saihan_worker;
grant select, insert, delete on order_waits to saihan_worker;
grant delete on tenant_access to saihan_worker;
grant select on contract_groups, contract_group_contracts, contract_group_users to saihan_worker;

grant select, update, delete on outbox to saihan_relay;
grant select, delete on idempotency_keys to saihan_relay;

grant select on all tables in schema public to saihan_operations;
grant insert on contracts, users, api_keys to saihan_operations;
grant insert, update, delete on operators, operator_sessions to saihan_operations;

grant select on contracts, users, contract_groups, contract_group_contracts, contract_group_users, api_keys, api_key_groups to saihan_doorkeeper;
grant insert on contract_group_contracts to saihan_doorkeeper;
grant update (used_at) on api_keys to saihan_doorkeeper;
grant select, update on password_links to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;

-- Doors: what must be looked up before anybody knows who is asking, or done for a caller who may not do it by hand. They belong to a role
-- that can read just these tables.

-- Sets a transaction up for a caller of the API. Contract groups are read here, every time: a change holds from the next transaction on.
create function enter(partner text, actor text, contract text, person text, key text) returns void
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  is_parent constant boolean := contract = partner;
  person_groups uuid[];
  bound uuid[];
  user_free boolean := is_parent;
begin
  if is_parent then
    select array_agg(g.group_id) into person_groups from public.contract_group_users g where g.partner_id = partner and g.user_id = person;
    user_free := person_groups is null
      or exists (select from public.users u where u.partner_id = partner and u.id = person and u.contract_id = contract and u.type = 'representative');
  end if;
  if key <> '' then
    select array_agg(g.group_id) into bound from public.api_key_groups g where g.partner_id = partner and g.key_id = key;
  end if;
  perform set_config('app.partner_id', partner, true), set_config('app.actor', actor, true), set_config('app.contract_id', contract, true),
          set_config('app.user_id', person, true), set_config('app.key_id', key, true),
          set_config('app.user_groups', coalesce(person_groups::text, ''), true), set_config('app.key_groups', coalesce(bound::text, ''), true),
          set_config('app.user_free', case when user_free then 'yes' else 'no' end, true),
          set_config('app.key_free', case when bound is null then 'yes' else 'no' end, true),
          set_config('app.sees_all', case when user_free and bound is null then 'yes' else 'no' end, true);
end
$$;
alter function enter owner to saihan_doorkeeper;

-- Puts contracts that are about to be written into the groups of a caller who is confined to groups, who else could not see them.
create function adopt(contracts text[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.contract_group_contracts (partner_id, group_id, contract_id)
  select distinct mine.partner_id, mine.group_id, c.id
    from (select partner_id, group_id from public.contract_group_users
           where partner_id = current_setting('app.partner_id', true) and user_id = current_setting('app.user_id', true)
             and current_setting('app.user_free', true) = 'no'
          union all
          select partner_id, group_id from public.api_key_groups
           where partner_id = current_setting('app.partner_id', true) and key_id = current_setting('app.key_id', true)) mine
   cross join unnest(contracts) as c (id)
   where not exists (select from public.contracts x where x.partner_id = mine.partner_id and x.id = c.id)
  on conflict do nothing
$$;
alter function adopt owner to saihan_doorkeeper;

-- A live API key with its user and contract. The caller compares the hash.
create function find_api_key(key text, at timestamptz) returns table (
  id text, partner_id text, contract_id text, user_id text, secret_hash bytea, scopes text[], addresses text[], expires_at timestamptz,
  partner_state text, contract_state text, model text, user_type text, user_state text, rights text[], confined boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.id, k.partner_id, k.contract_id, k.user_id, k.secret_hash, k.scopes, k.addresses, k.expires_at,
         p.state, c.state, p.model, u.type, u.state, u.rights,
         exists (select from public.api_key_groups g where g.partner_id = k.partner_id and g.key_id = k.id)
         or u.type <> 'representative'
            and exists (select from public.contract_group_users g where g.partner_id = k.partner_id and g.user_id = k.user_id)
    from public.api_keys k
    join public.contracts p on p.partner_id = k.partner_id and p.id = k.partner_id
    join public.contracts c on c.partner_id = k.partner_id and c.id = k.contract_id
    join public.users u on u.partner_id = k.partner_id and u.id = k.user_id
   where k.id = key and k.revoked_at is null and (k.expires_at is null or k.expires_at > at)
$$;
alter function find_api_key owner to saihan_doorkeeper;

-- Notes when keys were last used.
create function note_keys_used(keys text[], at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.api_keys set used_at = at where id = any(keys) and (used_at is null or used_at < at)
$$;
alter function note_keys_used owner to saihan_doorkeeper;

-- Every parent contract, for the provider's staff alone: the one list that goes over all partners.
create function list_partners(after text, rows integer) returns table (
  id text, customer_name text, customer_number text, state text, model text, children bigint, created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.id, p.customer_name, p.customer_number, p.state, p.model,
         (select count(*) from public.contracts c where c.partner_id = p.id and c.kind = 'child' and c.state not in ('terminated', 'failed')),
         p.created_at
    from public.contracts p
   where p.kind = 'parent' and p.id > after and current_setting('app.actor', true) like 'operator:%'
   order by p.id
   limit rows
$$;
alter function list_partners owner to saihan_doorkeeper;

-- Uses a link up. One of several callers at once gets the user; the others, and all later ones, get nothing.
create function use_password_link(token bytea, at timestamptz) returns table (partner_id text, contract_id text, user_id text)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.password_links l set used_at = at
   where l.token_hash = token and l.used_at is null and l.expires_at > at
  returning l.partner_id, l.contract_id, l.user_id
$$;
alter function use_password_link owner to saihan_doorkeeper;

revoke create on schema public from saihan_doorkeeper;
revoke execute on function enter, adopt, find_api_key, note_keys_used, list_partners, use_password_link from public;
grant execute on function enter, adopt, find_api_key, note_keys_used, list_partners, use_password_link to saihan_api;
