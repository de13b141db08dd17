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
  constraint approval_requests_external_id unique (partner_id, request_user_id, external_request_id),
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

-- An order that ends before anybody has answered takes its question with it, whoever ended it. Who answers, or lets it expire, says so first.
create function take_request_along() returns trigger language plpgsql as $$
begin
  update approval_requests set state = 'cancelled', updated_at = new.changed_at, answered_by = current_setting('app.actor', true)
   where partner_id = new.partner_id and order_id = new.id and state = 'registered';
  return new;
end
$$;
create trigger take_request_along after update on orders
  for each row when (old.state = 'awaiting_approval' and new.ended_at is not null) execute function take_request_along();

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

-- Files of the programme's documents (ドキュメントの提供; the list is packages/domain/src/programme-documents.ts). They belong to nobody: every partner
-- gets the same. Written once; all that may follow is that a file is withdrawn.
create table programme_files (
  id             uuid primary key,
  document       text not null,
  audience       text not null check (audience in ('partners', 'everybody')),
  language       text not null check (language in ('ja', 'en')),
  title          text not null check (char_length(title) between 1 and 200),
  file_name      text not null check (char_length(file_name) between 1 and 120),
  content_type   text not null,
  bytes          integer not null check (bytes between 1 and 8388608),
  sha256         bytea not null check (sha256 = sha256(content)),
  content        bytea not null check (octet_length(content) = bytes),
  published_by   text not null,
  published_at   timestamptz not null,
  withdrawn_by   text,
  withdrawn_at   timestamptz,
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
alter table programme_files alter column content set storage external;
create index programme_files_of_document on programme_files (document, published_at desc) where withdrawn_at is null;

create function keep_programme_file() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'SA001', message = 'PROGRAMME_FILE_KEPT';
end
$$;
create trigger keep_file before update on programme_files for each row
  when (old.withdrawn_at is not null
        or (new.id, new.document, new.audience, new.language, new.title, new.file_name, new.content_type, new.bytes, new.sha256, new.content,
            new.published_by, new.published_at)
           is distinct from (old.id, old.document, old.audience, old.language, old.title, old.file_name, old.content_type, old.bytes, old.sha256,
            old.content, old.published_by, old.published_at))
  execute function keep_programme_file();
create trigger keep_file_row before delete on programme_files for each row execute function keep_programme_file();
create trigger keep_files before truncate on programme_files for each statement execute function keep_programme_file();

alter table programme_files enable row level security, force row level security;
create policy api on programme_files to saihan_api
  using (current_setting('app.actor', true) like 'operator:%'
         or withdrawn_at is null and (audience = 'everybody' or current_setting('app.contract_id', true) = current_setting('app.partner_id', true)))
  with check (current_setting('app.actor', true) like 'operator:%');
create policy operations on programme_files for select to saihan_operations using (true);
grant select, insert, update (withdrawn_by, withdrawn_at) on programme_files to saihan_api;
grant select on programme_files to saihan_operations;

-- End users whom an agency (代理店) refers. direct_contract: the number of the provider's contract with the end user, which is none of this house.
create table referrals (
  partner_id        text not null,
  id                uuid not null,
  customer_name     text not null check (char_length(customer_name) between 1 and 200),
  contact_name      text not null,
  contact_address   text not null,
  note              text not null check (char_length(note) <= 2000),
  state             text not null check (state in ('registered', 'concluded', 'declined', 'withdrawn')),
  registered_by     text not null,
  registered_at     timestamptz not null,
  ended_by          text,
  ended_at          timestamptz,
  direct_contract   text check (direct_contract ~ '^[0-9A-Za-z-]{1,50}$'),
  concluded_on      date,
  reason            text check (char_length(reason) <= 500),
  primary key (partner_id, id),
  foreign key (partner_id, partner_id) references contracts (partner_id, id),
  check ((state = 'registered') = (ended_at is null)),
  check ((state = 'concluded') = (direct_contract is not null) and (state = 'concluded') = (concluded_on is not null))
);
create index referrals_newest_first on referrals (partner_id, registered_at desc, id desc);
call isolate('referrals');
create policy staff_list on referrals for select to saihan_api
  using (current_setting('app.actor', true) like 'operator:%' and current_setting('app.partner_id', true) = '');
grant select, insert, update (state, ended_by, ended_at, direct_contract, concluded_on, reason) on referrals to saihan_api;
grant select on referrals to saihan_operations;

-- Tickets: questions of the parent to the provider. contract_id: the contract that it is about, the parent's own or a child's; who may not see that
-- contract does not see the ticket.
create sequence ticket_number start 1000000001 maxvalue 9999999999;
create table tickets (
  partner_id    text not null,
  id            text not null check (id ~ '^tk[0-9]{10}$'),
  contract_id   text not null,
  category      text not null check (category in ('service', 'partner-functions', 'contract', 'billing', 'portal')),
  type          text not null check (type in ('fault', 'other')),
  subject       text not null check (char_length(subject) between 1 and 200),
  user_ids      jsonb not null,
  state         text not null check (state in ('open', 'answered', 'closed')),
  opener_id     text not null,
  opened_at     timestamptz not null,
  changed_at    timestamptz not null,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  foreign key (partner_id, partner_id, opener_id) references users (partner_id, contract_id, id)
);
create index tickets_newest_first on tickets (partner_id, opened_at desc, id desc);
create index tickets_waiting on tickets (opened_at, id) where state = 'open';

-- The thread, append only: nobody has a grant to change it. text: null when the ticket was closed or reopened without a word.
create table ticket_messages (
  partner_id    text not null,
  ticket_id     text not null,
  seq           integer not null check (seq > 0),
  contract_id   text not null,
  at            timestamptz not null,
  move          text not null check (move in ('open', 'reply', 'close', 'reopen')),
  side          text not null check (side in ('partner', 'provider')),
  author        text not null,
  text          text check (char_length(text) between 1 and 20000),
  primary key (partner_id, ticket_id, seq),
  foreign key (partner_id, ticket_id) references tickets (partner_id, id)
);

-- The emergency disclosure of an end user's name and contact: who asked, why, when; who gave it, when. Erased when it is closed.
create table disclosures (
  partner_id    text not null,
  id            uuid not null,
  contract_id   text not null,
  ticket_id     text,
  reason        text not null check (char_length(reason) between 1 and 500),
  state         text not null check (state in ('asked', 'given', 'closed')),
  asked_by      text not null,
  asked_at      timestamptz not null,
  given_by      text,
  given_at      timestamptz,
  name          text,
  contact       text,
  closed_by     text,
  closed_at     timestamptz,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  foreign key (partner_id, ticket_id) references tickets (partner_id, id),
  check ((state = 'given') = (name is not null) and (state = 'given') = (contact is not null)),
  check ((state = 'closed') = (closed_at is not null) and (given_by is null) = (given_at is null))
);
create index disclosures_newest_first on disclosures (partner_id, asked_at desc, id desc);

call isolate('tickets', 'contract_id');
call isolate('ticket_messages', 'contract_id');
call isolate('disclosures', 'contract_id');
-- End users turn to their partner: a child's users see none of it, though it is about their contract.
do $$
declare
  tab text;
begin
  foreach tab in array array['tickets', 'ticket_messages', 'disclosures'] loop
    execute format($sql$create policy parents_only on %I as restrictive to saihan_api
      using (current_setting('app.contract_id', true) = current_setting('app.partner_id', true))$sql$, tab);
  end loop;
  foreach tab in array array['tickets', 'disclosures'] loop
    execute format($sql$create policy staff_list on %I for select to saihan_api
      using (current_setting('app.actor', true) like 'operator:%%' and current_setting('app.partner_id', true) = '')$sql$, tab);
  end loop;
end
$$;
create policy staff on disclosures as restrictive for insert to saihan_api with check (current_setting('app.actor', true) like 'operator:%');

grant usage on sequence ticket_number to saihan_api;
grant select, insert, update (state, changed_at) on tickets to saihan_api;
grant select, insert on ticket_messages to saihan_api;
grant select, insert, update (state, given_by, given_at, name, contact, closed_by, closed_at) on disclosures to saihan_api;
grant select on tickets, ticket_messages, disclosures to saihan_operations;
