-- The schema after every migration. Written by npm run schema:dump; a test keeps it true.

sequence contract_number start 1000000001 maximum 9999999999
sequence user_number start 1000000001 maximum 9999999999

table api_keys
  id                   text not null
  partner_id           text not null
  name                 text not null
  secret_hash          bytea not null
  created_at           timestamp with time zone not null
  revoked_at           timestamp with time zone
  constraint api_keys_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES contracts(id)
  constraint api_keys_pkey PRIMARY KEY (id)

table applied_migrations
  name                 text not null
  sha256               text not null
  at                   timestamp with time zone not null default now()
  constraint applied_migrations_pkey PRIMARY KEY (name)

table audit_entries
  id                   bigint not null identity
  partner_id           text not null
  at                   timestamp with time zone not null
  actor                text not null
  action               text not null
  target               text not null
  order_id             uuid
  request_id           text
  facts                jsonb not null
  constraint audit_entries_pkey PRIMARY KEY (id)
  index audit_entries_of_partner on audit_entries USING btree (partner_id, id DESC)

table contracts
  id                   text not null
  partner_id           text not null
  kind                 text not null
  state                text not null
  customer_name        text not null
  customer_number      text not null
  language             text not null
  representative_id    text not null
  platform_id          text
  created_at           timestamp with time zone not null
  started_at           timestamp with time zone
  ended_at             timestamp with time zone
  constraint contracts_check CHECK (((kind = 'parent'::text) = (id = partner_id)))
  constraint contracts_check1 CHECK (((state = 'terminated'::text) = (ended_at IS NOT NULL)))
  constraint contracts_customer_name_check CHECK (((char_length(customer_name) >= 1) AND (char_length(customer_name) <= 200)))
  constraint contracts_customer_number_check CHECK ((customer_number ~ '^[0-9A-Za-z]{6,50}$'::text))
  constraint contracts_id_check CHECK ((id ~ '^econ[0-9]{10}$'::text))
  constraint contracts_kind_check CHECK ((kind = ANY (ARRAY['parent'::text, 'child'::text])))
  constraint contracts_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint contracts_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'suspending'::text, 'suspended'::text, 'resuming'::text, 'terminating'::text, 'terminated'::text, 'failed'::text])))
  constraint contracts_representative FOREIGN KEY (partner_id, id, representative_id) REFERENCES users(partner_id, contract_id, id) DEFERRABLE INITIALLY DEFERRED
  constraint contracts_pkey PRIMARY KEY (id)
  constraint contracts_partner_id_id_key UNIQUE (partner_id, id)
  index contracts_newest_first on contracts USING btree (partner_id, created_at DESC, id DESC)

table idempotency_keys
  principal            text not null
  key                  text not null
  fingerprint          text not null
  status               integer not null
  location             text
  body                 text not null
  created_at           timestamp with time zone not null
  constraint idempotency_keys_pkey PRIMARY KEY (principal, key)
  index idempotency_keys_age on idempotency_keys USING brin (created_at)

table mails
  id                   uuid not null
  partner_id           text not null
  dedupe_key           text not null
  order_id             uuid
  template             text not null
  user_id              text not null
  contract_id          text not null
  language             text not null
  facts                jsonb not null
  state                text not null
  message_id           text
  address              text
  sendings             integer not null default 0
  created_at           timestamp with time zone not null
  sent_at              timestamp with time zone
  constraint mails_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text, 'sent'::text, 'refused'::text])))
  constraint mails_partner_id_user_id_fkey FOREIGN KEY (partner_id, user_id) REFERENCES users(partner_id, id)
  constraint mails_pkey PRIMARY KEY (id)
  constraint mails_dedupe_key_key UNIQUE (dedupe_key)
  constraint mails_message_id_key UNIQUE (message_id)
  index mails_of_order on mails USING btree (order_id)

table operator_sessions
  token_hash           bytea not null
  operator_id          text not null
  created_at           timestamp with time zone not null
  seen_at              timestamp with time zone not null
  constraint operator_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id)
  constraint operator_sessions_pkey PRIMARY KEY (token_hash)

table operators
  id                   text not null
  login_id             text not null
  password_hash        text not null
  totp_secret          bytea not null
  totp_last_step       bigint not null default 0
  failures             integer not null default 0
  blocked_until        timestamp with time zone
  created_at           timestamp with time zone not null
  constraint operators_pkey PRIMARY KEY (id)
  constraint operators_login_id_key UNIQUE (login_id)

table order_transitions
  order_id             uuid not null
  seq                  integer not null
  partner_id           text not null
  at                   timestamp with time zone not null
  from_state           text
  to_state             text not null
  actor                text not null
  cause                text not null
  attempt              integer not null
  constraint order_transitions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id)
  constraint order_transitions_pkey PRIMARY KEY (order_id, seq)

table order_waits
  order_id             uuid not null
  predecessor_id       uuid not null
  partner_id           text not null
  constraint order_waits_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id)
  constraint order_waits_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES orders(id)
  constraint order_waits_pkey PRIMARY KEY (order_id, predecessor_id)
  index order_waits_predecessor on order_waits USING btree (predecessor_id)

