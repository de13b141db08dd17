-- Contracts, users, tenants; orders and their history; the outbox; mails.
-- Every row that belongs to a partner carries partner_id: the parent contract, which for the parent itself is its own id. It is the first
-- part of every key, so no row can point into another partner, and the rows of one partner can live together on one machine.

create sequence contract_number start 1000000001 maxvalue 9999999999;
create sequence user_number start 1000000001 maxvalue 9999999999;

-- What must hold for a transaction to stand: anything else undoes it.
create function must(held boolean, condition text) returns void language plpgsql as $$
begin
  if held is not true then
    raise exception using errcode = 'SA001', message = condition;
  end if;
end
$$;

create table contracts (
  partner_id         text not null,
  id                 text not null check (id ~ '^econ[0-9]{10}$'),
  kind               text not null check (kind in ('parent', 'child')),
  state              text not null check (state in ('provisioning', 'active', 'suspending', 'suspended', 'resuming', 'terminating', 'terminated', 'failed')),
  customer_name      text not null check (char_length(customer_name) between 1 and 200),
  customer_number    text not null check (customer_number ~ '^[0-9A-Za-z]{6,50}$'),
  language           text not null check (language in ('ja', 'en')),
  representative_id  text not null,
  -- The name in the form in which it is searched (foldText in packages/domain).
  customer_name_folded  text not null,
  -- What the representative is called, in the same form: login id, line end, mail address. Users bring it here when they change.
  people_folded      text not null default '',
  -- The partner's own words for a contract: name to value.
  labels             jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
  -- The user who ordered it. A parent contract is signed, not ordered.
  created_by         text,
  -- Why it is suspended: a code of packages/domain/src/suspension.ts.
  suspended_for      text,
  platform_id        text,
  created_at         timestamptz not null,
  started_at         timestamptz,
  ended_at           timestamptz,
  primary key (partner_id, id),
  check ((kind = 'parent') = (id = partner_id)),
  check ((state = 'terminated') = (ended_at is not null))
);
-- Orders in which contracts are listed. A time that has not come stands after every other.
create index contracts_newest_first on contracts (partner_id, created_at desc, id desc);
create index contracts_by_name on contracts (partner_id, customer_name_folded, id);
create index contracts_by_number on contracts (partner_id, customer_number, id);
create index contracts_by_start on contracts (partner_id, coalesce(started_at, 'infinity'::timestamptz), id);
create index contracts_by_end on contracts (partner_id, coalesce(ended_at, 'infinity'::timestamptz), id);
create index contracts_by_state on contracts (partner_id, state, created_at desc, id desc);

