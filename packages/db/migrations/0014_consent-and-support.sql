-- The provider's desk: mail to the staff, devices that operators are known by, requests for another's consent, documents, tickets,
-- referrals.

-- A mail goes to a user or to one of the provider's desks, whose address is a setting (OPERATIONS_MAIL, ...).
alter table mails
  add desk text check (desk in ('operations', 'billing', 'support')),
  alter user_id drop not null,
  add constraint mails_to check ((user_id is null) = (desk is not null));

-- A device on which an operator has signed in before: as known_devices of users (0003).
create table operator_devices (
  token_hash    bytea primary key,
  operator_id   text not null references operators (id) on delete cascade,
  created_at    timestamptz not null,
  seen_at       timestamptz not null
);
create index operator_devices_of_operator on operator_devices (operator_id, seen_at desc);
grant select on operator_devices to saihan_operations;
grant select, insert, delete, update (seen_at) on operator_devices to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;

create function operator_device_known(operator text, device bytea, since timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.operator_devices d where d.token_hash = device and d.operator_id = operator and d.seen_at > since)
$$;
alter function operator_device_known owner to saihan_doorkeeper;

create function remember_operator_device(operator text, device bytea, at timestamptz, since timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.operator_devices (token_hash, operator_id, created_at, seen_at) values (device, operator, at, at)
  on conflict (token_hash) do update set seen_at = excluded.seen_at;
  delete from public.operator_devices d
   where d.operator_id = operator
     and (d.seen_at <= since or d.token_hash in (
       select x.token_hash from public.operator_devices x where x.operator_id = operator order by x.seen_at desc offset 20));
$$;
alter function remember_operator_device owner to saihan_doorkeeper;

revoke create on schema public from saihan_doorkeeper;
revoke execute on function operator_device_known, remember_operator_device from public;
grant execute on function operator_device_known, remember_operator_device to saihan_api, saihan_operations;
