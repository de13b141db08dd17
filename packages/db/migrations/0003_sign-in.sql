-- Sign-in of users: one-time codes, recovery codes, sessions, known devices, throttles, and where a contract's users may come from.

-- totp_state: 'asked' when an administrator has switched one-time codes on and the user has not set them up yet (sdpf 4).
-- totp_secret is sealed for its user; totp_last_step is the last step of time whose code was used (RFC 6238, 5.2).
alter table users
  add totp_state text not null default 'off' check (totp_state in ('off', 'asked', 'on')),
  add totp_secret bytea,
  add totp_last_step bigint not null default 0,
  add sign_in_disabled_at timestamptz,
  add constraint users_totp check ((totp_state = 'on') = (totp_secret is not null));

-- Ranges in CIDR form, IPv4 and IPv6; none: from anywhere.
alter table contracts add allowed_addresses text[] not null default '{}';

alter table operators
  add kind text not null default 'operations' check (kind in ('operations', 'billing', 'support')),
  drop column failures,
  drop column blocked_until;

-- Between the password and the code. kind 'enrol' carries the sealed secret that the code is to confirm.
create table sign_in_tickets (
  partner_id    text not null,
  token_hash    bytea not null,
  contract_id   text not null,
  user_id       text not null,
  kind          text not null check (kind in ('code', 'enrol')),
  totp_secret   bytea,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  primary key (partner_id, token_hash),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id),
  check ((kind = 'enrol') = (totp_secret is not null))
);
create unique index sign_in_tickets_token on sign_in_tickets (token_hash);
create index sign_in_tickets_of_user on sign_in_tickets (partner_id, user_id);