table orders
  id                   uuid not null
  partner_id           text not null
  contract_id          text not null
  kind                 text not null
  subject_id           text not null
  state                text not null
  input                jsonb not null
  failure              jsonb
  attempt              integer not null default 0
  actor                text not null
  accepted_at          timestamp with time zone not null
  changed_at           timestamp with time zone not null
  deadline_at          timestamp with time zone not null
  ended_at             timestamp with time zone
  constraint orders_check CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text, 'rejected'::text, 'expired'::text]))))
  constraint orders_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint orders_pkey PRIMARY KEY (id)
  index orders_newest_first on orders USING btree (partner_id, accepted_at DESC, id DESC)
  index orders_open_of_contract on orders USING btree (contract_id) WHERE (ended_at IS NULL)

table outbox
  id                   bigint not null identity
  partner_id           text not null
  order_id             uuid
  queue                text not null
  name                 text not null
  payload              jsonb not null
  created_at           timestamp with time zone not null
  available_at         timestamp with time zone not null
  generation           integer not null default 0
  sent_at              timestamp with time zone
  checked_at           timestamp with time zone
  attempt              integer not null default 0
  faults               integer not null default 0
  started_at           timestamp with time zone
  last_error           text
  done_at              timestamp with time zone
  quarantined_at       timestamp with time zone
  constraint outbox_pkey PRIMARY KEY (id)
  index outbox_done on outbox USING btree (done_at) WHERE (done_at IS NOT NULL)
  index outbox_under_way on outbox USING btree (checked_at, id) WHERE ((sent_at IS NOT NULL) AND (done_at IS NULL) AND (quarantined_at IS NULL))
  index outbox_unsent on outbox USING btree (available_at, id) WHERE ((sent_at IS NULL) AND (done_at IS NULL) AND (quarantined_at IS NULL))

table password_links
  token_hash           bytea not null
  partner_id           text not null
  user_id              text not null
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone not null
  used_at              timestamp with time zone
  constraint password_links_partner_id_user_id_fkey FOREIGN KEY (partner_id, user_id) REFERENCES users(partner_id, id)
  constraint password_links_pkey PRIMARY KEY (token_hash)

table tenants
  id                   text not null
  partner_id           text not null
  contract_id          text not null
  state                text not null
  name                 text not null
  region               text not null
  description          text not null default ''::text
  platform_id          text
  created_at           timestamp with time zone not null
  started_at           timestamp with time zone
  ended_at             timestamp with time zone
  constraint tenants_id_check CHECK ((id ~ '^[0-9a-f]{32}$'::text))
  constraint tenants_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'deleting'::text, 'deleted'::text, 'failed'::text])))
  constraint tenants_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint tenants_pkey PRIMARY KEY (id)
  constraint tenants_partner_id_id_key UNIQUE (partner_id, id)
  UNIQUE index tenants_name on tenants USING btree (lower(name)) WHERE (state <> ALL (ARRAY['deleted'::text, 'failed'::text]))
  index tenants_of_contract on tenants USING btree (partner_id, contract_id, created_at DESC, id DESC)

table users
  id                   text not null
  partner_id           text not null
  contract_id          text not null
  type                 text not null
  state                text not null
  login_id             text not null
  mail_address         text not null
  name                 text
  password_hash        text
  platform_id          text
  created_at           timestamp with time zone not null
  started_at           timestamp with time zone
  ended_at             timestamp with time zone
  constraint users_id_check CHECK ((id ~ '^ecid[0-9]{10}$'::text))
  constraint users_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'deleting'::text, 'deleted'::text, 'failed'::text])))
  constraint users_type_check CHECK ((type = ANY (ARRAY['representative'::text, 'administrator'::text, 'general'::text])))
  constraint users_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint users_pkey PRIMARY KEY (id)
  constraint users_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  constraint users_partner_id_id_key UNIQUE (partner_id, id)
  UNIQUE index users_login_id on users USING btree (lower(login_id)) WHERE (state <> ALL (ARRAY['deleted'::text, 'failed'::text]))
  UNIQUE index users_one_representative on users USING btree (contract_id) WHERE ((type = 'representative'::text) AND (state <> ALL (ARRAY['deleted'::text, 'failed'::text])))

CREATE OR REPLACE FUNCTION public.must(held boolean, condition text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if held is not true then
    raise exception using errcode = 'SA001', message = condition;
  end if;
end
$function$

CREATE OR REPLACE FUNCTION public.start_waiters(predecessor uuid, work jsonb, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from order_waits where predecessor_id = predecessor) then
    return;
  end if;
  perform id from orders where id in (select order_id from order_waits where predecessor_id = predecessor) order by id for update;
  with gone as (
    delete from order_waits where predecessor_id = predecessor returning order_id
  )
  insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
  select o.partner_id, o.id, work -> o.kind ->> 0, work -> o.kind ->> 1, jsonb_build_object('orderId', o.id), at, at
    from orders o join gone g on g.order_id = o.id
   where o.ended_at is null and not exists (select from order_waits w where w.order_id = o.id and w.predecessor_id <> predecessor)
   order by o.accepted_at, o.id;
end
$function$
