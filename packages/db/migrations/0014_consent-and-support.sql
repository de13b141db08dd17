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

-- Requests for another's consent (許可リクエスト, sdpf 9). contract_id: of who asks, or of the order that asks; approver_contract_id: of who is asked,
-- null for the provider's staff. Only `registered` can change.
create table approval_requests (
  partner_id             text not null,
  id                     uuid not null,
  contract_id            text not null,
  approver_contract_id   text,
  request_user_id        text not null,
  external_request_id    text,
  approver_type          text not null check (approver_type in ('tenant', 'tenant_owner', 'contract', 'contract_owner', 'user', 'provider')),
  approver_id            text not null,
  service                text not null,
  actions                jsonb not null,
  descriptions           jsonb not null,
  order_id               uuid,
  state                  text not null check (state in ('registered', 'approved', 'denied', 'cancelled', 'expired')),
  approval_deadline      timestamptz not null,
  approval_expire        timestamptz,
  registered_at          timestamptz not null,
  updated_at             timestamptz,
  answered_by            text,
  reason                 text check (char_length(reason) <= 500),
  primary key (partner_id, id),
  unique (partner_id, request_user_id, external_request_id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  foreign key (partner_id, approver_contract_id) references contracts (partner_id, id),
  foreign key (partner_id, request_user_id) references users (partner_id, id),
  foreign key (partner_id, order_id) references orders (partner_id, id),
  check ((approver_type = 'provider') = (approver_contract_id is null))
);
create index approval_requests_newest_first on approval_requests (partner_id, registered_at desc, id desc);
create unique index approval_requests_of_order on approval_requests (partner_id, order_id) where order_id is not null;
create index approval_requests_open on approval_requests (approval_deadline, id) where state = 'registered';

create function keep_answered_request() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'SA001', message = 'APPROVAL_REQUEST_OPEN';
end
$$;
create trigger keep_answered before update on approval_requests
  for each row when (old.state <> 'registered' or (new.actions, new.approver_type, new.approver_id, new.request_user_id)
                     is distinct from (old.actions, old.approver_type, old.approver_id, old.request_user_id))
  execute function keep_answered_request();

-- A child's users see what their own contract asks or is asked; users of the parent see a request when they may see both sides of it, by the rule
-- of `isolate`, so that nobody who is confined to groups learns of a contract outside of them.
do $$
declare
  side constant text := $sql$(
    %1$s = current_setting('app.contract_id', true) and current_setting('app.key_free', true) = 'yes'
    or (current_setting('app.user_free', true) = 'yes' or exists (
          select from contract_group_contracts gc where gc.contract_id = %1$s and gc.group_id = any ((select user_groups())::uuid[])))
       and (current_setting('app.key_free', true) = 'yes' or exists (
          select from contract_group_contracts gc where gc.contract_id = %1$s and gc.group_id = any ((select key_groups())::uuid[])))
  )$sql$;
  asker constant text := format(side, 'approval_requests.contract_id');
  asked constant text := format(side, 'coalesce(approval_requests.approver_contract_id, approval_requests.contract_id)');
begin
  execute format('call isolate(%L, seen => %L)', 'approval_requests', format($sql$(
    current_setting('app.sees_all', true) = 'yes'
    or current_setting('app.contract_id', true) <> current_setting('app.partner_id', true) and current_setting('app.key_free', true) = 'yes'
       and current_setting('app.contract_id', true) in (contract_id, approver_contract_id)
    or current_setting('app.contract_id', true) = current_setting('app.partner_id', true) and %s and %s
  )$sql$, asker, asked));
end
$$;
-- Operators who name no partner look at what waits for them in one list.
create policy staff_list on approval_requests for select to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and current_setting('app.partner_id', true) = '');

grant select, insert, update (state, updated_at, answered_by, reason) on approval_requests to saihan_api;
grant select, update (state, updated_at, answered_by, reason) on approval_requests to saihan_worker;
grant select on approval_requests to saihan_operations;