-- Only the hash of a token is kept. address, user_agent: what it was opened from.
create table sessions (
  partner_id    text not null,
  id            uuid not null,
  contract_id   text not null,
  user_id       text not null,
  token_hash    bytea not null,
  address       text not null,
  user_agent    text not null,
  created_at    timestamptz not null,
  seen_at       timestamptz not null,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
create unique index sessions_token on sessions (token_hash);
create index sessions_of_user on sessions (partner_id, user_id, created_at desc);

-- A device on which a user has signed in before: failures on it are counted apart, so that others cannot lock its owner out.
create table known_devices (
  partner_id    text not null,
  token_hash    bytea not null,
  contract_id   text not null,
  user_id       text not null,
  created_at    timestamptz not null,
  seen_at       timestamptz not null,
  primary key (partner_id, token_hash),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
create unique index known_devices_token on known_devices (token_hash);
create index known_devices_of_user on known_devices (partner_id, user_id, seen_at desc);

-- number: the first character of the code, so that one hash and not ten is compared.
create table recovery_codes (
  partner_id    text not null,
  user_id       text not null,
  number        smallint not null check (number between 0 and 9),
  contract_id   text not null,
  code_hash     text not null,
  used_at       timestamptz,
  primary key (partner_id, user_id, number),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);

create index password_links_of_user on password_links (partner_id, user_id) where used_at is null;

-- Attempts in a row that did not succeed. The bucket is the hash of what is counted (an account, a device, an address): the names of accounts
-- that do not exist are counted like those that do. told_at: when the account's owner was mailed.
create table throttles (
  bucket      text primary key,
  failures    integer not null,
  failed_at   timestamptz not null,
  told_at     timestamptz
);
create index throttles_age on throttles (failed_at);

call isolate('sign_in_tickets', 'contract_id');
call isolate('sessions', 'contract_id');
call isolate('known_devices', 'contract_id');
call isolate('recovery_codes', 'contract_id');

grant update (totp_state, totp_secret, totp_last_step, sign_in_disabled_at) on users to saihan_api;
grant update (allowed_addresses) on contracts to saihan_api;
grant select, update (used_at) on password_links to saihan_api;
grant select, insert, delete on sign_in_tickets to saihan_api;
grant select, insert, delete, update (token_hash, seen_at) on sessions to saihan_api;
grant select, insert, delete, update (seen_at) on known_devices to saihan_api;
grant select, insert, delete, update (code_hash, used_at) on recovery_codes to saihan_api;
grant select, insert, update, delete on throttles to saihan_api, saihan_operations;
grant select on sign_in_tickets, sessions, known_devices, recovery_codes to saihan_operations;

grant select, delete on sign_in_tickets, sessions, known_devices, throttles to saihan_doorkeeper;
grant delete on password_links to saihan_doorkeeper;
grant select, insert, delete, update (totp_last_step) on operators to saihan_doorkeeper;
grant select, insert, delete, update (seen_at) on operator_sessions to saihan_doorkeeper;
grant create on schema public to saihan_doorkeeper;

-- Doors, as in 0002.

-- A user who is not gone, by login id.
create function sign_in_facts(login text, device bytea, devices_since timestamptz) returns table (
  partner_id text, contract_id text, user_id text, login_id text, password_hash text, totp_state text, user_state text,
  disabled boolean, contract_state text, language text, allowed_addresses jsonb, device_known boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.partner_id, u.contract_id, u.id, u.login_id, u.password_hash, u.totp_state, u.state,
         u.sign_in_disabled_at is not null, c.state, c.language, to_jsonb(c.allowed_addresses),
         exists (select from public.known_devices d
                  where d.token_hash = device and d.partner_id = u.partner_id and d.user_id = u.id and d.seen_at > devices_since)
    from public.users u
    join public.contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
   where lower(u.login_id) = lower(login) and u.state not in ('deleted', 'failed')
$$;
alter function sign_in_facts owner to saihan_doorkeeper;

-- The user that a ticket was given to. An enrolment carries its own secret.
create function ticket_facts(ticket bytea, at timestamptz) returns table (
  partner_id text, contract_id text, user_id text, login_id text, kind text, totp_secret bytea, totp_last_step bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.partner_id, t.contract_id, t.user_id, u.login_id, t.kind, coalesce(t.totp_secret, u.totp_secret), u.totp_last_step
    from public.sign_in_tickets t
    join public.users u on u.partner_id = t.partner_id and u.id = t.user_id
   where t.token_hash = ticket and t.expires_at > at
$$;
alter function ticket_facts owner to saihan_doorkeeper;

-- A session with what decides whether it still holds, and what its user may do.
create function session_facts(token bytea) returns table (
  partner_id text, contract_id text, user_id text, session_id uuid, created_at timestamptz, seen_at timestamptz, allowed_addresses jsonb,
  user_type text, user_state text, disabled boolean, rights jsonb, contract_state text, partner_state text, model text, confined boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.partner_id, s.contract_id, s.user_id, s.id, s.created_at, s.seen_at, to_jsonb(c.allowed_addresses),
         u.type, u.state, u.sign_in_disabled_at is not null, to_jsonb(u.rights), c.state, p.state, p.model,
         u.type <> 'representative'
         and exists (select from public.contract_group_users g where g.partner_id = s.partner_id and g.user_id = s.user_id)
    from public.sessions s
    join public.users u on u.partner_id = s.partner_id and u.id = s.user_id
    join public.contracts c on c.partner_id = s.partner_id and c.id = s.contract_id
    join public.contracts p on p.partner_id = s.partner_id and p.id = s.partner_id
   where s.token_hash = token
$$;
alter function session_facts owner to saihan_doorkeeper;

-- Whose a link is, without using it up.
create function password_link_facts(token bytea, at timestamptz) returns table (
  partner_id text, contract_id text, user_id text, login_id text, totp_state text, language text, has_password boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select l.partner_id, l.contract_id, l.user_id, u.login_id, u.totp_state, c.language, u.password_hash is not null
    from public.password_links l
    join public.users u on u.partner_id = l.partner_id and u.id = l.user_id
    join public.contracts c on c.partner_id = l.partner_id and c.id = l.contract_id
   where l.token_hash = token and l.used_at is null and l.expires_at > at and u.state not in ('deleted', 'failed')
$$;
alter function password_link_facts owner to saihan_doorkeeper;

-- What decides whether a user's API keys may be used: where the contract's users may come from, and whether this one is kept out.
create function entry_facts(partner text, contract text, person text) returns table (allowed_addresses jsonb, disabled boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select to_jsonb(c.allowed_addresses), u.sign_in_disabled_at is not null
    from public.contracts c
    join public.users u on u.partner_id = c.partner_id and u.contract_id = c.id
   where c.partner_id = partner and c.id = contract and u.id = person
$$;
alter function entry_facts owner to saihan_doorkeeper;

-- Operators belong to no partner. Their rows are reached through these doors only, by the API as by the dashboard.
create function operator_facts(login text) returns table (
  id text, login_id text, kind text, password_hash text, totp_secret bytea, totp_last_step bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.id, o.login_id, o.kind, o.password_hash, o.totp_secret, o.totp_last_step from public.operators o where o.login_id = login
$$;
alter function operator_facts owner to saihan_doorkeeper;

-- Opens a session for the one whose code is of a later step than any that was used before (RFC 6238, 5.2). False for the others.
create function open_operator_session(operator text, step bigint, token bytea, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with winner as (
    update public.operators o set totp_last_step = step where o.id = operator and o.totp_last_step < step returning o.id
  ), opened as (
    insert into public.operator_sessions (token_hash, operator_id, created_at, seen_at) select token, id, at, at from winner returning token_hash
  )
  select exists (select from opened)
$$;
alter function open_operator_session owner to saihan_doorkeeper;

create function operator_session_facts(token bytea) returns table (
  operator_id text, login_id text, kind text, created_at timestamptz, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.operator_id, o.login_id, o.kind, s.created_at, s.seen_at
    from public.operator_sessions s join public.operators o on o.id = s.operator_id
   where s.token_hash = token
$$;
alter function operator_session_facts owner to saihan_doorkeeper;

create function note_operator_seen(token bytea, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.operator_sessions set seen_at = at where token_hash = token and seen_at < at
$$;
alter function note_operator_seen owner to saihan_doorkeeper;

create function end_operator_session(token bytea) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from public.operator_sessions where token_hash = token
$$;
alter function end_operator_session owner to saihan_doorkeeper;

-- Removes what has lost its meaning, over all partners.
create function prune_sign_in(at timestamptz, sessions_before timestamptz, devices_before timestamptz, throttles_before timestamptz)
returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from public.sign_in_tickets where expires_at <= at;
  delete from public.sessions where created_at <= sessions_before;
  delete from public.operator_sessions where created_at <= sessions_before;
  delete from public.known_devices where seen_at <= devices_before;
  delete from public.password_links where expires_at <= devices_before;
  delete from public.throttles where failed_at <= throttles_before;
$$;
alter function prune_sign_in owner to saihan_doorkeeper;

revoke create on schema public from saihan_doorkeeper;
revoke execute on function sign_in_facts, ticket_facts, session_facts, password_link_facts, entry_facts, operator_facts,
  open_operator_session, operator_session_facts, note_operator_seen, end_operator_session, prune_sign_in from public;
grant execute on function sign_in_facts, ticket_facts, session_facts, password_link_facts, entry_facts to saihan_api;
grant execute on function operator_facts, open_operator_session, operator_session_facts, note_operator_seen, end_operator_session
  to saihan_api, saihan_operations;
grant execute on function prune_sign_in to saihan_relay;