create table users (
  partner_id       text not null,
  id               text not null check (id ~ '^ecid[0-9]{10}$'),
  contract_id      text not null,
  type             text not null check (type in ('representative', 'administrator', 'general')),
  state            text not null check (state in ('provisioning', 'active', 'deleting', 'deleted', 'failed')),
  login_id         text not null,
  mail_address     text not null,
  name             text,
  password_hash    text,
  platform_id      text,
  created_at       timestamptz not null,
  started_at       timestamptz,
  ended_at         timestamptz,
  primary key (partner_id, id),
  unique (partner_id, contract_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
-- A login id is free again when its user is gone.
create unique index users_login_id on users (lower(login_id)) where state not in ('deleted', 'failed');
create unique index users_one_representative on users (partner_id, contract_id) where type = 'representative' and state not in ('deleted', 'failed');

-- Checked at commit: a contract and its representative are written together, each naming the other.
alter table contracts add constraint contracts_representative
  foreign key (partner_id, id, representative_id) references users (partner_id, contract_id, id) deferrable initially deferred;

create table tenants (
  partner_id    text not null,
  id            text not null check (id ~ '^[0-9a-f]{32}$'),
  contract_id   text not null,
  state         text not null check (state in ('provisioning', 'active', 'deleting', 'deleted', 'failed')),
  name          text not null,
  region        text not null,
  description   text not null default '',
  platform_id   text,
  created_at    timestamptz not null,
  started_at    timestamptz,
  ended_at      timestamptz,
  primary key (partner_id, id),
  unique (partner_id, contract_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id)
);
create unique index tenants_name on tenants (lower(name)) where state not in ('deleted', 'failed');
create index tenants_of_contract on tenants (partner_id, contract_id, created_at desc, id desc);

create table orders (
  partner_id      text not null,
  id              uuid not null,
  contract_id     text not null,
  kind            text not null,
  subject_id      text not null,
  state           text not null,
  input           jsonb not null,
  failure         jsonb,
  attempt         integer not null default 0,
  actor           text not null,
  accepted_at     timestamptz not null,
  changed_at      timestamptz not null,
  deadline_at     timestamptz not null,
  ended_at        timestamptz,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id) references contracts (partner_id, id),
  check ((ended_at is not null) = (state in ('succeeded', 'failed', 'cancelled', 'rejected', 'expired')))
);
create index orders_newest_first on orders (partner_id, accepted_at desc, id desc);
create index orders_open_of_contract on orders (partner_id, contract_id) where ended_at is null;

-- Append only: what happened to an order, by whom, why, in which attempt.
create table order_transitions (
  partner_id   text not null,
  order_id     uuid not null,
  seq          integer not null,
  contract_id  text not null,
  at           timestamptz not null,
  from_state   text,
  to_state     text not null,
  actor        text not null,
  cause        text not null,
  attempt      integer not null,
  primary key (partner_id, order_id, seq),
  foreign key (partner_id, order_id) references orders (partner_id, id)
);

-- An order that must wait until another has ended.
create table order_waits (
  partner_id       text not null,
  order_id         uuid not null,
  predecessor_id   uuid not null,
  contract_id      text not null,
  primary key (partner_id, order_id, predecessor_id),
  foreign key (partner_id, order_id) references orders (partner_id, id),
  foreign key (partner_id, predecessor_id) references orders (partner_id, id)
);
create index order_waits_predecessor on order_waits (partner_id, predecessor_id);

-- Work to be done, written in the transaction that makes it necessary. The queue only carries it.
-- sent_at: handed to the queue in this generation. done_at: its effect stands (set in the same transaction as the effect).
create table outbox (
  partner_id       text not null,
  id               bigint generated always as identity,
  order_id         uuid,
  queue            text not null,
  name             text not null,
  payload          jsonb not null,
  created_at       timestamptz not null,
  available_at     timestamptz not null,
  generation       integer not null default 0,
  sent_at          timestamptz,
  checked_at       timestamptz,
  attempt          integer not null default 0,
  faults           integer not null default 0,
  started_at       timestamptz,
  last_error       text,
  done_at          timestamptz,
  quarantined_at   timestamptz,
  primary key (partner_id, id)
);
create index outbox_unsent on outbox (available_at, id) where sent_at is null and done_at is null and quarantined_at is null;
create index outbox_under_way on outbox (checked_at, id) where sent_at is not null and done_at is null and quarantined_at is null;
create index outbox_done on outbox (done_at) where done_at is not null;

-- Starts the orders that waited for one that has ended, and now wait for nothing. Most orders are waited for by none: then it costs
-- one look. Two predecessors of one order may end at once: the lock makes the second look after the first has committed.
-- work: for every kind of order [queue, name].
create function start_waiters(partner text, predecessor uuid, work jsonb, at timestamptz) returns void language plpgsql as $$
begin
  if not exists (select from order_waits where partner_id = partner and predecessor_id = predecessor) then
    return;
  end if;
  perform id from orders
    where partner_id = partner and id in (select order_id from order_waits where partner_id = partner and predecessor_id = predecessor)
    order by id for update;
  with gone as (
    delete from order_waits where partner_id = partner and predecessor_id = predecessor returning order_id
  )
  insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
  select o.partner_id, o.id, work -> o.kind ->> 0, work -> o.kind ->> 1, jsonb_build_object('orderId', o.id), at, at
    from orders o join gone g on g.order_id = o.id
   where o.partner_id = partner and o.ended_at is null
     and not exists (select from order_waits w where w.partner_id = partner and w.order_id = o.id and w.predecessor_id <> predecessor)
   order by o.accepted_at, o.id;
end
$$;

create table idempotency_keys (
  partner_id    text not null,
  principal     text not null,
  key           text not null,
  fingerprint   text not null,
  status        integer not null,
  location      text,
  body          text not null,
  created_at    timestamptz not null,
  primary key (partner_id, principal, key)
);
create index idempotency_keys_age on idempotency_keys using brin (created_at);

create table mails (
  partner_id    text not null,
  id            uuid not null,
  dedupe_key    text not null,
  order_id      uuid,
  template      text not null,
  -- Null: a contact of the contract who is no user of it.
  user_id       text,
  contract_id   text not null,
  language      text not null check (language in ('ja', 'en')),
  facts         jsonb not null,
  -- Of a mail on a notice: which update of it, and why this person is written to.
  notice_id     uuid,
  notice_seq    integer,
  field         text not null default 'to' check (field in ('to', 'cc')),
  rule          text,
  state         text not null check (state in ('queued', 'sending', 'unknown', 'sent', 'refused')),
  message_id    text,
  address       text,
  sendings      integer not null default 0,
  created_at    timestamptz not null,
  sent_at       timestamptz,
  -- What the mail's way reported after it was sent.
  delivery      text check (delivery in ('delivered', 'bounced', 'complained')),
  delivery_at   timestamptz,
  primary key (partner_id, id),
  unique (partner_id, dedupe_key),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
create index mails_of_order on mails (partner_id, order_id);

-- The link in a first mail. Only the hash of the token is kept; one use.
create table password_links (
  token_hash   bytea primary key,
  partner_id   text not null,
  contract_id  text not null,
  user_id      text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);

create table api_keys (
  partner_id    text not null,
  id            text not null,
  contract_id   text not null,
  user_id       text not null,
  name          text not null,
  secret_hash   bytea not null,
  created_at    timestamptz not null,
  revoked_at    timestamptz,
  primary key (partner_id, id),
  foreign key (partner_id, contract_id, user_id) references users (partner_id, contract_id, id)
);
-- A key is looked up before anybody knows whose it is.
create unique index api_keys_id on api_keys (id);

create table operators (
  id               text primary key,
  login_id         text not null unique,
  password_hash    text not null,
  totp_secret      bytea not null,
  totp_last_step   bigint not null default 0,
  failures         integer not null default 0,
  blocked_until    timestamptz,
  created_at       timestamptz not null
);

create table operator_sessions (
  token_hash    bytea primary key,
  operator_id   text not null references operators (id),
  created_at    timestamptz not null,
  seen_at       timestamptz not null
);
