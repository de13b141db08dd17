-- What users may ask for at all: groups of users, and roles whose white lists limit everybody in the group (sdpf 10.1, rows 28 to 31; 10.2).

create table iam_groups (
  partner_id  text not null,
  id          uuid not null,
  contract_id text not null,
  name        text not null,
  description text not null,
  created_at  timestamptz not null,
  primary key (partner_id, id),
  unique (partner_id, contract_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create unique index iam_groups_name on iam_groups (partner_id, contract_id, lower(name));

-- resources: a list of conditions, each a map from what is asked to a pattern; one condition that holds in all its parts is enough.
create table iam_roles (
  partner_id  text not null,
  id          uuid not null,
  contract_id text not null,
  name        text not null,
  description text not null,
  resources   jsonb not null check (jsonb_typeof(resources) = 'array'),
  created_at  timestamptz not null,
  primary key (partner_id, id),
  unique (partner_id, contract_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create unique index iam_roles_name on iam_roles (partner_id, contract_id, lower(name));

create table iam_group_roles (
  partner_id  text not null,
  contract_id text not null,
  group_id    uuid not null,
  role_id     uuid not null,
  primary key (partner_id, group_id, role_id),
  foreign key (partner_id, contract_id, group_id) references iam_groups (partner_id, contract_id, id) on delete cascade,
  foreign key (partner_id, contract_id, role_id) references iam_roles (partner_id, contract_id, id)
);
create index iam_group_roles_role on iam_group_roles (partner_id, contract_id, role_id);

create table iam_group_users (
  partner_id  text not null,
  contract_id text not null,
  group_id    uuid not null,
  user_id     text not null,
  primary key (partner_id, group_id, user_id),
  foreign key (partner_id, contract_id, group_id) references iam_groups (partner_id, contract_id, id),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
create index iam_group_users_user on iam_group_users (partner_id, contract_id, user_id);

call isolate('iam_groups', 'contract_id');
call isolate('iam_roles', 'contract_id');
call isolate('iam_group_roles', 'contract_id');
call isolate('iam_group_users', 'contract_id');
grant select, insert, delete on iam_groups, iam_roles, iam_group_roles, iam_group_users to saihan_api;
grant update on iam_groups to saihan_api;
grant select on iam_roles, iam_group_roles, iam_group_users to saihan_doorkeeper;

-- The white list of a user: nothing for a user in no group, who is not limited; an empty one lets nothing through.
grant create on schema public to saihan_doorkeeper;
create function iam_white_list(partner text, contract text, who text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when exists (select from public.iam_group_users u where u.partner_id = partner and u.contract_id = contract and u.user_id = who)
         then coalesce((
           select jsonb_agg(e.entry)
             from public.iam_group_users u
             join public.iam_group_roles g on g.partner_id = u.partner_id and g.group_id = u.group_id
             join public.iam_roles r on r.partner_id = g.partner_id and r.id = g.role_id
            cross join lateral jsonb_array_elements(r.resources) e (entry)
            where u.partner_id = partner and u.contract_id = contract and u.user_id = who), '[]')
         end
$$;
alter function iam_white_list owner to saihan_doorkeeper;

-- The provider's staff name users by their id alone.
create function place_of_user(who text) returns table (partner_id text, contract_id text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.partner_id, u.contract_id from public.users u where u.id = who
$$;
alter function place_of_user owner to saihan_doorkeeper;
revoke create on schema public from saihan_doorkeeper;
revoke execute on function iam_white_list, place_of_user from public;
grant execute on function iam_white_list, place_of_user to saihan_api;
