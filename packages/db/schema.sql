-- The schema after every migration. Written by npm run schema:dump; a test keeps it true.

sequence contract_number start 1000000001 maximum 9999999999
sequence ticket_number start 1000000001 maximum 9999999999
sequence user_number start 1000000001 maximum 9999999999
sequence workspace_number start 1000000001 maximum 9999999999

table accepted_terms
  partner_id           text not null
  terms                text not null
  accepted_by          text not null
  accepted_at          timestamp with time zone not null
  constraint accepted_terms_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint accepted_terms_pkey PRIMARY KEY (partner_id, terms)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table address_marks
  partner_id           text not null
  address              text not null
  mark                 text not null
  mail_id              uuid not null
  noted_at             timestamp with time zone not null
  constraint address_marks_mark_check CHECK ((mark = ANY (ARRAY['bounced'::text, 'complained'::text])))
  constraint address_marks_pkey PRIMARY KEY (partner_id, address)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table api_key_groups
  partner_id           text not null
  key_id               text not null
  user_id              text not null
  group_id             uuid not null
  constraint api_key_groups_partner_id_group_id_fkey FOREIGN KEY (partner_id, group_id) REFERENCES contract_groups(partner_id, id)
  constraint api_key_groups_partner_id_key_id_fkey FOREIGN KEY (partner_id, key_id) REFERENCES api_keys(partner_id, id) ON DELETE CASCADE
  constraint api_key_groups_pkey PRIMARY KEY (partner_id, key_id, group_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (key_id = current_setting('app.key_id'::text, true)) OR (user_id = current_setting('app.user_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (key_id = current_setting('app.key_id'::text, true)) OR (user_id = current_setting('app.user_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table api_keys
  partner_id           text not null
  id                   text not null
  contract_id          text not null
  user_id              text not null
  name                 text not null
  secret_hash          bytea not null
  created_at           timestamp with time zone not null
  revoked_at           timestamp with time zone
  scopes               text[]
  expires_at           timestamp with time zone
  addresses            text[]
  used_at              timestamp with time zone
  successor_id         text
  constraint api_keys_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint api_keys_pkey PRIMARY KEY (partner_id, id)
  UNIQUE index api_keys_id on api_keys USING btree (id)
  index api_keys_of_user on api_keys USING btree (partner_id, user_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = api_keys.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = api_keys.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = api_keys.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = api_keys.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: INSERT, SELECT

table applied_migrations
  name                 text not null
  sha256               text not null
  at                   timestamp with time zone not null default now()
  constraint applied_migrations_pkey PRIMARY KEY (name)
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_relay: SELECT
  granted to saihan_webhook: SELECT
  granted to saihan_worker: SELECT

table approval_requests
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  approver_contract_id text
  request_user_id      text not null
  external_request_id  text
  approver_type        text not null
  approver_id          text not null
  service              text not null
  actions              jsonb not null
  descriptions         jsonb not null
  order_id             uuid
  state                text not null
  approval_deadline    timestamp with time zone not null
  approval_expire      timestamp with time zone
  registered_at        timestamp with time zone not null
  updated_at           timestamp with time zone
  answered_by          text
  reason               text
  constraint approval_requests_approver_type_check CHECK ((approver_type = ANY (ARRAY['tenant'::text, 'tenant_owner'::text, 'contract'::text, 'contract_owner'::text, 'user'::text, 'provider'::text])))
  constraint approval_requests_check CHECK (((approver_type = 'provider'::text) = (approver_contract_id IS NULL)))
  constraint approval_requests_reason_check CHECK ((char_length(reason) <= 500))
  constraint approval_requests_state_check CHECK ((state = ANY (ARRAY['registered'::text, 'approved'::text, 'denied'::text, 'cancelled'::text, 'expired'::text])))
  constraint approval_requests_partner_id_approver_contract_id_fkey FOREIGN KEY (partner_id, approver_contract_id) REFERENCES contracts(partner_id, id)
  constraint approval_requests_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint approval_requests_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint approval_requests_partner_id_request_user_id_fkey FOREIGN KEY (partner_id, request_user_id) REFERENCES users(partner_id, id)
  constraint approval_requests_pkey PRIMARY KEY (partner_id, id)
  constraint approval_requests_external_id UNIQUE (partner_id, request_user_id, external_request_id)
  index approval_requests_newest_first on approval_requests USING btree (partner_id, registered_at DESC, id DESC)
  UNIQUE index approval_requests_of_order on approval_requests USING btree (partner_id, order_id) WHERE (order_id IS NOT NULL)
  index approval_requests_open on approval_requests USING btree (approval_deadline, id) WHERE (state = 'registered'::text)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((current_setting('app.contract_id'::text, true) <> current_setting('app.partner_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text) AND ((current_setting('app.contract_id'::text, true) = contract_id) OR (current_setting('app.contract_id'::text, true) = approver_contract_id))) OR ((current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) AND (((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = approval_requests.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = approval_requests.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))) AND (((COALESCE(approver_contract_id, contract_id) = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = COALESCE(approval_requests.approver_contract_id, approval_requests.contract_id)) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = COALESCE(approval_requests.approver_contract_id, approval_requests.contract_id)) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((current_setting('app.contract_id'::text, true) <> current_setting('app.partner_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text) AND ((current_setting('app.contract_id'::text, true) = contract_id) OR (current_setting('app.contract_id'::text, true) = approver_contract_id))) OR ((current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) AND (((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = approval_requests.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = approval_requests.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))) AND (((COALESCE(approver_contract_id, contract_id) = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = COALESCE(approval_requests.approver_contract_id, approval_requests.contract_id)) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = COALESCE(approval_requests.approver_contract_id, approval_requests.contract_id)) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff_list for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (current_setting('app.partner_id'::text, true) = ''::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER keep_answered BEFORE UPDATE ON public.approval_requests FOR EACH ROW WHEN (((old.state <> 'registered'::text) OR ((((new.actions IS DISTINCT FROM old.actions) OR (new.approver_type IS DISTINCT FROM old.approver_type)) OR (new.approver_id IS DISTINCT FROM old.approver_id)) OR (new.request_user_id IS DISTINCT FROM old.request_user_id)))) EXECUTE FUNCTION keep_answered_request()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table audit_entries
  partner_id           text not null
  id                   bigint not null identity
  contract_id          text not null
  seq                  bigint
  hash                 bytea
  at                   timestamp with time zone not null
  actor                text not null
  action               text not null
  target               text not null
  outcome              text not null
  code                 text
  before               jsonb
  after                jsonb
  reason               text
  order_id             uuid
  request_id           text
  constraint audit_entries_action_check CHECK (((action ~ '^[a-z][a-z-]*([.][a-z-]+)*$'::text) AND (char_length(action) <= 100)))
  constraint audit_entries_actor_check CHECK (((char_length(actor) >= 1) AND (char_length(actor) <= 200)))
  constraint audit_entries_at_check CHECK (isfinite(at))
  constraint audit_entries_check CHECK (((outcome = 'refused'::text) = (code IS NOT NULL)))
  constraint audit_entries_check1 CHECK (((seq IS NULL) = (hash IS NULL)))
  constraint audit_entries_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
  constraint audit_entries_reason_check CHECK ((char_length(reason) <= 500))
  constraint audit_entries_target_check CHECK (((char_length(target) >= 1) AND (char_length(target) <= 200)))
  constraint audit_entries_pkey PRIMARY KEY (partner_id, at, id)
  constraint audit_entries_partner_id_seq_key UNIQUE (partner_id, seq)
  index audit_entries_of_contract on audit_entries USING btree (partner_id, contract_id, at, id)
  index audit_entries_of_order on audit_entries USING btree (partner_id, order_id) WHERE (order_id IS NOT NULL)
  index audit_entries_unsealed on audit_entries USING btree (id) WHERE (seq IS NULL)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = audit_entries.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = audit_entries.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = audit_entries.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = audit_entries.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy api_notes for a to saihan_api using null check (partner_id = current_setting('app.partner_id'::text, true))
  policy api_signs for a to saihan_api using null check (actor = current_setting('app.actor'::text, true))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER audit_entries_come_unsealed BEFORE INSERT ON public.audit_entries FOR EACH ROW WHEN ((new.seq IS NOT NULL)) EXECUTE FUNCTION refuse_audit_change()
  CREATE TRIGGER audit_entries_only_get_sealed BEFORE UPDATE ON public.audit_entries FOR EACH ROW WHEN (((old.seq IS NOT NULL) OR (new.seq IS NULL) OR ((((((((((((((new.id IS DISTINCT FROM old.id) OR (new.partner_id IS DISTINCT FROM old.partner_id)) OR (new.contract_id IS DISTINCT FROM old.contract_id)) OR (new.at IS DISTINCT FROM old.at)) OR (new.actor IS DISTINCT FROM old.actor)) OR (new.action IS DISTINCT FROM old.action)) OR (new.target IS DISTINCT FROM old.target)) OR (new.outcome IS DISTINCT FROM old.outcome)) OR (new.code IS DISTINCT FROM old.code)) OR (new.before IS DISTINCT FROM old.before)) OR (new.after IS DISTINCT FROM old.after)) OR (new.reason IS DISTINCT FROM old.reason)) OR (new.order_id IS DISTINCT FROM old.order_id)) OR (new.request_id IS DISTINCT FROM old.request_id)))) EXECUTE FUNCTION refuse_audit_change()
  CREATE TRIGGER audit_entries_stay BEFORE DELETE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
  CREATE TRIGGER audit_entries_stay_all BEFORE TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_relay: SELECT
  granted to saihan_worker: SELECT

table audit_heads
  partner_id           text not null
  seq                  bigint not null
  hash                 bytea not null
  anchored_seq         bigint not null default 0
  constraint audit_heads_pkey PRIMARY KEY (partner_id)
  row security forced
  policy operations for r to saihan_operations using true check null
  policy relay for * to saihan_relay using true check true
  CREATE TRIGGER audit_heads_only_grow BEFORE UPDATE ON public.audit_heads FOR EACH ROW WHEN (((new.partner_id <> old.partner_id) OR (new.seq < old.seq) OR ((new.seq = old.seq) AND (new.hash <> old.hash)))) EXECUTE FUNCTION refuse_audit_change()
  CREATE TRIGGER audit_heads_stay BEFORE DELETE ON public.audit_heads FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
  CREATE TRIGGER audit_heads_stay_all BEFORE TRUNCATE ON public.audit_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
  granted to saihan_operations: SELECT
  granted to saihan_relay: INSERT, SELECT, UPDATE

table billable_items
  no                   integer not null identity
  menu                 text not null
  plan                 text not null
  component            text not null
  lane                 integer not null
  constraint billable_items_pkey PRIMARY KEY (no)
  constraint billable_items_menu_plan_component_key UNIQUE (menu, plan, component)
  granted to saihan_api: SELECT
  granted to saihan_ledger: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: SELECT

table billable_plans
  partner_id           text not null
  resource             bigint not null
  from_at              timestamp with time zone not null
  plan                 text not null
  size                 numeric not null default 1
  constraint billable_plans_size_check CHECK ((size >= (0)::numeric))
  constraint billable_plans_partner_id_resource_fkey FOREIGN KEY (partner_id, resource) REFERENCES billable_resources(partner_id, no)
  constraint billable_plans_pkey PRIMARY KEY (partner_id, resource, from_at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT

table billable_resources
  partner_id           text not null
  no                   bigint not null identity
  contract_id          text not null
  tenant_id            text
  resource_id          text not null
  menu                 text not null
  started_at           timestamp with time zone not null
  ended_at             timestamp with time zone
  constraint billable_resources_check CHECK ((ended_at >= started_at))
  constraint billable_resources_resource_id_check CHECK (((char_length(resource_id) >= 1) AND (char_length(resource_id) <= 100)))
  constraint billable_resources_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint billable_resources_pkey PRIMARY KEY (partner_id, no)
  constraint billable_resources_contract_id_resource_id_key UNIQUE (contract_id, resource_id)
  UNIQUE index billable_resources_no on billable_resources USING btree (no)
  index billable_resources_of_contract on billable_resources USING btree (partner_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = billable_resources.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = billable_resources.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = billable_resources.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = billable_resources.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy cost_is_the_partners for r to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for r to saihan_ledger using true check null
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_ledger: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table bulk_rows
  partner_id           text not null
  bulk_id              uuid not null
  n                    integer not null
  user_id              text not null
  input                jsonb
  action               text
  state                text not null
  contract_id          text
  order_id             uuid
  problem              jsonb
  constraint bulk_rows_action_check CHECK ((action = ANY (ARRAY['create'::text, 'change'::text])))
  constraint bulk_rows_check CHECK (((state = 'ordered'::text) = (order_id IS NOT NULL)))
  constraint bulk_rows_check1 CHECK (((state = 'refused'::text) = (problem IS NOT NULL)))
  constraint bulk_rows_n_check CHECK (((n >= 1) AND (n <= 10000)))
  constraint bulk_rows_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'ordered'::text, 'unchanged'::text, 'refused'::text])))
  constraint bulk_rows_partner_id_bulk_id_fkey FOREIGN KEY (partner_id, bulk_id) REFERENCES bulks(partner_id, id) ON DELETE CASCADE
  constraint bulk_rows_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint bulk_rows_pkey PRIMARY KEY (partner_id, bulk_id, n)
  index bulk_rows_to_do on bulk_rows USING btree (partner_id, bulk_id, n) WHERE (state = 'planned'::text)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (user_id = current_setting('app.user_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (user_id = current_setting('app.user_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT, UPDATE

table bulks
  partner_id           text not null
  id                   uuid not null
  user_id              text not null
  key_id               text not null
  actor                text not null
  authority            jsonb not null
  request_id           text not null
  state                text not null
  rows                 integer not null
  round                integer not null default 1
  order_deadline_ms    bigint not null
  created_at           timestamp with time zone not null
  applied_at           timestamp with time zone
  finished_at          timestamp with time zone
  constraint bulks_rows_check CHECK (((rows >= 1) AND (rows <= 10000)))
  constraint bulks_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'applying'::text, 'applied'::text])))
  constraint bulks_pkey PRIMARY KEY (partner_id, id)
  index bulks_newest_first on bulks USING btree (partner_id, created_at DESC, id DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (user_id = current_setting('app.user_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (user_id = current_setting('app.user_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT, UPDATE
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT, UPDATE

table catalogue_versions
  id                   text not null
  from_day             date not null
  to_day               date
  author               text not null
  content              jsonb not null
  created_at           timestamp with time zone not null
  constraint catalogue_versions_check CHECK ((to_day > from_day))
  constraint catalogue_versions_id_check CHECK ((id ~ '^[0-9a-z-]{1,64}$'::text))
  constraint catalogue_versions_pkey PRIMARY KEY (id)
  constraint catalogue_versions_from_day_key UNIQUE (from_day)
  row security forced
  policy api for * to saihan_api using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy staff_deletions for d to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for r to saihan_worker using true check null
  CREATE TRIGGER keep_started BEFORE INSERT OR DELETE OR UPDATE ON public.catalogue_versions FOR EACH ROW EXECUTE FUNCTION keep_started_catalogue()
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table close_certificates
  partner_id           text not null
  month                date not null
  content              jsonb not null
  sha256               text not null
  at                   timestamp with time zone not null
  constraint close_certificates_partner_id_month_fkey FOREIGN KEY (partner_id, month) REFERENCES partner_months(partner_id, month)
  constraint close_certificates_pkey PRIMARY KEY (partner_id, month)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.close_certificates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.close_certificates FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT

table close_contracts
  partner_id           text not null
  month                date not null
  contract_id          text not null
  batch                integer not null
  state                text not null
  reason               jsonb
  at                   timestamp with time zone not null
  constraint close_contracts_check CHECK (((state = 'parked'::text) = (reason IS NOT NULL)))
  constraint close_contracts_state_check CHECK ((state = ANY (ARRAY['expected'::text, 'done'::text, 'parked'::text])))
  constraint close_contracts_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint close_contracts_partner_id_month_fkey FOREIGN KEY (partner_id, month) REFERENCES partner_months(partner_id, month)
  constraint close_contracts_pkey PRIMARY KEY (partner_id, month, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_contracts.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_contracts.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_contracts.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_contracts.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for * to saihan_ledger using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER closed_gets_none AFTER INSERT ON public.close_contracts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_out()
  CREATE TRIGGER closed_stays BEFORE DELETE OR UPDATE ON public.close_contracts FOR EACH ROW EXECUTE FUNCTION keep_closed_row()
  granted to saihan_api: SELECT
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT, UPDATE

table close_exceptions
  partner_id           text not null
  month                date not null
  contract_id          text not null
  key                  text not null
  usage_month          date not null
  records              bigint not null
  reason               jsonb not null
  constraint close_exceptions_partner_id_month_contract_id_fkey FOREIGN KEY (partner_id, month, contract_id) REFERENCES close_contracts(partner_id, month, contract_id)
  constraint close_exceptions_pkey PRIMARY KEY (partner_id, month, contract_id, key)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_exceptions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_exceptions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_exceptions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = close_exceptions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy cost_is_the_partners for r to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for r to saihan_ledger using true check null
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER closed_gets_none AFTER INSERT ON public.close_exceptions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_out()
  CREATE TRIGGER closed_stays BEFORE DELETE OR UPDATE ON public.close_exceptions FOR EACH ROW EXECUTE FUNCTION keep_closed_row()
  granted to saihan_api: SELECT
  granted to saihan_ledger: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT, UPDATE

table close_previews
  partner_id           text not null
  month                date not null
  cutoff_at            timestamp with time zone not null
  lines_hash           text not null
  total                bigint not null
  at                   timestamp with time zone not null
  constraint close_previews_pkey PRIMARY KEY (partner_id, month, at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT

table colocation_consents
  partner_id           text not null
  contract_id          text not null
  topic                text not null
  by                   text not null
  consented_at         timestamp with time zone not null
  contact              text
  place                text
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint colocation_consents_by_check CHECK ((by = ANY (ARRAY['partner'::text, 'end-user'::text])))
  constraint colocation_consents_topic_check CHECK ((topic = ANY (ARRAY['rack-work'::text, 'direct-contact'::text, 'provider-name'::text])))
  constraint colocation_consents_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint colocation_consents_pkey PRIMARY KEY (partner_id, contract_id, topic, by)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = colocation_consents.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = colocation_consents.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = colocation_consents.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = colocation_consents.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table colocation_racks
  partner_id           text not null
  id                   text not null
  contracted_from      date not null
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint colocation_racks_id_check CHECK ((id ~ '^[0-9A-Za-z-]{1,64}$'::text))
  constraint colocation_racks_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint colocation_racks_pkey PRIMARY KEY (partner_id, id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table commission_entries
  partner_id           text not null
  kind                 text not null
  number               text not null
  referral_id          uuid not null
  month                date not null
  booked_month         date not null
  terms_from           date not null
  rule                 text not null
  percent              numeric not null
  base                 bigint not null
  commission           bigint not null
  booked_at            timestamp with time zone not null
  constraint commission_entries_check CHECK ((booked_month >= month))
  constraint commission_entries_rule_check CHECK ((rule = ANY (ARRAY['rate'::text, 'not_concluded'::text, 'referral_lapsed'::text, 'introduction_over'::text, 'rate_of_invoice'::text, 'rest_of_invoice'::text])))
  constraint commission_entries_partner_id_booked_month_fkey FOREIGN KEY (partner_id, booked_month) REFERENCES partner_months(partner_id, month)
  constraint commission_entries_partner_id_kind_number_fkey FOREIGN KEY (partner_id, kind, number) REFERENCES direct_documents(partner_id, kind, number)
  constraint commission_entries_partner_id_referral_id_fkey FOREIGN KEY (partner_id, referral_id) REFERENCES referrals(partner_id, id)
  constraint commission_entries_partner_id_terms_from_fkey FOREIGN KEY (partner_id, terms_from) REFERENCES commission_terms(partner_id, from_month)
  constraint commission_entries_pkey PRIMARY KEY (partner_id, kind, number)
  index commission_entries_newest on commission_entries USING btree (partner_id, booked_month DESC, number, kind)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.commission_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.commission_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT

table commission_terms
  partner_id           text not null
  from_month           date not null
  percent              numeric(6,3) not null
  introduction_months  integer
  excluded_menus       jsonb not null
  minimum_payout       bigint not null
  objection_days       integer not null
  payee                text not null
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint commission_terms_excluded_menus_check CHECK ((jsonb_typeof(excluded_menus) = 'array'::text))
  constraint commission_terms_from_month_check CHECK ((EXTRACT(day FROM from_month) = (1)::numeric))
  constraint commission_terms_introduction_months_check CHECK ((introduction_months > 0))
  constraint commission_terms_minimum_payout_check CHECK ((minimum_payout >= 0))
  constraint commission_terms_objection_days_check CHECK (((objection_days >= 1) AND (objection_days <= 90)))
  constraint commission_terms_payee_check CHECK ((payee = ANY (ARRAY['corporation'::text, 'individual'::text])))
  constraint commission_terms_percent_check CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric)))
  constraint commission_terms_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint commission_terms_pkey PRIMARY KEY (partner_id, from_month)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER keep_booked BEFORE INSERT OR DELETE OR UPDATE ON public.commission_terms FOR EACH ROW EXECUTE FUNCTION keep_booked_terms()
  granted to saihan_api: INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table contract_group_contracts
  partner_id           text not null
  group_id             uuid not null
  contract_id          text not null
  reason               text not null default 'include'::text
  constraint contract_group_contracts_reason_check CHECK ((reason = ANY (ARRAY['include'::text, 'rule'::text])))
  constraint contract_group_contracts_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id) DEFERRABLE INITIALLY DEFERRED
  constraint contract_group_contracts_partner_id_group_id_fkey FOREIGN KEY (partner_id, group_id) REFERENCES contract_groups(partner_id, id) ON DELETE CASCADE
  constraint contract_group_contracts_pkey PRIMARY KEY (partner_id, group_id, contract_id)
  index contract_group_contracts_contract on contract_group_contracts USING btree (partner_id, contract_id, group_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (group_id = ANY (( SELECT (user_groups() || key_groups()))::uuid[])))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (group_id = ANY (( SELECT (user_groups() || key_groups()))::uuid[]))))
  policy define_delete for d to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy define_insert for a to saihan_api using null check (current_setting('app.sees_all'::text, true) = 'yes'::text)
  policy define_update for w to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER includes_removed AFTER DELETE ON public.contract_group_contracts REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION names_removed()
  granted to saihan_api: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table contract_group_exclusions
  partner_id           text not null
  group_id             uuid not null
  contract_id          text not null
  constraint contract_group_exclusions_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint contract_group_exclusions_partner_id_group_id_fkey FOREIGN KEY (partner_id, group_id) REFERENCES contract_groups(partner_id, id) ON DELETE CASCADE
  constraint contract_group_exclusions_pkey PRIMARY KEY (partner_id, group_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (group_id = ANY (( SELECT (user_groups() || key_groups()))::uuid[])))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (group_id = ANY (( SELECT (user_groups() || key_groups()))::uuid[]))))
  policy define_delete for d to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy define_insert for a to saihan_api using null check (current_setting('app.sees_all'::text, true) = 'yes'::text)
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER exclusions_added AFTER INSERT ON public.contract_group_exclusions REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION exclusions_added()
  CREATE TRIGGER exclusions_removed AFTER DELETE ON public.contract_group_exclusions REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION names_removed()
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table contract_group_rules
  partner_id           text not null
  group_id             uuid not null
  id                   uuid not null
  labels               jsonb not null default '{}'::jsonb
  region               text
  created_by           text
  created_at           timestamp with time zone not null
  constraint contract_group_rules_labels_check CHECK ((jsonb_typeof(labels) = 'object'::text))
  constraint contract_group_rules_say_something CHECK (((labels <> '{}'::jsonb) OR (region IS NOT NULL) OR (created_by IS NOT NULL)))
  constraint contract_group_rules_partner_id_group_id_fkey FOREIGN KEY (partner_id, group_id) REFERENCES contract_groups(partner_id, id) ON DELETE CASCADE
  constraint contract_group_rules_pkey PRIMARY KEY (partner_id, group_id, id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (group_id = ANY (( SELECT (user_groups() || key_groups()))::uuid[])))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (group_id = ANY (( SELECT (user_groups() || key_groups()))::uuid[]))))
  policy define_delete for d to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy define_insert for a to saihan_api using null check (current_setting('app.sees_all'::text, true) = 'yes'::text)
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER rules_added AFTER INSERT ON public.contract_group_rules REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION rules_written()
  CREATE TRIGGER rules_removed AFTER DELETE ON public.contract_group_rules REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION rules_written()
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table contract_group_users
  partner_id           text not null
  group_id             uuid not null
  user_id              text not null
  constraint contract_group_users_partner_id_group_id_fkey FOREIGN KEY (partner_id, group_id) REFERENCES contract_groups(partner_id, id) ON DELETE CASCADE
  constraint contract_group_users_partner_id_user_id_fkey FOREIGN KEY (partner_id, user_id) REFERENCES users(partner_id, id)
  constraint contract_group_users_pkey PRIMARY KEY (partner_id, user_id, group_id)
  index contract_group_users_group on contract_group_users USING btree (partner_id, group_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (user_id = current_setting('app.user_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (user_id = current_setting('app.user_id'::text, true))))
  policy define_delete for d to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy define_insert for a to saihan_api using null check (current_setting('app.sees_all'::text, true) = 'yes'::text)
  policy define_update for w to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table contract_groups
  partner_id           text not null
  id                   uuid not null
  name                 text not null
  created_at           timestamp with time zone not null
  constraint contract_groups_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint contract_groups_pkey PRIMARY KEY (partner_id, id)
  UNIQUE index contract_groups_name on contract_groups USING btree (partner_id, lower(name))
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (id = ANY (( SELECT (user_groups() || key_groups()))::uuid[])))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR (id = ANY (( SELECT (user_groups() || key_groups()))::uuid[]))))
  policy define_delete for d to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy define_insert for a to saihan_api using null check (current_setting('app.sees_all'::text, true) = 'yes'::text)
  policy define_update for w to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table contract_pieces
  partner_id           text not null
  contract_id          text not null
  pieces               integer[] not null
  constraint contract_pieces_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint contract_pieces_pkey PRIMARY KEY (partner_id, contract_id)
  index contract_pieces_pieces on contract_pieces USING gin (pieces)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_pieces.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_pieces.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_pieces.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_pieces.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_doorkeeper: INSERT, SELECT, UPDATE

table contract_statements
  partner_id           text not null
  contract_id          text not null
  managed_by           text
  visit                jsonb
  own_software         jsonb
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint contract_statements_managed_by_check CHECK ((managed_by = ANY (ARRAY['partner'::text, 'end-user'::text])))
  constraint contract_statements_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint contract_statements_pkey PRIMARY KEY (partner_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_statements.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_statements.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_statements.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contract_statements.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table contractor_tellings
  partner_id           text not null
  agreement_id         text not null
  party                text not null
  told_at              timestamp with time zone not null
  told_by              text not null
  constraint contractor_tellings_partner_id_agreement_id_fkey FOREIGN KEY (partner_id, agreement_id) REFERENCES reseller_agreements(partner_id, id)
  constraint contractor_tellings_pkey PRIMARY KEY (partner_id, agreement_id, party)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table contracts
  partner_id           text not null
  id                   text not null
  kind                 text not null
  state                text not null
  customer_name        text not null
  customer_number      text not null
  language             text not null
  representative_id    text not null
  customer_name_folded text not null
  people_folded        text not null default ''::text
  labels               jsonb not null default '{}'::jsonb
  created_by           text
  suspended_for        text
  platform_id          text
  created_at           timestamp with time zone not null
  started_at           timestamp with time zone
  ended_at             timestamp with time zone
  model                text not null default 'reseller'::text
  allowed_addresses    text[] not null default '{}'::text[]
  constraint contracts_check CHECK (((kind = 'parent'::text) = (id = partner_id)))
  constraint contracts_check1 CHECK (((state = 'terminated'::text) = (ended_at IS NOT NULL)))
  constraint contracts_customer_name_check CHECK (((char_length(customer_name) >= 1) AND (char_length(customer_name) <= 200)))
  constraint contracts_customer_number_check CHECK ((customer_number ~ '^[0-9A-Za-z]{6,50}$'::text))
  constraint contracts_id_check CHECK ((id ~ '^econ[0-9]{10}$'::text))
  constraint contracts_kind_check CHECK ((kind = ANY (ARRAY['parent'::text, 'child'::text])))
  constraint contracts_labels_check CHECK ((jsonb_typeof(labels) = 'object'::text))
  constraint contracts_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint contracts_model_check CHECK ((model = ANY (ARRAY['reseller'::text, 'agency'::text])))
  constraint contracts_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'suspending'::text, 'suspended'::text, 'resuming'::text, 'terminating'::text, 'terminated'::text, 'failed'::text])))
  constraint contracts_representative FOREIGN KEY (partner_id, id, representative_id) REFERENCES users(partner_id, contract_id, id) DEFERRABLE INITIALLY DEFERRED
  constraint contracts_pkey PRIMARY KEY (partner_id, id)
  index contracts_by_end on contracts USING btree (partner_id, COALESCE(ended_at, 'infinity'::timestamp with time zone), id)
  index contracts_by_name on contracts USING btree (partner_id, customer_name_folded, id)
  index contracts_by_number on contracts USING btree (partner_id, customer_number, id)
  index contracts_by_start on contracts USING btree (partner_id, COALESCE(started_at, 'infinity'::timestamp with time zone), id)
  index contracts_by_state on contracts USING btree (partner_id, state, created_at DESC, id DESC)
  index contracts_newest_first on contracts USING btree (partner_id, created_at DESC, id DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts.id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts.id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts.id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts.id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for r to saihan_ledger using true check null
  policy operations for * to saihan_operations using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER contracts_are_to_be_filed AFTER INSERT ON public.contracts REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION contracts_to_be_filed()
  CREATE TRIGGER contracts_are_to_be_filed_again AFTER UPDATE OF customer_name_folded, customer_number, people_folded ON public.contracts FOR EACH ROW WHEN (((new.kind = 'child'::text) AND (((new.customer_name_folded IS DISTINCT FROM old.customer_name_folded) OR (new.customer_number IS DISTINCT FROM old.customer_number)) OR (new.people_folded IS DISTINCT FROM old.people_folded)))) EXECUTE FUNCTION contracts_to_be_filed()
  CREATE TRIGGER contracts_change_groups AFTER UPDATE OF labels, created_by ON public.contracts FOR EACH ROW WHEN (((new.kind = 'child'::text) AND ((new.labels IS DISTINCT FROM old.labels) OR (new.created_by IS DISTINCT FROM old.created_by)))) EXECUTE FUNCTION member_changed()
  CREATE TRIGGER contracts_join_groups AFTER INSERT ON public.contracts REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION contracts_written()
  CREATE TRIGGER end_workspaces AFTER UPDATE OF state ON public.contracts FOR EACH ROW WHEN (((new.state = ANY (ARRAY['terminated'::text, 'failed'::text])) AND (old.state <> new.state))) EXECUTE FUNCTION end_workspaces()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_ledger: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table contracts_to_file
  partner_id           text not null
  contract_id          text not null
  constraint contracts_to_file_pkey PRIMARY KEY (partner_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts_to_file.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts_to_file.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts_to_file.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = contracts_to_file.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT, UPDATE

table direct_documents
  partner_id           text not null
  kind                 text not null
  number               text not null
  no                   bigint not null identity
  referral_id          uuid not null
  direct_contract      text not null
  month                date not null
  amends               text
  amends_kind          text generated as (
CASE
    WHEN (amends IS NULL) THEN NULL::text
    ELSE 'invoice'::text
END)
  issue_date           date not null
  lines                jsonb not null
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint direct_documents_check CHECK (((kind = 'invoice'::text) = (amends IS NULL)))
  constraint direct_documents_check1 CHECK (((kind <> 'void'::text) OR ((amends = number) AND (lines = '[]'::jsonb))))
  constraint direct_documents_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'void'::text])))
  constraint direct_documents_lines_check CHECK ((jsonb_typeof(lines) = 'array'::text))
  constraint direct_documents_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint direct_documents_number_check CHECK ((number ~ '^[0-9A-Za-z-]{1,50}$'::text))
  constraint direct_documents_partner_id_amends_kind_amends_fkey FOREIGN KEY (partner_id, amends_kind, amends) REFERENCES direct_documents(partner_id, kind, number)
  constraint direct_documents_partner_id_referral_id_fkey FOREIGN KEY (partner_id, referral_id) REFERENCES referrals(partner_id, id)
  constraint direct_documents_pkey PRIMARY KEY (partner_id, kind, number)
  index direct_documents_of_invoice on direct_documents USING btree (partner_id, COALESCE(amends, number), no)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.direct_documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.direct_documents FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table disclosures
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  ticket_id            text
  reason               text not null
  state                text not null
  asked_by             text not null
  asked_at             timestamp with time zone not null
  given_by             text
  given_at             timestamp with time zone
  name                 text
  contact              text
  closed_by            text
  closed_at            timestamp with time zone
  constraint disclosures_check CHECK ((((state = 'given'::text) = (name IS NOT NULL)) AND ((state = 'given'::text) = (contact IS NOT NULL))))
  constraint disclosures_check1 CHECK ((((state = 'closed'::text) = (closed_at IS NOT NULL)) AND ((given_by IS NULL) = (given_at IS NULL))))
  constraint disclosures_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
  constraint disclosures_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'given'::text, 'closed'::text])))
  constraint disclosures_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint disclosures_partner_id_ticket_id_fkey FOREIGN KEY (partner_id, ticket_id) REFERENCES tickets(partner_id, id)
  constraint disclosures_pkey PRIMARY KEY (partner_id, id)
  index disclosures_newest_first on disclosures USING btree (partner_id, asked_at DESC, id DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = disclosures.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = disclosures.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = disclosures.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = disclosures.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy parents_only for * to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_list for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (current_setting('app.partner_id'::text, true) = ''::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table document_events
  partner_id           text not null
  number               text not null
  seq                  integer not null
  state                text not null
  at                   timestamp with time zone not null
  actor                text not null
  reason               text not null
  constraint document_events_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'paid'::text, 'void'::text])))
  constraint document_events_partner_id_number_fkey FOREIGN KEY (partner_id, number) REFERENCES documents(partner_id, number)
  constraint document_events_pkey PRIMARY KEY (partner_id, number, seq)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.document_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER note_event AFTER INSERT ON public.document_events FOR EACH ROW EXECUTE FUNCTION note_document_state()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.document_events FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT

table document_files
  partner_id           text not null
  number               text not null
  file                 text not null
  media_type           text not null
  bytes                bytea not null
  sha256               text not null
  made_at              timestamp with time zone not null
  constraint document_files_check CHECK ((sha256 = encode(sha256(bytes), 'hex'::text)))
  constraint document_files_file_check CHECK (((char_length(file) >= 1) AND (char_length(file) <= 100)))
  constraint document_files_partner_id_number_fkey FOREIGN KEY (partner_id, number) REFERENCES documents(partner_id, number)
  constraint document_files_pkey PRIMARY KEY (partner_id, number, file)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy of_the_end_user for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (EXISTS ( SELECT
   FROM documents d
  WHERE ((d.partner_id = document_files.partner_id) AND (d.number = document_files.number) AND (d.kind = 'end_user_statement'::text))))) check null
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.document_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.document_files FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT

table document_series
  series               text not null
  last                 bigint not null
  last_at              timestamp with time zone not null
  constraint document_series_pkey PRIMARY KEY (series)
  granted to saihan_ledger: INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT

table documents
  partner_id           text not null
  number               text not null
  series               text not null
  no                   bigint not null
  kind                 text not null
  month                date not null
  version              integer not null
  amends               text
  counterparty         text not null
  issue_date           date not null
  finalised_at         timestamp with time zone not null
  net                  bigint not null
  tax                  bigint not null
  total                bigint not null
  due                  bigint not null
  content              jsonb not null
  sha256               text not null
  contract_id          text
  constraint documents_contract_check CHECK (((kind = 'end_user_statement'::text) = (contract_id IS NOT NULL)))
  constraint documents_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'payment_statement'::text, 'end_user_statement'::text])))
  constraint documents_partner_id_amends_fkey FOREIGN KEY (partner_id, amends) REFERENCES documents(partner_id, number)
  constraint documents_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint documents_partner_id_month_fkey FOREIGN KEY (partner_id, month) REFERENCES partner_months(partner_id, month)
  constraint documents_series_fkey FOREIGN KEY (series) REFERENCES document_series(series)
  constraint documents_pkey PRIMARY KEY (partner_id, number)
  constraint documents_series_no_key UNIQUE (series, no)
  UNIQUE index documents_one_end_user_statement on documents USING btree (partner_id, contract_id, month) WHERE (kind = 'end_user_statement'::text)
  UNIQUE index documents_one_invoice on documents USING btree (partner_id, month, version) WHERE (kind = 'invoice'::text)
  UNIQUE index documents_one_payment_statement on documents USING btree (partner_id, month) WHERE (kind = 'payment_statement'::text)
  index documents_search on documents USING btree (issue_date, total, counterparty)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy of_the_end_user for r to saihan_api using ((kind = 'end_user_statement'::text) AND (partner_id = current_setting('app.partner_id'::text, true)) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = documents.contract_id)))) check null
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER note_event AFTER INSERT ON public.documents FOR EACH ROW EXECUTE FUNCTION note_document()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.documents FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT

table drift_comparisons
  id                   uuid not null
  began_at             timestamp with time zone not null
  ended_at             timestamp with time zone not null
  contracts            integer not null
  passed_over          integer not null
  drifted              integer not null
  strangers            jsonb not null
  trouble              text
  constraint drift_comparisons_pkey PRIMARY KEY (id)
  index drift_comparisons_newest on drift_comparisons USING btree (began_at DESC)
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT

table drift_reports
  partner_id           text not null
  contract_id          text not null
  compared_at          timestamp with time zone not null
  found_at             timestamp with time zone
  differences          jsonb not null
  constraint drift_reports_check CHECK (((found_at IS NULL) = (differences = '[]'::jsonb)))
  constraint drift_reports_differences_check CHECK ((jsonb_typeof(differences) = 'array'::text))
  constraint drift_reports_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint drift_reports_pkey PRIMARY KEY (partner_id, contract_id)
  index drift_reports_found on drift_reports USING btree (found_at, contract_id) WHERE (found_at IS NOT NULL)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = drift_reports.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = drift_reports.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = drift_reports.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = drift_reports.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for r to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy staff_list for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (current_setting('app.partner_id'::text, true) = ''::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table duties
  partner_id           text not null
  id                   uuid not null
  key                  text not null
  code                 text not null
  menu                 text not null
  contract_id          text not null
  order_id             uuid not null
  turn                 text not null
  party                text
  agreement_id         text
  says                 jsonb not null
  arises_at            timestamp with time zone not null
  remind_at            timestamp with time zone not null
  due_on               date not null
  settled_as           text
  settled_at           timestamp with time zone
  settled_by           text
  grounds              text
  constraint duties_check CHECK ((((settled_as IS NULL) = (settled_at IS NULL)) AND ((settled_as IS NULL) = (settled_by IS NULL)) AND ((settled_as IS NULL) = (grounds IS NULL))))
  constraint duties_settled_as_check CHECK ((settled_as = ANY (ARRAY['done'::text, 'withdrawn'::text])))
  constraint duties_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint duties_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint duties_pkey PRIMARY KEY (partner_id, id)
  index duties_by_due_day on duties USING btree (partner_id, due_on, id)
  UNIQUE index duties_key on duties USING btree (partner_id, key) WHERE (settled_as IS DISTINCT FROM 'withdrawn'::text)
  index duties_open on duties USING btree (due_on, id) WHERE (settled_as IS NULL)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = duties.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = duties.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = duties.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = duties.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff_list for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (current_setting('app.partner_id'::text, true) = ''::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER note_event AFTER INSERT ON public.duties FOR EACH ROW EXECUTE FUNCTION note_duty()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table end_user_names
  partner_id           text not null
  contract_id          text not null
  name                 text not null
  given_at             timestamp with time zone not null
  given_by             text not null
  changed_at           timestamp with time zone
  constraint end_user_names_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
  constraint end_user_names_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint end_user_names_pkey PRIMARY KEY (partner_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = end_user_names.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = end_user_names.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = end_user_names.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = end_user_names.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table erasures
  partner_id           text not null
  user_id              text not null
  contract_id          text not null
  at                   timestamp with time zone not null
  actor                text not null
  reason               text not null
  constraint erasures_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
  constraint erasures_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint erasures_pkey PRIMARY KEY (partner_id, user_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = erasures.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = erasures.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = erasures.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = erasures.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_doorkeeper: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table event_heads
  partner_id           text not null
  seq                  bigint not null
  audit_seq            bigint not null
  oldest               bigint not null default 1
  constraint event_heads_pkey PRIMARY KEY (partner_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_relay: INSERT, SELECT, UPDATE
  granted to saihan_webhook: SELECT

table event_notes
  partner_id           text not null
  id                   bigint not null identity
  contract_id          text not null
  at                   timestamp with time zone not null
  kind                 text not null
  subject              text not null
  data                 jsonb not null
  constraint event_notes_pkey PRIMARY KEY (partner_id, id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = event_notes.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = event_notes.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = event_notes.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = event_notes.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy api_notes for a to saihan_api using null check (partner_id = current_setting('app.partner_id'::text, true))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check null
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT
  granted to saihan_doorkeeper: INSERT
  granted to saihan_operations: INSERT
  granted to saihan_relay: DELETE, SELECT
  granted to saihan_webhook: INSERT
  granted to saihan_worker: INSERT

table events
  partner_id           text not null
  seq                  bigint not null
  contract_id          text not null
  at                   timestamp with time zone not null
  kind                 text not null
  subject              text not null
  order_id             uuid
  for_parent           boolean not null
  data                 jsonb not null
  constraint events_kind_check CHECK ((kind ~ '^[a-z-]+([.][a-z-]+)+$'::text))
  constraint events_pkey PRIMARY KEY (partner_id, seq)
  index events_of_contract on events USING btree (partner_id, contract_id, seq)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = events.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = events.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = events.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = events.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy of_the_parent for r to saihan_api using ((NOT for_parent) OR (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check null
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_relay: DELETE, INSERT, SELECT
  granted to saihan_webhook: SELECT

table feed_addresses
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  user_id              text not null
  about                text not null
  name                 text not null
  token_hash           bytea not null
  created_at           timestamp with time zone not null
  withdrawn_at         timestamp with time zone
  withdrawn_by         text
  constraint feed_addresses_check CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
  constraint feed_addresses_name_check CHECK ((char_length(name) <= 100))
  constraint feed_addresses_partner_id_about_fkey FOREIGN KEY (partner_id, about) REFERENCES contracts(partner_id, id)
  constraint feed_addresses_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint feed_addresses_pkey PRIMARY KEY (partner_id, id)
  constraint feed_addresses_token_hash_key UNIQUE (token_hash)
  index feed_addresses_of_user on feed_addresses USING btree (partner_id, user_id) WHERE (withdrawn_at IS NULL)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = feed_addresses.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = feed_addresses.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = feed_addresses.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = feed_addresses.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table iam_group_roles
  partner_id           text not null
  contract_id          text not null
  group_id             uuid not null
  role_id              uuid not null
  constraint iam_group_roles_partner_id_contract_id_group_id_fkey FOREIGN KEY (partner_id, contract_id, group_id) REFERENCES iam_groups(partner_id, contract_id, id) ON DELETE CASCADE
  constraint iam_group_roles_partner_id_contract_id_role_id_fkey FOREIGN KEY (partner_id, contract_id, role_id) REFERENCES iam_roles(partner_id, contract_id, id)
  constraint iam_group_roles_pkey PRIMARY KEY (partner_id, group_id, role_id)
  index iam_group_roles_role on iam_group_roles USING btree (partner_id, contract_id, role_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_roles.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_roles.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_roles.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_roles.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: SELECT

table iam_group_users
  partner_id           text not null
  contract_id          text not null
  group_id             uuid not null
  user_id              text not null
  constraint iam_group_users_partner_id_contract_id_group_id_fkey FOREIGN KEY (partner_id, contract_id, group_id) REFERENCES iam_groups(partner_id, contract_id, id)
  constraint iam_group_users_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint iam_group_users_pkey PRIMARY KEY (partner_id, group_id, user_id)
  index iam_group_users_user on iam_group_users USING btree (partner_id, contract_id, user_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_users.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_users.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_users.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_group_users.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: SELECT

table iam_groups
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  name                 text not null
  description          text not null
  created_at           timestamp with time zone not null
  constraint iam_groups_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint iam_groups_pkey PRIMARY KEY (partner_id, id)
  constraint iam_groups_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  UNIQUE index iam_groups_name on iam_groups USING btree (partner_id, contract_id, lower(name))
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_groups.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_groups.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_groups.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_groups.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT, UPDATE

table iam_roles
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  name                 text not null
  description          text not null
  resources            jsonb not null
  created_at           timestamp with time zone not null
  constraint iam_roles_resources_check CHECK ((jsonb_typeof(resources) = 'array'::text))
  constraint iam_roles_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint iam_roles_pkey PRIMARY KEY (partner_id, id)
  constraint iam_roles_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  UNIQUE index iam_roles_name on iam_roles USING btree (partner_id, contract_id, lower(name))
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_roles.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_roles.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_roles.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = iam_roles.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: SELECT

table idempotency_keys
  partner_id           text not null
  principal            text not null
  key                  text not null
  fingerprint          text not null
  status               integer not null
  location             text
  body                 text not null
  created_at           timestamp with time zone not null
  constraint idempotency_keys_pkey PRIMARY KEY (partner_id, principal, key)
  index idempotency_keys_age on idempotency_keys USING brin (created_at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (principal = current_setting('app.actor'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (principal = current_setting('app.actor'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check null
  policy operations for * to saihan_operations using true check null
  policy relay for * to saihan_relay using true check null
  policy worker for * to saihan_worker using ((partner_id = current_setting('app.partner_id'::text, true)) AND (principal = current_setting('app.actor'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (principal = current_setting('app.actor'::text, true)))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_relay: DELETE, SELECT
  granted to saihan_worker: INSERT, SELECT

table known_devices
  partner_id           text not null
  token_hash           bytea not null
  contract_id          text not null
  user_id              text not null
  created_at           timestamp with time zone not null
  seen_at              timestamp with time zone not null
  constraint known_devices_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint known_devices_pkey PRIMARY KEY (partner_id, token_hash)
  index known_devices_of_user on known_devices USING btree (partner_id, user_id, seen_at DESC)
  UNIQUE index known_devices_token on known_devices USING btree (token_hash)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = known_devices.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = known_devices.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = known_devices.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = known_devices.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table mail_template_versions
  template             text not null
  version              integer not null
  words                jsonb not null
  written_by           text not null
  written_at           timestamp with time zone not null
  starts_at            timestamp with time zone
  published_by         text
  published_at         timestamp with time zone
  constraint mail_template_versions_check CHECK ((((starts_at IS NULL) = (published_by IS NULL)) AND ((starts_at IS NULL) = (published_at IS NULL))))
  constraint mail_template_versions_check1 CHECK ((starts_at >= published_at))
  constraint mail_template_versions_version_check CHECK ((version > 0))
  constraint mail_template_versions_pkey PRIMARY KEY (template, version)
  index mail_template_versions_start on mail_template_versions USING btree (template, starts_at) WHERE (starts_at IS NOT NULL)
  row security forced
  policy doorkeeper for r to saihan_doorkeeper using true check null
  policy operations for r to saihan_operations using true check null
  policy staff for * to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy worker for r to saihan_worker using true check null
  CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON public.mail_template_versions FOR EACH ROW EXECUTE FUNCTION keep_published_words()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table mails
  partner_id           text not null
  id                   uuid not null
  dedupe_key           text not null
  order_id             uuid
  template             text not null
  user_id              text
  contract_id          text not null
  language             text not null
  facts                jsonb not null
  notice_id            uuid
  notice_seq           integer
  field                text not null default 'to'::text
  rule                 text
  state                text not null
  message_id           text
  address              text
  sendings             integer not null default 0
  created_at           timestamp with time zone not null
  sent_at              timestamp with time zone
  delivery             text
  delivery_at          timestamp with time zone
  former_address       text
  desk                 text
  reason               text
  lost_answers         integer not null default 0
  lost_senders         integer not null default 0
  template_version     integer
  constraint mails_delivery_check CHECK ((delivery = ANY (ARRAY['delivered'::text, 'bounced'::text, 'complained'::text])))
  constraint mails_desk_check CHECK ((desk = ANY (ARRAY['operations'::text, 'billing'::text, 'support'::text])))
  constraint mails_field_check CHECK ((field = ANY (ARRAY['to'::text, 'cc'::text])))
  constraint mails_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint mails_reason_check CHECK ((length(reason) <= 40))
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text, 'sent'::text, 'refused'::text])))
  constraint mails_to CHECK (((num_nonnulls(user_id, desk) = 1) OR ((user_id IS NULL) AND (desk IS NULL) AND (rule = 'sign-up-contact'::text) AND (former_address IS NOT NULL))))
  constraint mails_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint mails_pkey PRIMARY KEY (partner_id, id)
  constraint mails_partner_id_dedupe_key_key UNIQUE (partner_id, dedupe_key)
  index mails_age on mails USING brin (created_at)
  index mails_by_id on mails USING btree (id)
  index mails_of_notice on mails USING btree (partner_id, notice_id) WHERE (notice_id IS NOT NULL)
  index mails_of_order on mails USING btree (partner_id, order_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = mails.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = mails.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = mails.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = mails.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER keep_version BEFORE INSERT ON public.mails FOR EACH ROW WHEN ((new.template_version IS NULL)) EXECUTE FUNCTION keep_template_version()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_webhook: INSERT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table menu_approvals
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  menu                 text not null
  decision             text not null
  reason               text not null
  decided_by           text not null
  decided_at           timestamp with time zone not null
  constraint menu_approvals_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint menu_approvals_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint menu_approvals_pkey PRIMARY KEY (partner_id, id)
  index menu_approvals_latest on menu_approvals USING btree (partner_id, contract_id, menu, decided_at DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = menu_approvals.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = menu_approvals.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = menu_approvals.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = menu_approvals.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table menu_control_changes
  partner_id           text not null
  revision             integer not null
  at                   timestamp with time zone not null
  by                   text not null
  switched             jsonb not null
  future_menus         text
  constraint menu_control_changes_future_menus_check CHECK ((future_menus = ANY (ARRAY['on'::text, 'off'::text])))
  constraint menu_control_changes_revision_check CHECK ((revision > 0))
  constraint menu_control_changes_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint menu_control_changes_pkey PRIMARY KEY (partner_id, revision)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table notice_contracts
  partner_id           text not null
  contract_id          text not null
  notice_id            uuid not null
  tenants              jsonb not null
  since                integer not null
  constraint notice_contracts_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint notice_contracts_pkey PRIMARY KEY (partner_id, notice_id, contract_id)
  index notice_contracts_notice on notice_contracts USING btree (notice_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_contracts.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_contracts.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_contracts.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_contracts.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table notice_settings
  partner_id           text not null
  contract_id          text not null
  user_id              text not null
  choices              jsonb not null
  changed_by           text not null
  changed_at           timestamp with time zone not null
  constraint notice_settings_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint notice_settings_pkey PRIMARY KEY (partner_id, user_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_settings.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_settings.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_settings.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = notice_settings.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table notice_suppressions
  partner_id           text not null
  categories           jsonb not null
  changed_by           text not null
  changed_at           timestamp with time zone not null
  constraint notice_suppressions_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint notice_suppressions_pkey PRIMARY KEY (partner_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND true) check ((partner_id = current_setting('app.partner_id'::text, true)) AND true)
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy set_insert for a to saihan_api using null check (current_setting('app.contract_id'::text, true) = partner_id)
  policy set_update for w to saihan_api using (current_setting('app.contract_id'::text, true) = partner_id) check null
  policy webhook for r to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_webhook: SELECT
  granted to saihan_worker: SELECT

table notice_updates
  notice_id            uuid not null
  seq                  integer not null
  state                text not null
  content              jsonb not null
  written_by           text not null
  written_at           timestamp with time zone not null
  constraint notice_updates_state_check CHECK ((state = ANY (ARRAY['said'::text, 'emerging'::text, 'confirmed'::text, 'resolved'::text, 'scheduled'::text, 'in-progress'::text, 'done'::text, 'cancelled'::text])))
  constraint notice_updates_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notices(id)
  constraint notice_updates_pkey PRIMARY KEY (notice_id, seq)
  row security forced
  policy api for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) OR (EXISTS ( SELECT
   FROM notice_contracts c
  WHERE ((c.partner_id = current_setting('app.partner_id'::text, true)) AND (c.notice_id = notice_updates.notice_id))))) check null
  policy doorkeeper for r to saihan_doorkeeper using true check null
  policy operations for r to saihan_operations using true check null
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy worker for r to saihan_worker using true check null
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table notices
  id                   uuid not null
  category             text not null
  title                jsonb not null
  scope                jsonb not null
  written_by           text not null
  written_at           timestamp with time zone not null
  constraint notices_category_check CHECK ((category = ANY (ARRAY['news'::text, 'incident'::text, 'maintenance'::text, 'terms'::text])))
  constraint notices_pkey PRIMARY KEY (id)
  index notices_written on notices USING btree (written_at)
  row security forced
  policy api for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) OR (EXISTS ( SELECT
   FROM notice_contracts c
  WHERE ((c.partner_id = current_setting('app.partner_id'::text, true)) AND (c.notice_id = notices.id))))) check null
  policy doorkeeper for r to saihan_doorkeeper using true check null
  policy draft_deleted for d to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (NOT (EXISTS ( SELECT
   FROM notice_updates u
  WHERE (u.notice_id = notices.id))))) check null
  policy draft_rewritten for w to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (NOT (EXISTS ( SELECT
   FROM notice_updates u
  WHERE (u.notice_id = notices.id))))) check null
  policy operations for r to saihan_operations using true check null
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy worker for r to saihan_worker using true check null
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table offboardings
  partner_id           text not null
  reason               text not null
  asked_by             text not null
  asked_at             timestamp with time zone not null
  approved_by          text
  approved_at          timestamp with time zone
  closed_at            timestamp with time zone
  exported_by          text
  exported_at          timestamp with time zone
  exported_sha256      text
  erase_at             timestamp with time zone
  erased_at            timestamp with time zone
  constraint offboardings_check CHECK ((approved_by <> asked_by))
  constraint offboardings_check1 CHECK (((approved_by IS NULL) = (approved_at IS NULL)))
  constraint offboardings_check2 CHECK (((closed_at IS NULL) OR (approved_at IS NOT NULL)))
  constraint offboardings_check3 CHECK (((exported_at IS NULL) = (erase_at IS NULL)))
  constraint offboardings_check4 CHECK (((exported_at IS NULL) OR (closed_at IS NOT NULL)))
  constraint offboardings_check5 CHECK (((erased_at IS NULL) OR (erase_at IS NOT NULL)))
  constraint offboardings_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
  constraint offboardings_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint offboardings_pkey PRIMARY KEY (partner_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy staff_only for r to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy withdrawn for d to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (approved_at IS NULL)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, SELECT
  granted to saihan_doorkeeper: SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table operator_devices
  token_hash           bytea not null
  operator_id          text not null
  created_at           timestamp with time zone not null
  seen_at              timestamp with time zone not null
  constraint operator_devices_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE
  constraint operator_devices_pkey PRIMARY KEY (token_hash)
  index operator_devices_of_operator on operator_devices USING btree (operator_id, seen_at DESC)
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT
  granted to saihan_operations: SELECT

table operator_sessions
  token_hash           bytea not null
  operator_id          text not null
  created_at           timestamp with time zone not null
  seen_at              timestamp with time zone not null
  constraint operator_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id)
  constraint operator_sessions_pkey PRIMARY KEY (token_hash)
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT
  granted to saihan_operations: DELETE, INSERT, SELECT, UPDATE

table operators
  id                   text not null
  login_id             text not null
  password_hash        text not null
  totp_secret          bytea not null
  totp_last_step       bigint not null default 0
  created_at           timestamp with time zone not null
  kind                 text not null default 'operations'::text
  constraint operators_kind_check CHECK ((kind = ANY (ARRAY['operations'::text, 'billing'::text, 'support'::text])))
  constraint operators_pkey PRIMARY KEY (id)
  constraint operators_login_id_key UNIQUE (login_id)
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT
  granted to saihan_operations: DELETE, INSERT, SELECT, UPDATE

table order_transitions
  partner_id           text not null
  order_id             uuid not null
  seq                  integer not null
  contract_id          text not null
  at                   timestamp with time zone not null
  from_state           text
  to_state             text not null
  actor                text not null
  cause                text not null
  attempt              integer not null
  constraint order_transitions_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint order_transitions_pkey PRIMARY KEY (partner_id, order_id, seq)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_transitions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_transitions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_transitions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_transitions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_webhook: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT

table order_waits
  partner_id           text not null
  order_id             uuid not null
  predecessor_id       uuid not null
  contract_id          text not null
  constraint order_waits_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint order_waits_partner_id_predecessor_id_fkey FOREIGN KEY (partner_id, predecessor_id) REFERENCES orders(partner_id, id)
  constraint order_waits_pkey PRIMARY KEY (partner_id, order_id, predecessor_id)
  index order_waits_predecessor on order_waits USING btree (partner_id, predecessor_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_waits.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_waits.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_waits.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = order_waits.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT

table orders
  partner_id           text not null
  id                   uuid not null
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
  authority            jsonb not null
  trace                text default NULLIF(current_setting('app.trace'::text, true), ''::text)
  constraint orders_check CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text, 'rejected'::text, 'expired'::text]))))
  constraint orders_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint orders_pkey PRIMARY KEY (partner_id, id)
  index orders_awaiting_approval on orders USING btree (partner_id, contract_id) WHERE (state = 'awaiting_approval'::text)
  index orders_failed on orders USING btree (partner_id, ended_at) WHERE (state = ANY (ARRAY['failed'::text, 'expired'::text]))
  index orders_newest_first on orders USING btree (partner_id, accepted_at DESC, id DESC)
  index orders_open_of_contract on orders USING btree (partner_id, contract_id) WHERE (ended_at IS NULL)
  index orders_open_of_user on orders USING btree (partner_id, ((input ->> 'userId'::text))) WHERE (ended_at IS NULL)
  UNIQUE index orders_retry on orders USING btree (partner_id, ((input ->> 'retryOf'::text))) WHERE (input ? 'retryOf'::text)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = orders.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = orders.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = orders.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = orders.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for r to saihan_relay using true check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER take_request_along AFTER UPDATE ON public.orders FOR EACH ROW WHEN (((old.state = 'awaiting_approval'::text) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION take_request_along()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_webhook: SELECT, UPDATE
  granted to saihan_worker: INSERT, SELECT, UPDATE

table outbox
  partner_id           text not null
  id                   bigint not null identity
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
  turn                 integer
  trace                text default NULLIF(current_setting('app.trace'::text, true), ''::text)
  carrier              text
  constraint outbox_pkey PRIMARY KEY (partner_id, id)
  index outbox_aside on outbox USING btree (quarantined_at) WHERE ((quarantined_at IS NOT NULL) AND (done_at IS NULL))
  index outbox_done on outbox USING btree (done_at) WHERE (done_at IS NOT NULL)
  index outbox_in_line on outbox USING btree (partner_id, queue, turn) WHERE ((sent_at IS NOT NULL) AND (done_at IS NULL) AND (quarantined_at IS NULL) AND (attempt = 0))
  index outbox_of_order on outbox USING btree (partner_id, order_id) WHERE (order_id IS NOT NULL)
  index outbox_set_aside on outbox USING btree (quarantined_at) WHERE (quarantined_at IS NOT NULL)
  index outbox_under_way on outbox USING btree (checked_at, id) WHERE ((sent_at IS NOT NULL) AND (done_at IS NULL) AND (quarantined_at IS NULL))
  index outbox_unsent on outbox USING btree (available_at, id) WHERE ((sent_at IS NULL) AND (done_at IS NULL) AND (quarantined_at IS NULL))
  index outbox_unsent_in_line on outbox USING btree (partner_id, queue, available_at, id) WHERE ((sent_at IS NULL) AND (done_at IS NULL) AND (quarantined_at IS NULL))
  row security forced
  policy api for a to saihan_api using null check (partner_id = current_setting('app.partner_id'::text, true))
  policy doorkeeper for * to saihan_doorkeeper using true check null
  policy doorkeeper_publishes for a to saihan_doorkeeper using null check true
  policy ledger for a to saihan_ledger using null check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT
  granted to saihan_doorkeeper: DELETE, INSERT, SELECT
  granted to saihan_ledger: INSERT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_relay: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_webhook: INSERT, SELECT, UPDATE
  granted to saihan_worker: INSERT, SELECT, UPDATE

table partner_billing_details
  partner_id           text not null
  from_day             date not null
  address              text not null
  registration_number  text
  registered_from      date
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint partner_billing_details_check CHECK (((registration_number IS NULL) = (registered_from IS NULL)))
  constraint partner_billing_details_registration_number_check CHECK ((registration_number ~ '^T[0-9]{13}$'::text))
  constraint partner_billing_details_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint partner_billing_details_pkey PRIMARY KEY (partner_id, from_day)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT, UPDATE
  granted to saihan_operations: INSERT, SELECT, UPDATE
  granted to saihan_worker: SELECT

table partner_legal_names
  partner_id           text not null
  legal_name           text not null
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint partner_legal_names_legal_name_check CHECK (((char_length(legal_name) >= 1) AND (char_length(legal_name) <= 200)))
  constraint partner_legal_names_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint partner_legal_names_pkey PRIMARY KEY (partner_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table partner_months
  partner_id           text not null
  month                date not null
  state                text not null
  cutoff_at            timestamp with time zone not null
  opened_at            timestamp with time zone not null
  opened_by            text not null
  batches              integer not null
  rated_at             timestamp with time zone
  reviewed_at          timestamp with time zone
  reviewed_by          text
  closed_at            timestamp with time zone
  code_version         text not null
  constraint partner_months_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint partner_months_state_check CHECK ((state = ANY (ARRAY['open'::text, 'collecting'::text, 'rated'::text, 'reviewed'::text, 'closed'::text])))
  constraint partner_months_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint partner_months_pkey PRIMARY KEY (partner_id, month)
  index partner_months_cutoff on partner_months USING btree (cutoff_at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for * to saihan_ledger using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER month_life BEFORE DELETE OR UPDATE ON public.partner_months FOR EACH ROW EXECUTE FUNCTION keep_month_life()
  CREATE TRIGGER note_event AFTER UPDATE OF state ON public.partner_months FOR EACH ROW WHEN (((new.state = 'closed'::text) AND (old.state <> 'closed'::text))) EXECUTE FUNCTION note_month()
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT, UPDATE

table partner_services
  partner_id           text not null
  service              text not null
  number               text
  legal_name           text
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint partner_services_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint partner_services_pkey PRIMARY KEY (partner_id, service)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table password_links
  token_hash           bytea not null
  partner_id           text not null
  contract_id          text not null
  user_id              text not null
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone not null
  used_at              timestamp with time zone
  constraint password_links_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint password_links_pkey PRIMARY KEY (token_hash)
  index password_links_of_user on password_links USING btree (partner_id, user_id) WHERE (used_at IS NULL)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = password_links.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = password_links.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = password_links.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = password_links.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table payment_statement_entries
  partner_id           text not null
  statement            text not null
  kind                 text not null
  number               text not null
  constraint payment_statement_entries_partner_id_kind_number_fkey FOREIGN KEY (partner_id, kind, number) REFERENCES commission_entries(partner_id, kind, number)
  constraint payment_statement_entries_partner_id_statement_fkey FOREIGN KEY (partner_id, statement) REFERENCES documents(partner_id, number)
  constraint payment_statement_entries_pkey PRIMARY KEY (partner_id, statement, kind, number)
  index payment_statement_entries_of_entry on payment_statement_entries USING btree (partner_id, kind, number)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.payment_statement_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.payment_statement_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT

table payment_statement_events
  partner_id           text not null
  number               text not null
  seq                  integer not null
  state                text not null
  at                   timestamp with time zone not null
  actor                text not null
  reason               text
  constraint payment_statement_events_check CHECK (((state <> ALL (ARRAY['objected'::text, 'void'::text])) OR (reason IS NOT NULL)))
  constraint payment_statement_events_reason_check CHECK ((char_length(reason) <= 500))
  constraint payment_statement_events_state_check CHECK ((state = ANY (ARRAY['confirmed'::text, 'objected'::text, 'deemed_confirmed'::text, 'paid'::text, 'void'::text])))
  constraint payment_statement_events_partner_id_number_fkey FOREIGN KEY (partner_id, number) REFERENCES documents(partner_id, number)
  constraint payment_statement_events_pkey PRIMARY KEY (partner_id, number, seq)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff_beyond_answers for a to saihan_api using null check ((state = ANY (ARRAY['confirmed'::text, 'objected'::text])) OR (current_setting('app.actor'::text, true) ~~ 'operator:%'::text))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.payment_statement_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER note_event AFTER INSERT ON public.payment_statement_events FOR EACH ROW EXECUTE FUNCTION note_payment_statement()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.payment_statement_events FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT

table plan_items
  menu                 text not null
  plan                 text not null
  price_menu           text not null
  price_plan           text not null
  constraint plan_items_pkey PRIMARY KEY (menu, plan)
  granted to saihan_api: SELECT
  granted to saihan_operations: INSERT, SELECT, UPDATE
  granted to saihan_worker: SELECT

table platform_watch
  program              text not null
  instance             text not null
  ready                boolean not null
  circuit              text not null
  why                  text
  since                timestamp with time zone not null
  seen_at              timestamp with time zone not null
  constraint platform_watch_circuit_check CHECK ((circuit = ANY (ARRAY['closed'::text, 'open'::text, 'half-open'::text])))
  constraint platform_watch_pkey PRIMARY KEY (program, instance)
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT, UPDATE

table price_versions
  id                   text not null
  item                 integer not null
  effective_from       date not null
  effective_to         date
  currency             text not null
  terms                jsonb not null
  status               text not null
  source               text not null
  entered_at           timestamp with time zone not null
  constraint price_versions_check CHECK ((effective_to > effective_from))
  constraint price_versions_status_check CHECK ((status = ANY (ARRAY['seen'::text, 'illustrative'::text, 'charge_type_seen'::text])))
  constraint price_versions_item_fkey FOREIGN KEY (item) REFERENCES billable_items(no)
  constraint price_versions_pkey PRIMARY KEY (id)
  constraint price_versions_item_effective_from_key UNIQUE (item, effective_from)
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.price_versions FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_ledger: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: SELECT

table programme_files
  id                   uuid not null
  document             text not null
  audience             text not null
  language             text not null
  title                text not null
  file_name            text not null
  content_type         text not null
  bytes                integer not null
  sha256               bytea not null
  content              bytea not null
  published_by         text not null
  published_at         timestamp with time zone not null
  withdrawn_by         text
  withdrawn_at         timestamp with time zone
  constraint programme_files_audience_check CHECK ((audience = ANY (ARRAY['partners'::text, 'everybody'::text])))
  constraint programme_files_bytes_check CHECK (((bytes >= 1) AND (bytes <= 8388608)))
  constraint programme_files_check CHECK ((sha256 = sha256(content)))
  constraint programme_files_check1 CHECK ((octet_length(content) = bytes))
  constraint programme_files_check2 CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL)))
  constraint programme_files_file_name_check CHECK (((char_length(file_name) >= 1) AND (char_length(file_name) <= 120)))
  constraint programme_files_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint programme_files_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200)))
  constraint programme_files_pkey PRIMARY KEY (id)
  index programme_files_of_document on programme_files USING btree (document, published_at DESC) WHERE (withdrawn_at IS NULL)
  row security forced
  policy api for * to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) OR ((withdrawn_at IS NULL) AND ((audience = 'everybody'::text) OR (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))))) check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy operations for r to saihan_operations using true check null
  CREATE TRIGGER keep_file BEFORE UPDATE ON public.programme_files FOR EACH ROW WHEN (((old.withdrawn_at IS NOT NULL) OR ((((((((((((new.id IS DISTINCT FROM old.id) OR (new.document IS DISTINCT FROM old.document)) OR (new.audience IS DISTINCT FROM old.audience)) OR (new.language IS DISTINCT FROM old.language)) OR (new.title IS DISTINCT FROM old.title)) OR (new.file_name IS DISTINCT FROM old.file_name)) OR (new.content_type IS DISTINCT FROM old.content_type)) OR (new.bytes IS DISTINCT FROM old.bytes)) OR (new.sha256 IS DISTINCT FROM old.sha256)) OR (new.content IS DISTINCT FROM old.content)) OR (new.published_by IS DISTINCT FROM old.published_by)) OR (new.published_at IS DISTINCT FROM old.published_at)))) EXECUTE FUNCTION keep_programme_file()
  CREATE TRIGGER keep_file_row BEFORE DELETE ON public.programme_files FOR EACH ROW EXECUTE FUNCTION keep_programme_file()
  CREATE TRIGGER keep_files BEFORE TRUNCATE ON public.programme_files FOR EACH STATEMENT EXECUTE FUNCTION keep_programme_file()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT

table provider_keys
  id                   text not null
  name                 text not null
  source               text not null
  scopes               text[] not null
  secret_hash          bytea not null
  created_at           timestamp with time zone not null
  revoked_at           timestamp with time zone
  constraint provider_keys_pkey PRIMARY KEY (id)
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: INSERT, SELECT

table recovery_codes
  partner_id           text not null
  user_id              text not null
  number               smallint not null
  contract_id          text not null
  code_hash            text not null
  used_at              timestamp with time zone
  constraint recovery_codes_number_check CHECK (((number >= 0) AND (number <= 9)))
  constraint recovery_codes_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint recovery_codes_pkey PRIMARY KEY (partner_id, user_id, number)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = recovery_codes.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = recovery_codes.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = recovery_codes.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = recovery_codes.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table referrals
  partner_id           text not null
  id                   uuid not null
  customer_name        text not null
  contact_name         text not null
  contact_address      text not null
  note                 text not null
  state                text not null
  registered_by        text not null
  registered_at        timestamp with time zone not null
  ended_by             text
  ended_at             timestamp with time zone
  direct_contract      text
  concluded_on         date
  reason               text
  last_month           date
  constraint referrals_check CHECK (((state = 'registered'::text) = (ended_at IS NULL)))
  constraint referrals_contract_check CHECK ((((state = ANY (ARRAY['concluded'::text, 'lapsed'::text])) = (direct_contract IS NOT NULL)) AND ((direct_contract IS NULL) = (concluded_on IS NULL))))
  constraint referrals_customer_name_check CHECK (((char_length(customer_name) >= 1) AND (char_length(customer_name) <= 200)))
  constraint referrals_direct_contract_check CHECK ((direct_contract ~ '^[0-9A-Za-z-]{1,50}$'::text))
  constraint referrals_lapsed_check CHECK (((state = 'lapsed'::text) = (last_month IS NOT NULL)))
  constraint referrals_last_month_check CHECK ((EXTRACT(day FROM last_month) = (1)::numeric))
  constraint referrals_note_check CHECK ((char_length(note) <= 2000))
  constraint referrals_reason_check CHECK ((char_length(reason) <= 500))
  constraint referrals_state_check CHECK ((state = ANY (ARRAY['registered'::text, 'concluded'::text, 'declined'::text, 'withdrawn'::text, 'lapsed'::text])))
  constraint referrals_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint referrals_pkey PRIMARY KEY (partner_id, id)
  UNIQUE index referrals_direct_contract on referrals USING btree (direct_contract) WHERE (direct_contract IS NOT NULL)
  index referrals_newest_first on referrals USING btree (partner_id, registered_at DESC, id DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff_list for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (current_setting('app.partner_id'::text, true) = ''::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER keep_earned BEFORE UPDATE OF last_month ON public.referrals FOR EACH ROW WHEN ((new.last_month IS NOT NULL)) EXECUTE FUNCTION keep_earned_referrals()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table resale_lines
  partner_id           text not null
  month                date not null
  contract_id          text not null
  line_id              text not null
  number               text not null
  rule_id              uuid not null
  price                bigint not null
  limited_by           text
  considered           jsonb not null
  constraint resale_lines_limited_by_check CHECK ((limited_by = ANY (ARRAY['minimum'::text, 'cap'::text])))
  constraint resale_lines_partner_id_month_contract_id_line_id_fkey FOREIGN KEY (partner_id, month, contract_id, line_id) REFERENCES statement_lines(partner_id, month, contract_id, id)
  constraint resale_lines_partner_id_number_fkey FOREIGN KEY (partner_id, number) REFERENCES documents(partner_id, number)
  constraint resale_lines_partner_id_rule_id_fkey FOREIGN KEY (partner_id, rule_id) REFERENCES resale_rules(partner_id, id)
  constraint resale_lines_pkey PRIMARY KEY (partner_id, month, contract_id, line_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_lines.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_lines.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_lines.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_lines.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy prices_are_the_partners for r to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.resale_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.resale_lines FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT

table resale_parked
  partner_id           text not null
  month                date not null
  contract_id          text not null
  reasons              jsonb not null
  lines                integer not null
  at                   timestamp with time zone not null
  constraint resale_parked_lines_check CHECK ((lines > 0))
  constraint resale_parked_reasons_check CHECK (((jsonb_typeof(reasons) = 'array'::text) AND (jsonb_array_length(reasons) > 0)))
  constraint resale_parked_partner_id_month_contract_id_fkey FOREIGN KEY (partner_id, month, contract_id) REFERENCES statements(partner_id, month, contract_id)
  constraint resale_parked_pkey PRIMARY KEY (partner_id, month, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_parked.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_parked.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_parked.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = resale_parked.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy prices_are_the_partners for r to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT, UPDATE

table resale_rules
  partner_id           text not null
  id                   uuid not null
  scope                text not null
  resource_id          text
  menu                 text
  plan                 text
  category             text
  holder               text not null
  contract_id          text
  group_id             uuid
  from_month           date not null
  to_month             date
  price                jsonb not null
  late                 boolean not null
  created_by           text not null
  created_at           timestamp with time zone not null
  ended_by             text
  ended_at             timestamp with time zone
  constraint resale_rules_category_check CHECK (((char_length(category) >= 1) AND (char_length(category) <= 100)))
  constraint resale_rules_check CHECK (((EXTRACT(day FROM to_month) = (1)::numeric) AND (to_month >= from_month)))
  constraint resale_rules_check1 CHECK (((scope = 'resource'::text) = (resource_id IS NOT NULL)))
  constraint resale_rules_check2 CHECK (((scope = 'plan'::text) = (plan IS NOT NULL)))
  constraint resale_rules_check3 CHECK (((scope = ANY (ARRAY['plan'::text, 'menu'::text])) = (menu IS NOT NULL)))
  constraint resale_rules_check4 CHECK (((scope = 'category'::text) = (category IS NOT NULL)))
  constraint resale_rules_check5 CHECK (((holder = 'contract'::text) = (contract_id IS NOT NULL)))
  constraint resale_rules_check6 CHECK (((holder = 'group'::text) = (group_id IS NOT NULL)))
  constraint resale_rules_check7 CHECK (((ended_by IS NULL) = (ended_at IS NULL)))
  constraint resale_rules_from_month_check CHECK ((EXTRACT(day FROM from_month) = (1)::numeric))
  constraint resale_rules_holder_check CHECK ((holder = ANY (ARRAY['contract'::text, 'group'::text, 'partner'::text])))
  constraint resale_rules_menu_check CHECK (((char_length(menu) >= 1) AND (char_length(menu) <= 200)))
  constraint resale_rules_plan_check CHECK (((char_length(plan) >= 1) AND (char_length(plan) <= 200)))
  constraint resale_rules_price_check CHECK ((jsonb_typeof(price) = 'object'::text))
  constraint resale_rules_resource_id_check CHECK (((char_length(resource_id) >= 1) AND (char_length(resource_id) <= 100)))
  constraint resale_rules_scope_check CHECK ((scope = ANY (ARRAY['resource'::text, 'plan'::text, 'menu'::text, 'category'::text, 'all'::text])))
  constraint resale_rules_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint resale_rules_pkey PRIMARY KEY (partner_id, id)
  index resale_rules_newest on resale_rules USING btree (partner_id, created_at DESC, id DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) AND ((contract_id IS NULL) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = resale_rules.contract_id)))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) AND ((contract_id IS NULL) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = resale_rules.contract_id))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy for_all_insert for a to saihan_api using null check ((holder <> 'partner'::text) OR (current_setting('app.sees_all'::text, true) = 'yes'::text))
  policy for_all_update for w to saihan_api using ((holder <> 'partner'::text) OR (current_setting('app.sees_all'::text, true) = 'yes'::text)) check null
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.resale_rules FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.resale_rules FOR EACH ROW EXECUTE FUNCTION keep_resale_rule()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table resale_settings
  partner_id           text not null
  tell_end_users       boolean not null
  changed_by           text not null
  changed_at           timestamp with time zone not null
  constraint resale_settings_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint resale_settings_pkey PRIMARY KEY (partner_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy for_all_insert for a to saihan_api using null check (current_setting('app.sees_all'::text, true) = 'yes'::text)
  policy for_all_update for w to saihan_api using (current_setting('app.sees_all'::text, true) = 'yes'::text) check null
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table reseller_agreements
  partner_id           text not null
  id                   text not null
  from_day             date not null
  to_day               date
  names                jsonb not null
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint reseller_agreements_check CHECK ((to_day > from_day))
  constraint reseller_agreements_id_check CHECK ((id ~ '^[0-9A-Za-z-]{1,64}$'::text))
  constraint reseller_agreements_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint reseller_agreements_pkey PRIMARY KEY (partner_id, id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy staff for a to saihan_api using null check (current_setting('app.actor'::text, true) ~~ 'operator:%'::text)
  policy staff_changes for w to saihan_api using (current_setting('app.actor'::text, true) ~~ 'operator:%'::text) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: INSERT, SELECT, UPDATE

table saved_searches
  partner_id           text not null
  user_id              text not null
  id                   uuid not null
  contract_id          text not null
  name                 text not null
  query                jsonb not null
  created_at           timestamp with time zone not null
  constraint saved_searches_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
  constraint saved_searches_query_check CHECK ((jsonb_typeof(query) = 'object'::text))
  constraint saved_searches_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint saved_searches_pkey PRIMARY KEY (partner_id, user_id, id)
  constraint saved_searches_partner_id_user_id_name_key UNIQUE (partner_id, user_id, name)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (user_id = current_setting('app.user_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (user_id = current_setting('app.user_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table sessions
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  user_id              text not null
  token_hash           bytea not null
  address              text not null
  user_agent           text not null
  created_at           timestamp with time zone not null
  seen_at              timestamp with time zone not null
  constraint sessions_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint sessions_pkey PRIMARY KEY (partner_id, id)
  index sessions_of_user on sessions USING btree (partner_id, user_id, created_at DESC)
  UNIQUE index sessions_token on sessions USING btree (token_hash)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sessions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sessions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sessions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sessions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table sign_in_tickets
  partner_id           text not null
  token_hash           bytea not null
  contract_id          text not null
  user_id              text not null
  kind                 text not null
  totp_secret          bytea
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone not null
  constraint sign_in_tickets_check CHECK (((kind = 'enrol'::text) = (totp_secret IS NOT NULL)))
  constraint sign_in_tickets_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'enrol'::text])))
  constraint sign_in_tickets_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint sign_in_tickets_pkey PRIMARY KEY (partner_id, token_hash)
  index sign_in_tickets_of_user on sign_in_tickets USING btree (partner_id, user_id)
  UNIQUE index sign_in_tickets_token on sign_in_tickets USING btree (token_hash)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sign_in_tickets.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sign_in_tickets.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sign_in_tickets.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = sign_in_tickets.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT

table sign_up_contacts
  partner_id           text not null
  mail_address         text not null
  name                 text
  recorded_by          text not null
  recorded_at          timestamp with time zone not null
  constraint sign_up_contacts_partner_id_partner_id_fkey FOREIGN KEY (partner_id, partner_id) REFERENCES contracts(partner_id, id)
  constraint sign_up_contacts_pkey PRIMARY KEY (partner_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table sss_tokens
  partner_id           text not null
  token_hash           bytea not null
  contract_id          text not null
  user_id              text not null
  key_id               text not null
  tenant_id            text not null
  issued_at            timestamp with time zone not null
  expires_at           timestamp with time zone not null
  revoked_at           timestamp with time zone
  constraint sss_tokens_partner_id_contract_id_user_id_fkey FOREIGN KEY (partner_id, contract_id, user_id) REFERENCES users(partner_id, contract_id, id)
  constraint sss_tokens_partner_id_key_id_fkey FOREIGN KEY (partner_id, key_id) REFERENCES api_keys(partner_id, id)
  constraint sss_tokens_partner_id_tenant_id_fkey FOREIGN KEY (partner_id, tenant_id) REFERENCES tenants(partner_id, id)
  constraint sss_tokens_pkey PRIMARY KEY (partner_id, token_hash)
  UNIQUE index sss_tokens_hash on sss_tokens USING btree (token_hash)
  index sss_tokens_of_user on sss_tokens USING btree (partner_id, user_id, expires_at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.user_id'::text, true) = user_id) OR (current_setting('app.user_id'::text, true) = ''::text))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.user_id'::text, true) = user_id) OR (current_setting('app.user_id'::text, true) = ''::text)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, INSERT, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT

table statement_lines
  partner_id           text not null
  month                date not null
  contract_id          text not null
  id                   text not null
  kind                 text not null
  tenant_id            text
  resource_id          text
  menu                 text not null
  component            text not null
  usage_month          date not null
  corrects             date
  net                  bigint not null
  tax                  jsonb not null
  illustrative         boolean not null
  charge_key           text
  records              bigint not null
  trace                jsonb not null
  constraint statement_lines_check CHECK (((kind = 'adjustment'::text) = (corrects IS NOT NULL)))
  constraint statement_lines_kind_check CHECK ((kind = ANY (ARRAY['charge'::text, 'adjustment'::text, 'service_credit'::text, 'manual'::text])))
  constraint statement_lines_pkey PRIMARY KEY (partner_id, month, contract_id, id)
  index statement_lines_of_charge on statement_lines USING btree (partner_id, contract_id, usage_month, charge_key)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statement_lines.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statement_lines.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statement_lines.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statement_lines.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy cost_is_the_partners for r to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER closed_gets_none AFTER INSERT ON public.statement_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_out()
  CREATE TRIGGER closed_stays BEFORE DELETE OR UPDATE ON public.statement_lines FOR EACH ROW EXECUTE FUNCTION keep_closed_row()
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.statement_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT, UPDATE

table statements
  partner_id           text not null
  month                date not null
  contract_id          text not null
  net                  bigint not null
  lines                integer not null
  by_menu              jsonb not null
  illustrative         boolean not null
  made_at              timestamp with time zone not null
  constraint statements_partner_id_month_contract_id_fkey FOREIGN KEY (partner_id, month, contract_id) REFERENCES close_contracts(partner_id, month, contract_id)
  constraint statements_pkey PRIMARY KEY (partner_id, month, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statements.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statements.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statements.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = statements.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy cost_is_the_partners for r to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER closed_gets_none AFTER INSERT ON public.statements REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_out()
  CREATE TRIGGER closed_stays BEFORE DELETE OR UPDATE ON public.statements FOR EACH ROW EXECUTE FUNCTION keep_closed_row()
  CREATE TRIGGER kept BEFORE TRUNCATE ON public.statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT, UPDATE

table subscription_events
  partner_id           text not null
  subscription_id      uuid not null
  sequence             integer not null
  contract_id          text not null
  order_id             uuid not null
  at                   timestamp with time zone not null
  kind                 text not null
  plan                 text
  before               text
  constraint subscription_events_kind_check CHECK ((kind = ANY (ARRAY['started'::text, 'plan-changed'::text, 'stopped'::text, 'resumed'::text, 'ended'::text])))
  constraint subscription_events_sequence_check CHECK ((sequence > 0))
  constraint subscription_events_partner_id_contract_id_subscription_id_fkey FOREIGN KEY (partner_id, contract_id, subscription_id) REFERENCES subscriptions(partner_id, contract_id, id)
  constraint subscription_events_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint subscription_events_pkey PRIMARY KEY (partner_id, subscription_id, sequence)
  constraint subscription_events_partner_id_order_id_key UNIQUE (partner_id, order_id)
  index subscription_events_at on subscription_events USING btree (partner_id, at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscription_events.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscription_events.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscription_events.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscription_events.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT

table subscriptions
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  tenant_id            text not null
  menu                 text not null
  name                 text not null
  state                text not null
  confirmed            text not null
  plan                 text
  ordered_plan         text not null
  open_order_id        uuid
  created_at           timestamp with time zone not null
  started_at           timestamp with time zone
  ended_at             timestamp with time zone
  constraint subscriptions_confirmed_check CHECK ((confirmed = ANY (ARRAY['none'::text, 'active'::text, 'stopped'::text, 'ended'::text])))
  constraint subscriptions_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'changing'::text, 'stopping'::text, 'stopped'::text, 'resuming'::text, 'ending'::text, 'ended'::text, 'failed'::text])))
  constraint subscriptions_partner_id_contract_id_tenant_id_fkey FOREIGN KEY (partner_id, contract_id, tenant_id) REFERENCES tenants(partner_id, contract_id, id)
  constraint subscriptions_partner_id_open_order_id_fkey FOREIGN KEY (partner_id, open_order_id) REFERENCES orders(partner_id, id)
  constraint subscriptions_pkey PRIMARY KEY (partner_id, id)
  constraint subscriptions_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  index subscriptions_live_by_menu on subscriptions USING btree (partner_id, menu) WHERE (state <> ALL (ARRAY['ended'::text, 'failed'::text]))
  index subscriptions_live_of_tenant on subscriptions USING btree (partner_id, tenant_id) WHERE (state <> ALL (ARRAY['ended'::text, 'failed'::text]))
  index subscriptions_newest_first on subscriptions USING btree (partner_id, created_at DESC, id DESC)
  index subscriptions_of_contract on subscriptions USING btree (partner_id, contract_id, created_at DESC, id DESC)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscriptions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscriptions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscriptions.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = subscriptions.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table tenant_access
  partner_id           text not null
  contract_id          text not null
  tenant_id            text not null
  user_id              text not null
  state                text not null
  granted_by           text not null
  granted_at           timestamp with time zone
  until                timestamp with time zone
  order_id             uuid not null
  end_asked_at         timestamp with time zone
  constraint tenant_access_state_check CHECK ((state = ANY (ARRAY['granting'::text, 'granted'::text, 'revoking'::text])))
  constraint tenant_access_partner_id_contract_id_tenant_id_fkey FOREIGN KEY (partner_id, contract_id, tenant_id) REFERENCES tenants(partner_id, contract_id, id)
  constraint tenant_access_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint tenant_access_partner_id_user_id_fkey FOREIGN KEY (partner_id, user_id) REFERENCES users(partner_id, id)
  constraint tenant_access_pkey PRIMARY KEY (partner_id, tenant_id, user_id)
  index tenant_access_ends on tenant_access USING btree (until) WHERE ((until IS NOT NULL) AND (state = 'granted'::text))
  index tenant_access_of_user on tenant_access USING btree (partner_id, user_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenant_access.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenant_access.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenant_access.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenant_access.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, INSERT, SELECT, UPDATE

table tenants
  partner_id           text not null
  id                   text not null
  contract_id          text not null
  state                text not null
  name                 text not null
  region               text not null
  description          text not null default ''::text
  platform_id          text
  created_at           timestamp with time zone not null
  started_at           timestamp with time zone
  ended_at             timestamp with time zone
  workspace_id         text not null
  constraint tenants_id_check CHECK ((id ~ '^[0-9a-f]{32}$'::text))
  constraint tenants_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'deleting'::text, 'deleted'::text, 'failed'::text])))
  constraint tenants_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint tenants_partner_id_contract_id_workspace_id_fkey FOREIGN KEY (partner_id, contract_id, workspace_id) REFERENCES workspaces(partner_id, contract_id, id)
  constraint tenants_pkey PRIMARY KEY (partner_id, id)
  constraint tenants_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  UNIQUE index tenants_name on tenants USING btree (lower(name)) WHERE (state <> ALL (ARRAY['deleted'::text, 'failed'::text]))
  index tenants_of_contract on tenants USING btree (partner_id, contract_id, created_at DESC, id DESC)
  index tenants_of_region on tenants USING btree (partner_id, contract_id, region) WHERE (state <> ALL (ARRAY['deleted'::text, 'failed'::text]))
  UNIQUE index tenants_of_workspace on tenants USING btree (partner_id, workspace_id, region) WHERE (state <> ALL (ARRAY['deleted'::text, 'failed'::text]))
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenants.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenants.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenants.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tenants.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER house_tenant BEFORE INSERT ON public.tenants FOR EACH ROW EXECUTE FUNCTION house_tenant()
  CREATE TRIGGER tenants_change_groups AFTER UPDATE OF state, region ON public.tenants FOR EACH ROW WHEN (((new.region <> old.region) OR ((new.state = ANY (ARRAY['deleted'::text, 'failed'::text])) <> (old.state = ANY (ARRAY['deleted'::text, 'failed'::text]))))) EXECUTE FUNCTION member_changed()
  CREATE TRIGGER tenants_join_groups AFTER INSERT ON public.tenants REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tenants_written()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table terminations
  partner_id           text not null
  order_id             uuid not null
  contract_id          text not null
  revision             text not null
  reviewed             jsonb not null
  steps                uuid[] not null
  proof                jsonb
  proved_at            timestamp with time zone
  constraint terminations_check CHECK (((proof IS NULL) = (proved_at IS NULL)))
  constraint terminations_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint terminations_partner_id_order_id_fkey FOREIGN KEY (partner_id, order_id) REFERENCES orders(partner_id, id)
  constraint terminations_pkey PRIMARY KEY (partner_id, order_id)
  index terminations_of_contract on terminations USING btree (partner_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = terminations.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = terminations.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = terminations.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = terminations.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table throttles
  bucket               text not null
  failures             integer not null
  failed_at            timestamp with time zone not null
  told_at              timestamp with time zone
  constraint throttles_pkey PRIMARY KEY (bucket)
  index throttles_age on throttles USING btree (failed_at)
  granted to saihan_api: DELETE, INSERT, SELECT, UPDATE
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: DELETE, INSERT, SELECT, UPDATE

table ticket_messages
  partner_id           text not null
  ticket_id            text not null
  seq                  integer not null
  contract_id          text not null
  at                   timestamp with time zone not null
  move                 text not null
  side                 text not null
  author               text not null
  text                 text
  constraint ticket_messages_move_check CHECK ((move = ANY (ARRAY['open'::text, 'reply'::text, 'close'::text, 'reopen'::text])))
  constraint ticket_messages_seq_check CHECK ((seq > 0))
  constraint ticket_messages_side_check CHECK ((side = ANY (ARRAY['partner'::text, 'provider'::text])))
  constraint ticket_messages_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 20000)))
  constraint ticket_messages_partner_id_ticket_id_fkey FOREIGN KEY (partner_id, ticket_id) REFERENCES tickets(partner_id, id)
  constraint ticket_messages_pkey PRIMARY KEY (partner_id, ticket_id, seq)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = ticket_messages.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = ticket_messages.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = ticket_messages.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = ticket_messages.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy parents_only for * to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table tickets
  partner_id           text not null
  id                   text not null
  contract_id          text not null
  category             text not null
  type                 text not null
  subject              text not null
  user_ids             jsonb not null
  state                text not null
  opener_id            text not null
  opened_at            timestamp with time zone not null
  changed_at           timestamp with time zone not null
  constraint tickets_category_check CHECK ((category = ANY (ARRAY['service'::text, 'partner-functions'::text, 'contract'::text, 'billing'::text, 'portal'::text])))
  constraint tickets_id_check CHECK ((id ~ '^tk[0-9]{10}$'::text))
  constraint tickets_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'closed'::text])))
  constraint tickets_subject_check CHECK (((char_length(subject) >= 1) AND (char_length(subject) <= 200)))
  constraint tickets_type_check CHECK ((type = ANY (ARRAY['fault'::text, 'other'::text])))
  constraint tickets_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint tickets_partner_id_partner_id_opener_id_fkey FOREIGN KEY (partner_id, partner_id, opener_id) REFERENCES users(partner_id, contract_id, id)
  constraint tickets_pkey PRIMARY KEY (partner_id, id)
  index tickets_newest_first on tickets USING btree (partner_id, opened_at DESC, id DESC)
  index tickets_waiting on tickets USING btree (opened_at, id) WHERE (state = 'open'::text)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tickets.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tickets.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tickets.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = tickets.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy parents_only for * to saihan_api using (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)) check null
  policy staff_list for r to saihan_api using ((current_setting('app.actor'::text, true) ~~ 'operator:%'::text) AND (current_setting('app.partner_id'::text, true) = ''::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: SELECT

table usage_arrivals
  partner_id           text not null
  month                date not null
  last_at              timestamp with time zone not null
  constraint usage_arrivals_pkey PRIMARY KEY (partner_id, month)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for * to saihan_ledger using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_ledger: INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table usage_parked
  no                   bigint not null identity
  source               text not null
  event_id             text not null
  contract_id          text not null
  content              jsonb not null
  digest               text not null
  code                 text not null
  variables            jsonb not null
  arrived_at           timestamp with time zone not null
  settled_at           timestamp with time zone
  settled_as           text
  constraint usage_parked_pkey PRIMARY KEY (no)
  constraint usage_parked_source_event_id_digest_key UNIQUE (source, event_id, digest)
  index usage_parked_open on usage_parked USING btree (no) WHERE (settled_at IS NULL)
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT

table usage_reach
  month                date not null
  block                bigint not null
  reached_ms           bigint not null
  constraint usage_reach_pkey PRIMARY KEY (month, block)
  granted to saihan_ledger: INSERT, SELECT, UPDATE

table usage_records partitioned by LIST (month)
  resource             bigint not null
  from_ms              bigint not null
  to_ms                bigint not null
  arrived_at           timestamp with time zone not null
  item                 integer not null
  lane                 integer not null
  month                date not null
  source               smallint not null
  reading              boolean not null
  partner_id           text not null
  quantity             numeric not null
  event_id             text not null
  index usage_records_arrived ON ONLY public.usage_records USING brin (arrived_at)
  UNIQUE index usage_records_event ON ONLY public.usage_records USING btree (source, event_id, month)
  index usage_records_of_resource ON ONLY public.usage_records USING btree (resource, lane, from_ms)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for * to saihan_ledger using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER cutoff_holds AFTER INSERT ON public.usage_records REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_cutoff()
  CREATE TRIGGER write_once BEFORE DELETE OR UPDATE ON public.usage_records FOR EACH ROW EXECUTE FUNCTION refuse_change()
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table usage_sources
  no                   smallint not null identity
  name                 text not null
  constraint usage_sources_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
  constraint usage_sources_pkey PRIMARY KEY (no)
  constraint usage_sources_name_key UNIQUE (name)
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

table usage_summed
  partner_id           text not null
  month                date not null
  cutoff_at            timestamp with time zone not null
  constraint usage_summed_pkey PRIMARY KEY (partner_id, month, cutoff_at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for * to saihan_ledger using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, SELECT

table usage_sums
  partner_id           text not null
  month                date not null
  cutoff_at            timestamp with time zone not null
  resource             bigint not null
  item                 integer not null
  reading              boolean not null
  size                 numeric not null
  records              bigint not null
  minutes              numeric not null
  ms                   numeric not null
  read                 numeric not null
  constraint usage_sums_pkey PRIMARY KEY (partner_id, month, cutoff_at, resource, item, reading, size)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND (current_setting('app.contract_id'::text, true) = current_setting('app.partner_id'::text, true)))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy ledger for * to saihan_ledger using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_ledger: INSERT, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_worker: DELETE, SELECT

table users
  partner_id           text not null
  id                   text not null
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
  rights               text[]
  totp_state           text not null default 'off'::text
  totp_secret          bytea
  totp_last_step       bigint not null default 0
  sign_in_disabled_at  timestamp with time zone
  language             text
  constraint users_id_check CHECK ((id ~ '^ecid[0-9]{10}$'::text))
  constraint users_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint users_state_check CHECK ((state = ANY (ARRAY['provisioning'::text, 'active'::text, 'deleting'::text, 'deleted'::text, 'failed'::text])))
  constraint users_totp CHECK (((totp_state = 'on'::text) = (totp_secret IS NOT NULL)))
  constraint users_totp_state_check CHECK ((totp_state = ANY (ARRAY['off'::text, 'asked'::text, 'on'::text])))
  constraint users_type_check CHECK ((type = ANY (ARRAY['representative'::text, 'administrator'::text, 'general'::text])))
  constraint users_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint users_pkey PRIMARY KEY (partner_id, id)
  constraint users_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  index users_by_mail_address on users USING btree (lower(mail_address))
  UNIQUE index users_login_id on users USING btree (lower(login_id)) WHERE (state <> ALL (ARRAY['deleted'::text, 'failed'::text]))
  UNIQUE index users_one_representative on users USING btree (partner_id, contract_id) WHERE ((type = 'representative'::text) AND (state <> ALL (ARRAY['deleted'::text, 'failed'::text])))
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = users.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = users.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = users.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = users.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER new_users_tell_contracts AFTER INSERT ON public.users REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tell_contracts()
  CREATE TRIGGER saved_searches_of_the_gone AFTER UPDATE OF state, login_id ON public.users FOR EACH ROW WHEN (((new.state = ANY (ARRAY['deleted'::text, 'failed'::text])) AND ((old.state IS DISTINCT FROM new.state) OR (old.login_id IS DISTINCT FROM new.login_id)))) EXECUTE FUNCTION forget_saved_searches()
  CREATE TRIGGER users_tell_contract AFTER UPDATE OF login_id, mail_address, type ON public.users FOR EACH ROW WHEN ((new.type = 'representative'::text)) EXECUTE FUNCTION tell_contract()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: INSERT, SELECT
  granted to saihan_worker: INSERT, SELECT, UPDATE

table webhook_deliveries
  partner_id           text not null
  id                   bigint not null identity
  endpoint_id          uuid not null
  contract_id          text not null
  reason               text not null
  message_id           text not null
  kind                 text not null
  event                bigint
  attempt              integer not null
  at                   timestamp with time zone not null
  duration_ms          integer not null
  outcome              text not null
  status               integer
  code                 text
  answer               text
  constraint webhook_deliveries_answer_check CHECK ((char_length(answer) <= 200))
  constraint webhook_deliveries_check CHECK (((outcome = 'failed'::text) = (code IS NOT NULL)))
  constraint webhook_deliveries_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'failed'::text])))
  constraint webhook_deliveries_reason_check CHECK ((reason = ANY (ARRAY['event'::text, 'resend'::text, 'test'::text, 'heartbeat'::text])))
  constraint webhook_deliveries_partner_id_endpoint_id_fkey FOREIGN KEY (partner_id, endpoint_id) REFERENCES webhook_endpoints(partner_id, id) ON DELETE CASCADE
  constraint webhook_deliveries_pkey PRIMARY KEY (partner_id, endpoint_id, id)
  index webhook_deliveries_age on webhook_deliveries USING brin (at)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_deliveries.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_deliveries.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_deliveries.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_deliveries.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check null
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_relay: DELETE
  granted to saihan_webhook: INSERT

table webhook_endpoints
  partner_id           text not null
  id                   uuid not null
  contract_id          text not null
  url                  text not null
  description          text not null default ''::text
  kinds                text[]
  charges              boolean not null
  secret               bytea not null
  former_secret        bytea
  former_until         timestamp with time zone
  state                text not null
  disabled_cause       text
  seq                  bigint not null
  turn                 integer not null default 1
  pending              boolean not null default false
  failures             integer not null default 0
  failing_since        timestamp with time zone
  next_at              timestamp with time zone
  heartbeat_at         timestamp with time zone not null
  created_by           text not null
  created_at           timestamp with time zone not null
  constraint webhook_endpoints_check CHECK (((state = 'disabled'::text) = (disabled_cause IS NOT NULL)))
  constraint webhook_endpoints_check1 CHECK (((former_secret IS NULL) = (former_until IS NULL)))
  constraint webhook_endpoints_check2 CHECK (((failures = 0) = (failing_since IS NULL)))
  constraint webhook_endpoints_description_check CHECK ((char_length(description) <= 200))
  constraint webhook_endpoints_disabled_cause_check CHECK ((disabled_cause = ANY (ARRAY['BY_USER'::text, 'FAILING'::text, 'GONE'::text])))
  constraint webhook_endpoints_kinds_check CHECK (((cardinality(kinds) >= 1) AND (cardinality(kinds) <= 50)))
  constraint webhook_endpoints_state_check CHECK ((state = ANY (ARRAY['enabled'::text, 'disabled'::text])))
  constraint webhook_endpoints_url_check CHECK ((char_length(url) <= 2000))
  constraint webhook_endpoints_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint webhook_endpoints_pkey PRIMARY KEY (partner_id, id)
  index webhook_endpoints_idle on webhook_endpoints USING btree (partner_id, seq) WHERE ((state = 'enabled'::text) AND (NOT pending))
  index webhook_endpoints_of_contract on webhook_endpoints USING btree (partner_id, contract_id)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_endpoints.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_endpoints.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_endpoints.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = webhook_endpoints.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy relay for * to saihan_relay using true check true
  policy webhook for * to saihan_webhook using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  policy whole_view_delete for d to saihan_api using ((contract_id <> partner_id) OR (current_setting('app.sees_all'::text, true) = 'yes'::text)) check null
  policy whole_view_insert for a to saihan_api using null check ((contract_id <> partner_id) OR (current_setting('app.sees_all'::text, true) = 'yes'::text))
  policy whole_view_update for w to saihan_api using ((contract_id <> partner_id) OR (current_setting('app.sees_all'::text, true) = 'yes'::text)) check null
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  granted to saihan_api: DELETE, SELECT
  granted to saihan_doorkeeper: DELETE, SELECT
  granted to saihan_operations: SELECT
  granted to saihan_webhook: SELECT

table work_pauses
  queue                text not null
  job                  text not null default ''::text
  reason               text not null
  actor                text not null
  at                   timestamp with time zone not null
  constraint work_pauses_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
  constraint work_pauses_pkey PRIMARY KEY (queue, job)
  granted to saihan_doorkeeper: SELECT
  granted to saihan_operations: DELETE, INSERT, SELECT
  granted to saihan_relay: SELECT
  granted to saihan_webhook: SELECT
  granted to saihan_worker: SELECT

table workspaces
  partner_id           text not null
  id                   text not null
  contract_id          text not null
  name                 text not null
  description          text not null default ''::text
  implied              boolean not null default false
  created_at           timestamp with time zone not null
  deleted_at           timestamp with time zone
  constraint workspaces_id_check CHECK ((id ~ '^ws[0-9]{10}$'::text))
  constraint workspaces_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 64)))
  constraint workspaces_partner_id_contract_id_fkey FOREIGN KEY (partner_id, contract_id) REFERENCES contracts(partner_id, id)
  constraint workspaces_pkey PRIMARY KEY (partner_id, id)
  constraint workspaces_partner_id_contract_id_id_key UNIQUE (partner_id, contract_id, id)
  UNIQUE index workspaces_name on workspaces USING btree (lower(name)) WHERE (deleted_at IS NULL)
  index workspaces_of_contract on workspaces USING btree (partner_id, contract_id, id) WHERE (deleted_at IS NULL)
  row security forced
  policy api for * to saihan_api using ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = workspaces.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = workspaces.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[]))))))))) check ((partner_id = current_setting('app.partner_id'::text, true)) AND ((current_setting('app.sees_all'::text, true) = 'yes'::text) OR ((contract_id = current_setting('app.contract_id'::text, true)) AND (current_setting('app.key_free'::text, true) = 'yes'::text)) OR (((current_setting('app.user_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = workspaces.contract_id) AND (gc.group_id = ANY (( SELECT user_groups() AS user_groups)::uuid[])))))) AND ((current_setting('app.key_free'::text, true) = 'yes'::text) OR (EXISTS ( SELECT
   FROM contract_group_contracts gc
  WHERE ((gc.contract_id = workspaces.contract_id) AND (gc.group_id = ANY (( SELECT key_groups() AS key_groups)::uuid[])))))))))
  policy doorkeeper for * to saihan_doorkeeper using true check true
  policy operations for * to saihan_operations using true check true
  policy worker for * to saihan_worker using (partner_id = current_setting('app.partner_id'::text, true)) check (partner_id = current_setting('app.partner_id'::text, true))
  CREATE TRIGGER count_workspaces BEFORE INSERT ON public.workspaces FOR EACH ROW EXECUTE FUNCTION count_workspaces()
  CREATE TRIGGER note_event AFTER INSERT ON public.workspaces FOR EACH ROW WHEN ((NOT new.implied)) EXECUTE FUNCTION note_workspace()
  CREATE TRIGGER note_event_of_change AFTER UPDATE ON public.workspaces FOR EACH ROW WHEN (((new.description IS DISTINCT FROM old.description) OR (new.deleted_at IS DISTINCT FROM old.deleted_at))) EXECUTE FUNCTION note_workspace()
  granted to saihan_api: INSERT, SELECT
  granted to saihan_doorkeeper: INSERT, SELECT, UPDATE
  granted to saihan_operations: SELECT
  granted to saihan_worker: SELECT

CREATE OR REPLACE FUNCTION public.adopt(contracts text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.apply_retention(rule text, before timestamp with time zone, at timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  gone integer := 0;
  one record;
begin
  case rule
    when 'mail-addresses' then
      update public.mails m set address = null, former_address = null, facts = '{}'
        from (select o.partner_id, o.id from public.mails o
               where o.created_at < before and o.state in ('sent', 'refused', 'unknown')
                 and (o.address is not null or o.former_address is not null or o.facts <> '{}') limit most for update skip locked) old
       where m.partner_id = old.partner_id and m.id = old.id;
    when 'people-gone' then
      for one in
        select u.partner_id, u.id from public.users u
         where u.state in ('deleted', 'failed') and coalesce(u.ended_at, u.created_at) < before
           and not exists (select from public.erasures e where e.partner_id = u.partner_id and e.user_id = u.id)
         order by 1, 2 limit most
      loop
        gone := gone + public.erase_person(one.partner_id, one.id, at, 'RETENTION')::int;
      end loop;
      return gone;
    when 'order-inputs' then
      update public.orders o set input = o.input - '{name,mailAddress,loginId}'::text[]
        from (select x.partner_id, x.id from public.orders x
               where x.ended_at < before and x.kind like 'user.%' and x.input ?| '{name,mailAddress,loginId}'::text[]
               limit most for update skip locked) old
       where o.partner_id = old.partner_id and o.id = old.id;
    when 'bulk-files' then
      delete from public.bulks b using (
        select x.partner_id, x.id from public.bulks x
         where x.state <> 'applying' and coalesce(x.finished_at, x.created_at) < before limit most) old
       where b.partner_id = old.partner_id and b.id = old.id;
    when 'webhook-deliveries' then
      delete from public.webhook_deliveries d using (
        select x.partner_id, x.endpoint_id, x.id from public.webhook_deliveries x where x.at < before limit most) old
       where d.partner_id = old.partner_id and d.endpoint_id = old.endpoint_id and d.id = old.id;
    when 'sss-tokens' then
      delete from public.sss_tokens t using (
        select x.partner_id, x.token_hash from public.sss_tokens x where x.expires_at < before limit most) old
       where t.partner_id = old.partner_id and t.token_hash = old.token_hash;
    when 'comparisons' then
      delete from public.drift_comparisons c where c.id in (select x.id from public.drift_comparisons x where x.ended_at < before limit most);
    when 'parked-usage' then
      delete from public.usage_parked p where p.no in (select x.no from public.usage_parked x where x.settled_at < before limit most);
    else
      raise exception using errcode = 'SA001', message = 'RETENTION_RULE', detail = format('nothing is known of the rule %s', rule);
  end case;
  get diagnostics gone = row_count;
  return gone;
end
$function$

CREATE OR REPLACE FUNCTION public.audit_link(before bytea, start bytea, entry text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN sha256((COALESCE(before, start) || convert_to(entry, 'UTF8'::name)))

CREATE OR REPLACE FUNCTION public.charged_as(menu text, plan text, OUT price_menu text, OUT price_plan text, OUT size numeric)
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(i.price_menu, (select o.price_menu from plan_items o where o.menu = charged_as.menu limit 1), charged_as.menu),
         coalesce(i.price_plan, charged_as.plan),
         case when i.sized then (regexp_match(charged_as.plan, i.pattern))[1]::numeric else 1 end
    from (select) one
    left join lateral (
      select p.price_menu, p.price_plan, s.pattern, p.plan like '%{size}%' as sized
        from plan_items p cross join lateral (select '^' || replace(replace(p.plan, '.', '\.'), '{size}', '([0-9]{1,9})') || '$' as pattern) s
       where p.menu = charged_as.menu and charged_as.plan ~ s.pattern
       order by p.plan = charged_as.plan desc, p.plan limit 1) i on true
$function$

CREATE OR REPLACE FUNCTION public.close_months(rows integer)
 RETURNS TABLE(month date, partners integer, closed integer, expected integer, done integer, parked integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with months as (
    select m.month, count(*)::int as partners, count(*) filter (where m.state = 'closed')::int as closed from public.partner_months m
     where current_setting('app.actor', true) like 'operator:%' group by m.month order by m.month desc limit rows
  ), counted as (
    select k.month, count(*) filter (where k.state = 'expected')::int as expected, count(*) filter (where k.state = 'done')::int as done,
           count(*) filter (where k.state = 'parked')::int as parked
      from public.close_contracts k where k.month in (select m.month from months m) group by k.month
  )
  select m.month, m.partners, m.closed, coalesce(c.expected, 0), coalesce(c.done, 0), coalesce(c.parked, 0)
    from months m left join counted c using (month) order by m.month desc
$function$

CREATE OR REPLACE FUNCTION public.closes_of_month(wanted date, after text, rows integer)
 RETURNS TABLE(partner_id text, partner_name text, month date, state text, cutoff_at timestamp with time zone, closed_at timestamp with time zone, reviewed_by text, expected integer, done integer, parked integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select m.partner_id, p.customer_name, m.month, m.state, m.cutoff_at, m.closed_at, m.reviewed_by, c.expected, c.done, c.parked
    from public.partner_months m join public.contracts p on p.partner_id = m.partner_id and p.id = m.partner_id
   cross join lateral (
     select count(*) filter (where k.state = 'expected')::int as expected, count(*) filter (where k.state = 'done')::int as done,
            count(*) filter (where k.state = 'parked')::int as parked
       from public.close_contracts k where k.partner_id = m.partner_id and k.month = m.month) c
   where m.month = wanted and m.partner_id > after and current_setting('app.actor', true) like 'operator:%'
   order by m.partner_id limit rows
$function$

CREATE OR REPLACE FUNCTION public.contract_sale_facts(ids text[])
 RETURNS TABLE(contract_id text, facts jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select c.id, jsonb_build_object(
           'approvals', (select coalesce(jsonb_object_agg(a.menu, jsonb_build_object('decision', a.decision, 'at', a.decided_at)), '{}')
                           from (select distinct on (x.menu) x.menu, x.decision, x.decided_at from public.menu_approvals x
                                  where x.partner_id = c.partner_id and x.contract_id = c.id order by x.menu, x.decided_at desc, x.id desc) a),
           'consents', (select coalesce(jsonb_agg(jsonb_build_object('to', k.topic, 'by', k.by, 'at', k.consented_at)), '[]')
                          from public.colocation_consents k where k.partner_id = c.partner_id and k.contract_id = c.id),
           'endUserNameGivenAt', n.given_at, 'managedBy', s.managed_by, 'visit', s.visit, 'ownSoftware', s.own_software)
    from public.contracts c
    left join public.contract_statements s on s.partner_id = c.partner_id and s.contract_id = c.id
    left join public.end_user_names n on n.partner_id = c.partner_id and n.contract_id = c.id
   where c.partner_id = current_setting('app.partner_id') and c.id = any(ids)
     and current_setting('app.contract_id') in (c.partner_id, c.id)
$function$

CREATE OR REPLACE FUNCTION public.contracts_to_be_filed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into public.contracts_to_file (partner_id, contract_id) select w.partner_id, w.id from written w where w.kind = 'child';
  else
    insert into public.contracts_to_file (partner_id, contract_id) values (new.partner_id, new.id)
    on conflict (partner_id, contract_id) do update set contract_id = excluded.contract_id;
  end if;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.contracts_written()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.follow_group_rules(w.partner_id, array_agg(w.id)) from written w where w.kind = 'child' group by w.partner_id order by w.partner_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.count_workspaces()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('workspaces:' || new.contract_id, 0));
  if (select count(*) from public.workspaces w
       where w.partner_id = new.partner_id and w.contract_id = new.contract_id and w.deleted_at is null) >= 100 then
    raise exception using errcode = 'unique_violation', constraint = 'workspaces_limit', message = 'a contract has at most 100 workspaces';
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.drop_usage_month(month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from public.usage_months() m where m.month = drop_usage_month.month and m.closed) then
    raise exception using errcode = 'SA001', message = 'USAGE_MONTH_CLOSED', detail = format('the usage of %s is still needed', month);
  end if;
  execute format('drop table public.usage_records_%s', to_char(month, 'YYYY_MM'));
end
$function$

CREATE OR REPLACE FUNCTION public.end_operator_session(token bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  delete from public.operator_sessions where token_hash = token
$function$

CREATE OR REPLACE FUNCTION public.end_partner_access(partner text, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.must(exists (select from public.offboardings o where o.partner_id = partner and o.approved_at is not null and o.erased_at is null), 'OFFBOARDING_APPROVED');
  update public.contracts c set state = 'terminated', ended_at = at where c.partner_id = partner and c.kind = 'parent' and c.state <> 'terminated';
  update public.users u set state = 'deleted', ended_at = coalesce(u.ended_at, at), password_hash = null, totp_state = 'off', totp_secret = null
   where u.partner_id = partner and u.state not in ('deleted', 'failed');
  update public.api_keys k set revoked_at = at where k.partner_id = partner and k.revoked_at is null;
  delete from public.sessions s where s.partner_id = partner;
  delete from public.sss_tokens t where t.partner_id = partner;
  delete from public.sign_in_tickets t where t.partner_id = partner;
  delete from public.password_links l where l.partner_id = partner;
  delete from public.feed_addresses f where f.partner_id = partner;
  -- A delivery that is under way finds a newer turn and ends.
  update public.webhook_endpoints w set state = 'disabled', disabled_cause = 'GONE', turn = w.turn + 1, pending = false, failures = 0, failing_since = null, next_at = null
   where w.partner_id = partner;
end
$function$

CREATE OR REPLACE FUNCTION public.end_workspaces()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update public.workspaces w set deleted_at = coalesce(new.ended_at, now())
   where w.partner_id = new.partner_id and w.contract_id = new.id and w.deleted_at is null;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.enter(partner text, actor text, contract text, person text, key text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.entry_facts(partner text, contract text, person text)
 RETURNS TABLE(allowed_addresses jsonb, disabled boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select to_jsonb(c.allowed_addresses), u.sign_in_disabled_at is not null
    from public.contracts c
    join public.users u on u.partner_id = c.partner_id and u.contract_id = c.id
   where c.partner_id = partner and c.id = contract and u.id = person
$function$

CREATE OR REPLACE FUNCTION public.erase_partner(partner text, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.must(exists (select from public.offboardings o where o.partner_id = partner and o.erase_at <= at and o.erased_at is null), 'OFFBOARDING_ERASABLE');
  perform public.erase_person(u.partner_id, u.id, at, 'PARTNER_LEFT') from public.users u where u.partner_id = partner;
  update public.contracts c set customer_name = 'erased', customer_name_folded = 'erased', customer_number = c.id, labels = '{}' where c.partner_id = partner;
  update public.tenants t set name = 'erased-' || t.id, description = '' where t.partner_id = partner;
  update public.workspaces w set name = 'erased-' || w.id, description = '' where w.partner_id = partner;
  update public.subscriptions s set name = 'erased' where s.partner_id = partner;
  delete from public.contract_group_rules r where r.partner_id = partner;
  update public.contract_groups g set name = 'erased-' || g.id where g.partner_id = partner;
  update public.api_keys k set name = 'erased' where k.partner_id = partner;
  update public.orders o set input = o.input - '{name,mailAddress,loginId,customerName,customerNumber,labels,description}'::text[] where o.partner_id = partner;
  update public.mails m set address = null, former_address = null, facts = '{}' where m.partner_id = partner;
  update public.terminations t set reviewed = '{}' where t.partner_id = partner;
  update public.tickets t set subject = 'erased' where t.partner_id = partner;
  update public.ticket_messages m set text = 'erased' where m.partner_id = partner and m.text is not null;
  update public.referrals r set customer_name = 'erased', contact_name = 'erased', contact_address = 'erased@erased.invalid', note = '' where r.partner_id = partner;
  delete from public.approval_requests a where a.partner_id = partner;
  delete from public.disclosures d where d.partner_id = partner;
  delete from public.end_user_names n where n.partner_id = partner;
  delete from public.sign_up_contacts s where s.partner_id = partner;
  delete from public.address_marks m where m.partner_id = partner;
  delete from public.webhook_endpoints w where w.partner_id = partner;
  delete from public.events e where e.partner_id = partner;
  delete from public.idempotency_keys k where k.partner_id = partner;
  delete from public.bulks b where b.partner_id = partner;
  delete from public.drift_reports d where d.partner_id = partner;
  delete from public.known_devices d where d.partner_id = partner;
  delete from public.outbox o where o.partner_id = partner and o.done_at is not null;
  update public.offboardings o set erased_at = at where o.partner_id = partner;
  insert into public.audit_entries (partner_id, contract_id, at, actor, action, target, outcome, after)
  values (partner, partner, erase_partner.at, coalesce(nullif(current_setting('app.actor', true), ''), 'retention'), 'partner.erase', partner, 'done', '{"state": "erased"}');
end
$function$

CREATE OR REPLACE FUNCTION public.erase_person(partner text, person text, at timestamp with time zone, why text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  who public.users;
begin
  select * into who from public.users u
   where u.partner_id = partner and u.id = person and u.state in ('deleted', 'failed') for update;
  if who.id is null or exists (select from public.erasures e where e.partner_id = partner and e.user_id = person) then
    return false;
  end if;
  -- The contract and its card in the search's index follow by their triggers.
  update public.users u set name = null, login_id = 'erased-' || u.id, mail_address = 'erased-' || u.id || '@erased.invalid', password_hash = null,
         totp_state = 'off', totp_secret = null, language = null
   where u.partner_id = partner and u.id = person;
  update public.mails m set address = null, former_address = null, facts = '{}' where m.partner_id = partner and m.user_id = person;
  update public.orders o set input = o.input - '{name,mailAddress,loginId}'::text[]
   where o.partner_id = partner and o.subject_id = person and o.input ?| '{name,mailAddress,loginId}'::text[];
  update public.terminations t set reviewed = '{}'
   where t.partner_id = partner and t.contract_id = who.contract_id
     and (strpos(t.reviewed::text, who.mail_address) > 0 or strpos(t.reviewed::text, who.login_id) > 0);
  delete from public.address_marks k where k.partner_id = partner and k.address = lower(who.mail_address);
  delete from public.idempotency_keys k
   where k.partner_id = partner and (strpos(k.body, who.mail_address) > 0 or strpos(k.body, who.login_id) > 0);
  delete from public.sessions x where x.partner_id = partner and x.user_id = person;
  delete from public.known_devices x where x.partner_id = partner and x.user_id = person;
  delete from public.recovery_codes x where x.partner_id = partner and x.user_id = person;
  delete from public.sign_in_tickets x where x.partner_id = partner and x.user_id = person;
  delete from public.feed_addresses x where x.partner_id = partner and x.user_id = person;
  delete from public.notice_settings x where x.partner_id = partner and x.user_id = person;
  delete from public.password_links x where x.partner_id = partner and x.user_id = person;
  delete from public.sss_tokens x where x.partner_id = partner and x.user_id = person;
  insert into public.erasures (partner_id, user_id, contract_id, at, actor, reason)
  values (partner, person, who.contract_id, erase_person.at, coalesce(nullif(current_setting('app.actor', true), ''), 'retention'), why);
  insert into public.audit_entries (partner_id, contract_id, at, actor, action, target, outcome, after, reason)
  values (partner, who.contract_id, erase_person.at, coalesce(nullif(current_setting('app.actor', true), ''), 'retention'), 'user.erase', person, 'done',
          '{"state": "erased"}', why);
  return true;
end
$function$

CREATE OR REPLACE FUNCTION public.exclusions_added()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.lock_groups(w.partner_id) from (select distinct partner_id from written) w;
  delete from public.contract_group_contracts m using written w
   where m.partner_id = w.partner_id and m.group_id = w.group_id and m.contract_id = w.contract_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.file_contracts(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  partners text[];
  ids text[];
begin
  with taken as (
    delete from public.contracts_to_file f using (
      select partner_id, contract_id from public.contracts_to_file order by 1, 2 limit most for update skip locked) t
     where f.partner_id = t.partner_id and f.contract_id = t.contract_id
    returning f.partner_id, f.contract_id)
  select array_agg(partner_id), array_agg(contract_id) into partners, ids from taken;
  if ids is null then
    return 0;
  end if;
  insert into public.contract_pieces (partner_id, contract_id, pieces)
  select c.partner_id, c.id,
         public.search_pieces(c.partner_id, c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id || E'\n' || c.people_folded)
    from unnest(partners, ids) as t (partner_id, contract_id)
    join public.contracts c on c.partner_id = t.partner_id and c.id = t.contract_id
  on conflict (partner_id, contract_id) do update set pieces = excluded.pieces;
  return cardinality(ids);
end
$function$

CREATE OR REPLACE FUNCTION public.find_api_key(key text, at timestamp with time zone)
 RETURNS TABLE(id text, partner_id text, contract_id text, user_id text, secret_hash bytea, scopes text[], addresses text[], expires_at timestamp with time zone, partner_state text, contract_state text, model text, user_type text, user_state text, rights text[], confined boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.find_contracts(names text[], people text[], anywhere text[], most integer)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  partner constant text := current_setting('app.partner_id');
  bound constant uuid[] := case when current_setting('app.user_free', true) = 'no' then public.user_groups()
                                when current_setting('app.key_free', true) = 'no' then public.key_groups() end;
  wanted integer[];
  ids text[];
begin
  if cardinality(names || people || anywhere) > 0 then
    select array_agg(distinct piece) into wanted
      from unnest(names || people || anywhere) as looked cross join unnest(public.wanted_pieces(partner, looked)) as piece;
    select array_agg(m.id) into ids from (
      select c.id
        from (select p.contract_id from public.contract_pieces p
               where p.pieces @> wanted and p.partner_id = partner
                 and not exists (select from public.contracts_to_file f where f.partner_id = partner and f.contract_id = p.contract_id)
              union all
              select f.contract_id from public.contracts_to_file f where f.partner_id = partner) filed
        join public.contracts c on c.partner_id = partner and c.id = filed.contract_id
       where not exists (select from unnest(names) as n
                          where strpos(c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id, n) = 0)
         and not exists (select from unnest(people) as n where strpos(c.people_folded, n) = 0)
         and not exists (select from unnest(anywhere) as n
                          where strpos(c.customer_name_folded || E'\n' || lower(c.customer_number) || E'\n' || c.id || E'\n' || c.people_folded, n) = 0)
       limit most + 1) m;
  elsif bound is not null then
    select array_agg(m.contract_id) into ids from (
      select distinct g.contract_id from public.contract_group_contracts g where g.partner_id = partner and g.group_id = any (bound)
      limit most + 1) m;
  else
    return null;
  end if;
  return case when cardinality(coalesce(ids, '{}')) <= most then coalesce(ids, '{}') end;
end
$function$

CREATE OR REPLACE FUNCTION public.find_feed_address(token bytea)
 RETURNS TABLE(id uuid, partner_id text, contract_id text, user_id text, about text, partner_state text, contract_state text, model text, user_type text, user_state text, rights jsonb, confined boolean, allowed_addresses jsonb, disabled boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select f.id, f.partner_id, f.contract_id, f.user_id, f.about, p.state, c.state, p.model, u.type, u.state, to_jsonb(u.rights),
         u.type <> 'representative'
           and exists (select from public.contract_group_users g where g.partner_id = f.partner_id and g.user_id = f.user_id),
         e.allowed_addresses, e.disabled
    from public.feed_addresses f
    join public.contracts p on p.partner_id = f.partner_id and p.id = f.partner_id
    join public.contracts c on c.partner_id = f.partner_id and c.id = f.contract_id
    join public.users u on u.partner_id = f.partner_id and u.id = f.user_id
   cross join lateral public.entry_facts(f.partner_id, f.contract_id, f.user_id) e
   where f.token_hash = token and f.withdrawn_at is null
$function$

CREATE OR REPLACE FUNCTION public.find_provider_key(key text)
 RETURNS TABLE(id text, source text, scopes text[], secret_hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select k.id, k.source, k.scopes, k.secret_hash from public.provider_keys k where k.id = key and k.revoked_at is null
$function$

CREATE OR REPLACE FUNCTION public.find_sss_token(token bytea, at timestamp with time zone)
 RETURNS TABLE(key_id text, tenant_id text, tenant_name text, issued_at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select s.key_id, t.id, t.name, s.issued_at, s.expires_at
    from public.sss_tokens s
    join public.tenants t on t.partner_id = s.partner_id and t.id = s.tenant_id
    join public.tenant_access a on a.partner_id = s.partner_id and a.tenant_id = s.tenant_id and a.user_id = s.user_id
   where s.token_hash = token and s.revoked_at is null and s.expires_at > at
     and t.state = 'active' and a.state = 'granted' and (a.until is null or a.until > at)
$function$

CREATE OR REPLACE FUNCTION public.follow_group_rules(partner text, touched text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('contract-groups:' || partner, 0));
  if not exists (select from public.contract_group_rules r where r.partner_id = partner) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('group-member:' || t.id, 0))
     from (select distinct unnest(touched) as id order by 1) t;
  perform public.match_group_rules(partner, null, touched);
end
$function$

CREATE OR REPLACE FUNCTION public.forget_saved_searches()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  delete from public.saved_searches s
   where s.partner_id = new.partner_id
     and (s.user_id = new.id
       or old.login_id <> new.login_id
          and (strpos(lower(s.name || s.query::text), lower(old.login_id)) > 0 or strpos(lower(s.name || s.query::text), lower(old.mail_address)) > 0));
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.house_figures(at timestamp with time zone)
 RETURNS TABLE(what text, labels jsonb, value double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with paused as (
    select o.partner_id, o.id from public.outbox o join public.work_pauses p on p.queue = o.queue and p.job in ('', o.name)
     where o.done_at is null and o.quarantined_at is null
  ), work as (
    select queue, case when available_at > at then 'later' when (partner_id, id) in (select * from paused) then 'paused' else 'unsent' end as state,
           count(*) as n, min(greatest(created_at, available_at)) as since
      from public.outbox where sent_at is null and done_at is null and quarantined_at is null group by 1, 2
    union all
    select queue, case when (partner_id, id) in (select * from paused) then 'paused_under_way' else 'under_way' end, count(*), min(greatest(created_at, available_at))
      from public.outbox where sent_at is not null and done_at is null and quarantined_at is null group by 1, 2
    union all
    select queue, 'set_aside', count(*), min(quarantined_at) from public.outbox where quarantined_at is not null and done_at is null group by 1
  ), open_orders as (
    select kind, state, count(*) as n, min(accepted_at) as since, count(*) filter (where deadline_at < at) as overdue
      from public.orders where ended_at is null group by 1, 2
  ), newest as (select max(month) as month from public.partner_months)
  select 'work', jsonb_build_object('queue', queue, 'state', state), n::float8 from work
  union all select 'work-age', jsonb_build_object('queue', queue, 'state', state), greatest(0, extract(epoch from at - since))::float8 from work
  union all select 'orders', jsonb_build_object('kind', kind, 'state', state), n::float8 from open_orders
  union all select 'orders-age', jsonb_build_object('kind', kind, 'state', state), greatest(0, extract(epoch from at - since))::float8 from open_orders
  union all select 'orders-overdue', '{}', coalesce(sum(overdue), 0)::float8 from open_orders
  union all select 'close', jsonb_build_object('state', p.state), count(*)::float8 from public.partner_months p join newest using (month) group by p.state
  union all select 'close-contracts', jsonb_build_object('state', c.state), count(*)::float8 from public.close_contracts c join newest using (month) group by c.state
  union all select 'pause-age', jsonb_build_object('queue', p.queue, 'job', p.job), greatest(0, extract(epoch from house_figures.at - p.at))::float8 from public.work_pauses p
$function$

CREATE OR REPLACE FUNCTION public.house_tenant()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.iam_white_list(partner text, contract text, who text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when exists (select from public.iam_group_users u where u.partner_id = partner and u.contract_id = contract and u.user_id = who)
         then coalesce((
           select jsonb_agg(e.entry)
             from public.iam_group_users u
             join public.iam_group_roles g on g.partner_id = u.partner_id and g.group_id = u.group_id
             join public.iam_roles r on r.partner_id = g.partner_id and r.id = g.role_id
            cross join lateral jsonb_array_elements(r.resources) e (entry)
            where u.partner_id = partner and u.contract_id = contract and u.user_id = who), '[]')
         end
$function$

CREATE OR REPLACE FUNCTION public.in_reach(contract text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select current_setting('app.sees_all', true) = 'yes'
    or (current_setting('app.user_free', true) = 'yes' or exists (
          select from contract_group_contracts gc where gc.contract_id = contract and gc.group_id = any (user_groups())))
       and (current_setting('app.key_free', true) = 'yes' or exists (
          select from contract_group_contracts gc where gc.contract_id = contract and gc.group_id = any (key_groups())))
$function$

CREATE OR REPLACE PROCEDURE public.isolate(IN tab regclass, IN contract text DEFAULT NULL::text, IN seen text DEFAULT 'current_setting(''app.contract_id'', true) = current_setting(''app.partner_id'', true)'::text)
 LANGUAGE plpgsql
AS $procedure$
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
$procedure$

CREATE OR REPLACE FUNCTION public.keep_answered_request()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'SA001', message = 'APPROVAL_REQUEST_OPEN';
end
$function$

CREATE OR REPLACE FUNCTION public.keep_booked_terms()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from commission_entries e where e.partner_id = coalesce(new.partner_id, old.partner_id)
                and e.month >= least(new.from_month, old.from_month)) then
    raise exception using errcode = 'SA001', message = 'COMMISSION_TERMS_BOOKED';
  end if;
  return coalesce(new, old);
end
$function$

CREATE OR REPLACE FUNCTION public.keep_closed_out()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from (select distinct partner_id, month from added) a join partner_months m on m.partner_id = a.partner_id and m.month = a.month and m.state = 'closed') then
    raise exception using errcode = 'SA001', message = 'MONTH_CLOSED';
  end if;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_closed_row()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from partner_months m where m.partner_id = old.partner_id and m.month = old.month and m.state = 'closed') then
    raise exception using errcode = 'SA001', message = 'MONTH_CLOSED', detail = format('%s of %s', old.month, old.partner_id);
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_cutoff()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  slips boolean;
begin
  with came as materialized (
    select a.partner_id, a.month, min(a.arrived_at) as first_at, max(a.arrived_at) as last_at from added a group by 1, 2
  ), noted as (
    insert into usage_arrivals as v (partner_id, month, last_at) select c.partner_id, c.month, c.last_at from came c
    on conflict (partner_id, month) do update set last_at = excluded.last_at where excluded.last_at > v.last_at
  )
  select exists (select from came c join partner_months m on m.partner_id = c.partner_id and m.month = c.month and c.first_at < m.cutoff_at) into slips;
  if slips then
    raise exception using errcode = 'SA001', message = 'MONTH_CLOSED', detail = 'usage would slip into a month that was cut off';
  end if;
  insert into usage_reach as r (month, block, reached_ms)
  select a.month, a.resource / 16, max(a.to_ms) from added a where not a.reading group by 1, 2
  on conflict (month, block) do update set reached_ms = excluded.reached_ms where excluded.reached_ms > r.reached_ms;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_earned_referrals()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from commission_entries e where e.partner_id = new.partner_id and e.referral_id = new.id and e.month > new.last_month) then
    raise exception using errcode = 'SA001', message = 'REFERRAL_HAS_EARNED';
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_month_life()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.state = 'closed' or new.month <> old.month or new.partner_id <> old.partner_id
     or new.cutoff_at <> old.cutoff_at
     or (new.state <> old.state and (old.state, new.state) not in
         (('open', 'collecting'), ('collecting', 'rated'), ('rated', 'collecting'), ('rated', 'reviewed'), ('reviewed', 'collecting'), ('reviewed', 'closed'))) then
    raise exception using errcode = 'SA001', message = 'MONTH_LIFE', detail = format('%s of %s is %s', old.month, old.partner_id, old.state);
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_programme_file()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'SA001', message = 'PROGRAMME_FILE_KEPT';
end
$function$

CREATE OR REPLACE FUNCTION public.keep_published_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.starts_at is not null then
    raise exception 'version % of % has been published', old.version, old.template using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
$function$

CREATE OR REPLACE FUNCTION public.keep_resale_rule()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - array['to_month', 'ended_by', 'ended_at']) <> (to_jsonb(old) - array['to_month', 'ended_by', 'ended_at']) then
    raise exception using errcode = 'SA001', message = 'WRITE_ONCE', detail = 'rows of resale_rules are ended, not changed';
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_started_catalogue()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  today constant date := (now() at time zone 'Asia/Tokyo')::date;
begin
  if tg_op <> 'INSERT' and old.from_day <= today then
    if tg_op = 'DELETE' or (new.id, new.from_day, new.author, new.content, new.created_at)
                           is distinct from (old.id, old.from_day, old.author, old.content, old.created_at) then
      raise exception using errcode = 'SA001', message = 'CATALOGUE_VERSION_NOT_STARTED';
    end if;
    if new.to_day is not null and new.to_day <= today or old.to_day is not null and old.to_day <= today then
      raise exception using errcode = 'SA001', message = 'CATALOGUE_END_TO_COME';
    end if;
  elsif tg_op <> 'DELETE' and new.from_day <= today then
    raise exception using errcode = 'SA001', message = 'CATALOGUE_VERSION_TO_COME';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_template_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  new.template_version := coalesce((
    select v.version from public.mail_template_versions v
     where v.template = new.template and v.starts_at <= new.created_at
     order by v.starts_at desc, v.version desc limit 1), 0);
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.key_groups()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(nullif(current_setting('app.key_groups', true), ''), '{}')::uuid[]
$function$

CREATE OR REPLACE FUNCTION public.known_usage(source_no smallint, ids text[], earliest date)
 RETURNS TABLE(event_id text, resource bigint, item integer, reading boolean, from_ms bigint, to_ms bigint, quantity numeric)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
  select u.event_id, u.resource, u.item, u.reading, u.from_ms, u.to_ms, u.quantity from usage_records u
   where u.source = source_no and u.event_id = any (ids) and u.month >= earliest
$function$

CREATE OR REPLACE FUNCTION public.list_partners(after text, rows integer)
 RETURNS TABLE(id text, customer_name text, customer_number text, state text, model text, children bigint, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select p.id, p.customer_name, p.customer_number, p.state, p.model,
         (select count(*) from public.contracts c where c.partner_id = p.id and c.kind = 'child' and c.state not in ('terminated', 'failed')),
         p.created_at
    from public.contracts p
   where p.kind = 'parent' and p.id > after and current_setting('app.actor', true) like 'operator:%'
   order by p.id
   limit rows
$function$

CREATE OR REPLACE FUNCTION public.live_subscriptions_by_menu()
 RETURNS TABLE(menu text, live bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select s.menu, count(*) from public.subscriptions s
   where s.partner_id = current_setting('app.partner_id') and s.state not in ('ended', 'failed')
     and current_setting('app.contract_id') = current_setting('app.partner_id')
   group by s.menu
$function$

CREATE OR REPLACE FUNCTION public.lock_groups(partner text)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(hashtextextended('contract-groups:' || partner, 0))
$function$

CREATE OR REPLACE FUNCTION public.make_usage_month(month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if to_regclass(format('public.usage_records_%s', to_char(month, 'YYYY_MM'))) is null then
    execute format('create table public.usage_records_%s partition of public.usage_records for values in (%L)', to_char(month, 'YYYY_MM'), month);
  end if;
end
$function$

CREATE OR REPLACE FUNCTION public.match_group_rules(partner text, of_group uuid, touched text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.member_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.follow_group_rules(new.partner_id, array[case tg_table_name when 'contracts' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'contract_id' end]);
  return null;
end
$function$

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

CREATE OR REPLACE FUNCTION public.names_removed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.lock_groups(w.partner_id), public.match_group_rules(w.partner_id, w.group_id, w.contracts)
     from (select partner_id, group_id, array_agg(contract_id) as contracts from written
            where coalesce(to_jsonb(written) ->> 'reason', 'include') = 'include' group by 1, 2) w;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.note_document()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, coalesce(new.contract_id, new.partner_id), new.finalised_at, replace(new.kind, '_', '-') || '.issue', new.number,
          jsonb_strip_nulls(jsonb_build_object('month', to_char(new.month, 'YYYY-MM'), 'version', new.version, 'amends', new.amends)));
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.note_document_state()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  select new.partner_id, new.partner_id, new.at, replace(d.kind, '_', '-') || '.' || new.state, new.number,
         jsonb_build_object('state', new.state, 'month', to_char(d.month, 'YYYY-MM'))
    from documents d where d.partner_id = new.partner_id and d.number = new.number;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.note_duty()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, new.contract_id, new.arises_at, 'duty.arise', new.id::text,
          jsonb_build_object('code', new.code, 'menu', new.menu, 'dueOn', new.due_on, 'orderId', new.order_id, 'turn', new.turn));
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.note_keys_used(keys text[], at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update public.api_keys set used_at = at where id = any(keys) and (used_at is null or used_at < at)
$function$

CREATE OR REPLACE FUNCTION public.note_month()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  values (new.partner_id, new.partner_id, coalesce(new.closed_at, now()), 'month.close', to_char(new.month, 'YYYY-MM'), '{"state": "closed"}');
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.note_offboarding_closed(partner text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update public.offboardings o set closed_at = note_offboarding_closed.at where o.partner_id = partner and o.approved_at is not null and o.closed_at is null
$function$

CREATE OR REPLACE FUNCTION public.note_operator_seen(token bytea, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update public.operator_sessions set seen_at = at where token_hash = token and seen_at < at
$function$

CREATE OR REPLACE FUNCTION public.note_payment_statement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into event_notes (partner_id, contract_id, at, kind, subject, data)
  select new.partner_id, new.partner_id, new.at, 'payment-statement.' || replace(new.state, '_', '-'), new.number,
         jsonb_build_object('state', new.state, 'month', to_char(d.month, 'YYYY-MM'))
    from documents d where d.partner_id = new.partner_id and d.number = new.number;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.note_workspace()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.number_events(most integer)
 RETURNS TABLE(partner text, taken integer, latest bigint)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  partners text[];
begin
  -- The lock first and the entries in a later statement, as in seal_audit.
  select array_agg(d.partner_id) into partners
    from (select a.partner_id from audit_heads a left join event_heads h on h.partner_id = a.partner_id where a.seq > coalesce(h.audit_seq, 0)
          union select n.partner_id from event_notes n offset 0) d
   where pg_try_advisory_xact_lock(hashtext('event_heads'), hashtext(d.partner_id));
  if partners is null then
    return;
  end if;
  insert into event_heads (partner_id, seq, audit_seq)
  select p, 0, 0 from unnest(partners) as p where not exists (select from event_heads h where h.partner_id = p);
  return query
  with entries as materialized (
    select a.* from event_heads h
     cross join lateral (select * from audit_entries e where e.partner_id = h.partner_id and e.seq > h.audit_seq order by e.seq limit most) a
     where h.partner_id = any(partners)
  ), notes as (
    delete from event_notes where partner_id = any(partners) returning *
  ), happened as (
    select e.partner_id, 1 as source, e.seq as place, max(e.at) over (partition by e.partner_id order by e.seq) as follows, e.contract_id, e.at, e.target as subject, e.order_id,
           case when o.id is null then e.action
                when e.action like 'order.%' then o.kind || substr(e.action, 6)
                else o.kind || '.accepted' end as kind,
           coalesce(e.after, '{}') || jsonb_strip_nulls(jsonb_build_object('was', e.before -> 'state',
             'code', case when e.action like 'order.%' then e.reason end)) as data
      from entries e
      -- Entry by entry: a plan for many of them would read every order there is.
      left join lateral (
        select o.id, o.kind from orders o
         where o.partner_id = e.partner_id and o.id = e.order_id and (e.action = o.kind or e.action like 'order.%') limit 1) o on true
     where e.outcome = 'done'
       and (o.id is not null or e.action in ('menu-control.set', 'duty.settle', 'subscription.rename', 'approval.decide')
            or e.action like 'approval-request.%')
    union all
    select n.partner_id, 0, n.id, n.at, n.contract_id, n.at, n.subject, null, n.kind, n.data from notes n
  ), numbered as materialized (
    -- Entries keep their own order; a note stands before what was done at its time or later, which may rest on what it tells of.
    select w.*, h.seq + row_number() over (partition by w.partner_id order by w.follows, w.source, w.place) as number
      from happened w join event_heads h on h.partner_id = w.partner_id
  ), written as (
    insert into events (partner_id, seq, contract_id, at, kind, subject, order_id, for_parent, data)
    select w.partner_id, w.number, w.contract_id, w.at, w.kind, w.subject, w.order_id,
           split_part(w.kind, '.', 1) in ('menu-control', 'duty', 'approval', 'month', 'invoice', 'credit-note'), w.data
      from numbered w
  ), looked as (
    select p.id, r.audit_seq, coalesce(r.read, 0) as read, w.newest
      from unnest(partners) as p (id)
      left join (select e.partner_id, max(e.seq) as audit_seq, count(*) as read from entries e group by e.partner_id) r on r.partner_id = p.id
      left join (select n.partner_id, max(n.number) as newest from numbered n group by n.partner_id) w on w.partner_id = p.id
  ), moved as (
    update event_heads h set seq = coalesce(l.newest, h.seq), audit_seq = coalesce(l.audit_seq, h.audit_seq)
      from looked l where h.partner_id = l.id
    returning h.partner_id, h.seq
  )
  select l.id, l.read::integer, m.seq from looked l join moved m on m.partner_id = l.id;
end
$function$

CREATE OR REPLACE FUNCTION public.offboardings_under_way()
 RETURNS TABLE(partner_id text, approved_at timestamp with time zone, closed_at timestamp with time zone, exported_at timestamp with time zone, erase_at timestamp with time zone, unclosed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select o.partner_id, o.approved_at, o.closed_at, o.exported_at, o.erase_at,
         (select count(*)::integer
            from generate_series(date_trunc('month', c.started_at at time zone 'UTC'), date_trunc('month', o.approved_at at time zone 'UTC'), interval '1 month') as m
           where not exists (select from public.partner_months p where p.partner_id = o.partner_id and p.month = m::date and p.state = 'closed'))
    from public.offboardings o join public.contracts c on c.partner_id = o.partner_id and c.id = o.partner_id
   where o.approved_at is not null and o.erased_at is null
   order by o.partner_id
$function$

CREATE OR REPLACE FUNCTION public.open_closes(upto date, at timestamp with time zone, by_whom text, batch_size integer, version text, only_partner text DEFAULT NULL::text)
 RETURNS TABLE(partner_id text, month date, contracts bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(7355608, 1);
  return query
  with last as (
    select p.partner_id, max(p.month) as month, bool_and(p.state = 'closed') as closed from partner_months p group by p.partner_id
  ), due as (
    select c.partner_id, coalesce((l.month + interval '1 month')::date, date_trunc('month', c.started_at at time zone 'UTC')::date) as month
      from contracts c left join last l on l.partner_id = c.partner_id
     where c.kind = 'parent' and c.started_at is not null and coalesce(l.closed, true)
       and (only_partner is null or c.partner_id = only_partner)
  ), opening as (
    select d.partner_id, d.month, (d.month::timestamp at time zone 'UTC') as from_at, ((d.month + interval '1 month')::timestamp at time zone 'UTC') as to_at
      from due d join contracts c on c.partner_id = d.partner_id and c.id = d.partner_id
     where d.month <= upto and d.month + interval '1 month' <= at at time zone 'UTC'
       and (c.ended_at is null or c.ended_at > d.month::timestamp at time zone 'UTC')
  ), expected as (
    select o.partner_id, o.month, c.id as contract_id
      from opening o join contracts c on c.partner_id = o.partner_id
     where c.started_at < o.to_at and (c.ended_at is null or c.ended_at > o.from_at)
    union
    -- Late usage of contracts that have ended since.
    select o.partner_id, o.month, r.contract_id
      from opening o
      join partner_months p on p.partner_id = o.partner_id and p.month < o.month and p.month >= o.month - interval '12 months'
     cross join lateral (select max(q.cutoff_at) as cutoff_at from partner_months q where q.partner_id = o.partner_id) q
      join usage_arrivals v on v.partner_id = o.partner_id and v.month = p.month and v.last_at >= q.cutoff_at
     cross join lateral (
       select u.resource from usage_records u where u.partner_id = v.partner_id and u.month = v.month and u.arrived_at >= q.cutoff_at offset 0) u
      join billable_resources r on r.no = u.resource
    union
    -- What was parked is due still.
    select o.partner_id, o.month, k.contract_id
      from opening o join close_contracts k on k.partner_id = o.partner_id and k.month = (o.month - interval '1 month')::date and k.state = 'parked'
    union
    -- What was excepted may be billable by now, for instance because its price was entered.
    select o.partner_id, o.month, e.contract_id
      from opening o join close_exceptions e on e.partner_id = o.partner_id and e.month = (o.month - interval '1 month')::date
  ), batched as (
    select e.*, ((row_number() over (partition by e.partner_id order by e.contract_id) - 1) / batch_size)::integer as batch from expected e
  ), months as (
    insert into partner_months (partner_id, month, state, cutoff_at, opened_at, opened_by, batches, code_version)
    select b.partner_id, b.month, 'collecting', at, at, by_whom, max(b.batch) + 1, version from batched b group by b.partner_id, b.month
    returning partner_id, month, batches
  ), listed as (
    insert into close_contracts (partner_id, month, contract_id, batch, state, at)
    select b.partner_id, b.month, b.contract_id, b.batch, 'expected', at from batched b join months m on m.partner_id = b.partner_id
    returning partner_id, month
  ), works as (
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select m.partner_id, 'billing', 'rate-contracts', jsonb_build_object('month', to_char(m.month, 'YYYY-MM'), 'batch', g), at, at
      from months m cross join lateral generate_series(0, m.batches - 1) g
     order by m.partner_id, g
  )
  select l.partner_id, l.month, count(*) from listed l group by l.partner_id, l.month;
end
$function$

CREATE OR REPLACE FUNCTION public.open_operator_session(operator text, step bigint, token bytea, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with winner as (
    update public.operators o set totp_last_step = step where o.id = operator and o.totp_last_step < step returning o.id
  ), opened as (
    insert into public.operator_sessions (token_hash, operator_id, created_at, seen_at) select token, id, at, at from winner returning token_hash
  )
  select exists (select from opened)
$function$

CREATE OR REPLACE FUNCTION public.operator_device_known(operator text, device bytea, since timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select from public.operator_devices d where d.token_hash = device and d.operator_id = operator and d.seen_at > since)
$function$

CREATE OR REPLACE FUNCTION public.operator_facts(login text)
 RETURNS TABLE(id text, login_id text, kind text, password_hash text, totp_secret bytea, totp_last_step bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select o.id, o.login_id, o.kind, o.password_hash, o.totp_secret, o.totp_last_step from public.operators o where o.login_id = login
$function$

CREATE OR REPLACE FUNCTION public.operator_session_facts(token bytea)
 RETURNS TABLE(operator_id text, login_id text, kind text, created_at timestamp with time zone, seen_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select s.operator_id, o.login_id, o.kind, s.created_at, s.seen_at
    from public.operator_sessions s join public.operators o on o.id = s.operator_id
   where s.token_hash = token
$function$

CREATE OR REPLACE FUNCTION public.partner_sale_facts()
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object(
    'legalName', coalesce((select l.legal_name from public.partner_legal_names l where l.partner_id = me.partner),
                          (select c.customer_name from public.contracts c where c.partner_id = me.partner and c.id = me.partner)),
    'agreements', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'from', a.from_day, 'to', a.to_day, 'names', a.names, 'contractorGivenTo',
                      (select coalesce(jsonb_object_agg(t.party, t.told_at), '{}') from public.contractor_tellings t
                        where t.partner_id = me.partner and t.agreement_id = a.id)) order by a.from_day, a.id), '[]')
                     from public.reseller_agreements a where a.partner_id = me.partner),
    'services', (select coalesce(jsonb_object_agg(s.service, jsonb_build_object('number', s.number, 'legalName', s.legal_name)), '{}')
                   from public.partner_services s where s.partner_id = me.partner),
    'terms', (select coalesce(jsonb_object_agg(t.terms, t.accepted_at), '{}') from public.accepted_terms t where t.partner_id = me.partner),
    'rackContractedFrom', (select min(r.contracted_from) from public.colocation_racks r where r.partner_id = me.partner),
    'controlChanges', (select coalesce(jsonb_agg(jsonb_build_object('revision', m.revision, 'at', m.at, 'by', m.by, 'switched', m.switched,
                          'futureMenus', m.future_menus) order by m.revision), '[]')
                         from public.menu_control_changes m where m.partner_id = me.partner))
    from (select current_setting('app.partner_id') as partner) me
$function$

CREATE OR REPLACE FUNCTION public.partners_to_compare()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select c.id from public.contracts c where c.kind = 'parent' order by c.id
$function$

CREATE OR REPLACE FUNCTION public.password_link_facts(token bytea, at timestamp with time zone)
 RETURNS TABLE(partner_id text, contract_id text, user_id text, login_id text, totp_state text, language text, has_password boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select l.partner_id, l.contract_id, l.user_id, u.login_id, u.totp_state, c.language, u.password_hash is not null
    from public.password_links l
    join public.users u on u.partner_id = l.partner_id and u.id = l.user_id
    join public.contracts c on c.partner_id = l.partner_id and c.id = l.contract_id
   where l.token_hash = token and l.used_at is null and l.expires_at > at and u.state not in ('deleted', 'failed')
$function$

CREATE OR REPLACE FUNCTION public.place_in_line(ord uuid, q text, since timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  partner constant text := current_setting('app.partner_id', true);
  own record;
  before integer;
begin
  select o.turn into own from public.outbox o
    where o.partner_id = partner and o.queue = q and o.order_id = ord
      and o.sent_at is not null and o.done_at is null and o.quarantined_at is null and o.attempt = 0 limit 1;
  if found then
    return (select count(*)::int from public.outbox o
             where o.partner_id = partner and o.queue = q and o.turn < own.turn
               and o.sent_at is not null and o.done_at is null and o.quarantined_at is null and o.attempt = 0);
  end if;
  select w.available_at, w.id into own from (
    select o.available_at, o.id, o.order_id from public.outbox o
     where o.partner_id = partner and o.queue = q and o.available_at >= since
       and o.sent_at is null and o.done_at is null and o.quarantined_at is null
     order by o.available_at, o.id limit 1000) w
    where w.order_id = ord limit 1;
  if not found then
    return null;
  end if;
  select count(*)::int into before from (
    select from public.outbox o
     where o.partner_id = partner and o.queue = q and (o.available_at, o.id) < (own.available_at, own.id)
       and o.sent_at is null and o.done_at is null and o.quarantined_at is null limit 10000) b;
  return before + (select count(*)::int from public.outbox o
    where o.partner_id = partner and o.queue = q
      and o.sent_at is not null and o.done_at is null and o.quarantined_at is null and o.attempt = 0);
end
$function$

CREATE OR REPLACE FUNCTION public.place_of_user(who text)
 RETURNS TABLE(partner_id text, contract_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select u.partner_id, u.contract_id from public.users u where u.id = who
$function$

CREATE OR REPLACE FUNCTION public.platform_for_staff()
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object(
    'programs', coalesce((select jsonb_agg(to_jsonb(w) order by w.program, w.instance) from public.platform_watch w), '[]'),
    'comparisons', coalesce((select jsonb_agg(to_jsonb(c) order by c.began_at desc)
                               from (select * from public.drift_comparisons order by began_at desc limit 10) c), '[]'))
   where current_setting('app.actor', true) like 'operator:%'
$function$

CREATE OR REPLACE FUNCTION public.prune_sign_in(at timestamp with time zone, sessions_before timestamp with time zone, devices_before timestamp with time zone, throttles_before timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  delete from public.sign_in_tickets where expires_at <= at;
  delete from public.sessions where created_at <= sessions_before;
  delete from public.operator_sessions where created_at <= sessions_before;
  delete from public.known_devices where seen_at <= devices_before;
  delete from public.password_links where expires_at <= devices_before;
  delete from public.throttles where failed_at <= throttles_before;
$function$

CREATE OR REPLACE FUNCTION public.publish_update(notice uuid, update_seq integer, work_queue text, work_name text, at timestamp with time zone)
 RETURNS TABLE(partners bigint, contracts bigint)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with reached as (
    insert into public.notice_contracts as nc (partner_id, contract_id, notice_id, tenants, since)
    select r.partner_id, r.contract_id, notice, r.tenants, update_seq
      from public.notices n cross join lateral public.reach_of_notice(n.scope) r where n.id = notice
    on conflict (partner_id, notice_id, contract_id) do update
       set tenants = (select coalesce(jsonb_agg(distinct x), '[]') from jsonb_array_elements(nc.tenants || excluded.tenants) x)
    returning nc.partner_id, nc.contract_id
  ), concerned as (
    select partner_id, contract_id from reached
    union
    select partner_id, contract_id from public.notice_contracts where notice_id = notice and current_setting('app.actor', true) like 'operator:%'
  ), work as (
    insert into public.outbox (partner_id, queue, name, payload, created_at, available_at)
    select distinct partner_id, work_queue, work_name, jsonb_build_object('noticeId', notice, 'seq', update_seq), at, at from concerned
  )
  select count(distinct partner_id), count(*) from concerned
$function$

CREATE OR REPLACE FUNCTION public.reach_of_notice(scope jsonb)
 RETURNS TABLE(partner_id text, contract_id text, tenants jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with hit as (
    select t.partner_id, t.contract_id, t.id
      from public.tenants t
     where t.state not in ('deleted', 'failed')
       and (scope -> 'tenants' ? t.id
            or scope -> 'contracts' ? t.contract_id
            or scope ->> 'audience' = 'everybody'
            or scope ->> 'audience' = 'parents' and t.contract_id = t.partner_id
            or scope ->> 'audience' = 'children' and t.contract_id <> t.partner_id
            or (scope -> 'menus' <> '[]' or scope -> 'regions' <> '[]')
               and (scope -> 'regions' = '[]' or scope -> 'regions' ? t.region)
               and (scope -> 'menus' = '[]' or exists (
                     select from public.subscriptions s
                      where s.partner_id = t.partner_id and s.contract_id = t.contract_id and s.tenant_id = t.id
                        and s.state not in ('ended', 'failed') and scope -> 'menus' ? s.menu)))
  )
  select c.partner_id, c.id, coalesce(jsonb_agg(h.id order by h.id) filter (where h.id is not null), '[]')
    from public.contracts c left join hit h on h.partner_id = c.partner_id and h.contract_id = c.id
   where current_setting('app.actor', true) like 'operator:%' and c.state not in ('terminated', 'failed')
     and (h.id is not null or scope -> 'contracts' ? c.id or scope ->> 'audience' = 'everybody'
          or scope ->> 'audience' = 'parents' and c.kind = 'parent' or scope ->> 'audience' = 'children' and c.kind = 'child')
   group by c.partner_id, c.id
$function$

CREATE OR REPLACE FUNCTION public.recent_work(q text, work text, at timestamp with time zone)
 RETURNS TABLE(done integer, over_ms double precision, typical_ms double precision, typical_of integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with newest as materialized (
    select o.partner_id, o.queue, o.name, o.started_at, o.done_at from public.outbox o
     where o.done_at > at - interval '10 minutes' order by o.done_at desc limit 500
  )
  select count(*) filter (where mine)::int,
         coalesce(extract(epoch from at - min(n.done_at) filter (where mine)) * 1000, 0)::float8,
         percentile_cont(0.5) within group (order by extract(epoch from n.done_at - n.started_at) * 1000) filter (where n.name = work),
         count(*) filter (where n.name = work)::int
    from newest n cross join lateral (select n.partner_id = current_setting('app.partner_id', true) and n.queue = q as mine) m
$function$

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'SA002', message = format('%s of %s is refused: what was written stays', tg_op, tg_table_name);
end
$function$

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'SA001', message = 'WRITE_ONCE', detail = format('rows of %s are never changed', tg_table_name);
end
$function$

CREATE OR REPLACE FUNCTION public.remember_operator_device(operator text, device bytea, at timestamp with time zone, since timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into public.operator_devices (token_hash, operator_id, created_at, seen_at) values (device, operator, at, at)
  on conflict (token_hash) do update set seen_at = excluded.seen_at;
  delete from public.operator_devices d
   where d.operator_id = operator
     and (d.seen_at <= since or d.token_hash in (
       select x.token_hash from public.operator_devices x where x.operator_id = operator order by x.seen_at desc offset 20));
$function$

CREATE OR REPLACE FUNCTION public.report_mail(mail uuid, outcome text, at timestamp with time zone)
 RETURNS TABLE(partner_id text, contract_id text, id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with told as (
    update public.mails m set delivery = outcome, delivery_at = at
     where m.id = mail and current_setting('app.actor', true) like 'operator:%' and m.address is not null
    returning m.partner_id, m.contract_id, m.id, lower(m.address) as address
  ), marked as (
    insert into public.address_marks (partner_id, address, mark, mail_id, noted_at)
    select t.partner_id, t.address, outcome, t.id, at from told t where outcome in ('bounced', 'complained')
    on conflict on constraint address_marks_pkey do update set mark = excluded.mark, mail_id = excluded.mail_id, noted_at = excluded.noted_at
  )
  select t.partner_id, t.contract_id, t.id from told t
$function$

CREATE OR REPLACE FUNCTION public.rules_written()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.lock_groups(w.partner_id), public.match_group_rules(w.partner_id, w.group_id, null)
     from (select distinct partner_id, group_id from written) w;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.seal_audit(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  partners text[];
  sealed integer;
begin
  -- The lock first and the entries in a later statement: it must see what the sealer before has sealed. Never a wait: a sealer that
  -- stands still must hold up nothing but the partners that it has. (A head that is being written for the first time could not be skipped.)
  select array_agg(d.partner_id) into partners
    from (select distinct e.partner_id
            from (select partner_id from audit_entries where seq is null order by id limit most) e offset 0) d
   where pg_try_advisory_xact_lock(hashtext('audit_heads'), hashtext(d.partner_id));
  if partners is null then
    return 0;
  end if;
  insert into audit_heads (partner_id, seq, hash)
  select p, 0, decode(repeat('00', 32), 'hex') from unnest(partners) as p
   where not exists (select from audit_heads h where h.partner_id = p);
  with due as materialized (
    select * from audit_entries where seq is null and partner_id = any(partners) order by id limit most
  ), numbered as (
    select d.*, h.seq + row_number() over (partition by d.partner_id order by d.id) as number, h.hash as head
      from due d join audit_heads h on h.partner_id = d.partner_id
  ), chained as materialized (
    select partner_id, at, id, number,
           audit_chain(head, json_build_array('saihan audit 1', partner_id, number::text, id::text, contract_id,
             to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, target, outcome, code, before::text,
             after::text, reason, order_id::text, request_id)::text) over (partition by partner_id order by number) as link
      from numbered
  ), written as (
    update audit_entries e set seq = c.number, hash = c.link
      from chained c where e.partner_id = c.partner_id and e.at = c.at and e.id = c.id
  ), moved as (
    update audit_heads h set seq = n.number, hash = n.link
      from (select distinct on (partner_id) partner_id, number, link from chained order by partner_id, number desc) n
     where h.partner_id = n.partner_id
  )
  select count(*) into sealed from chained;
  return sealed;
end
$function$

CREATE OR REPLACE FUNCTION public.search_pieces(partner text, written text)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select array_agg(distinct hashtext(partner || ' ' || piece))
    from (select substr(written, n, 1) as piece from generate_series(1, char_length(written)) n
          union all
          select substr(written, n, 2) from generate_series(1, char_length(written) - 1) n) p
$function$

CREATE OR REPLACE FUNCTION public.session_facts(token bytea)
 RETURNS TABLE(partner_id text, contract_id text, user_id text, session_id uuid, created_at timestamp with time zone, seen_at timestamp with time zone, allowed_addresses jsonb, user_type text, user_state text, disabled boolean, rights jsonb, contract_state text, partner_state text, model text, confined boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select s.partner_id, s.contract_id, s.user_id, s.id, s.created_at, s.seen_at, to_jsonb(c.allowed_addresses),
         u.type, u.state, u.sign_in_disabled_at is not null, to_jsonb(u.rights), c.state, p.state, p.model,
         u.type <> 'representative'
         and exists (select from public.contract_group_users g where g.partner_id = s.partner_id and g.user_id = s.user_id)
    from public.sessions s
    join public.users u on u.partner_id = s.partner_id and u.id = s.user_id
    join public.contracts c on c.partner_id = s.partner_id and c.id = s.contract_id
    join public.contracts p on p.partner_id = s.partner_id and p.id = s.partner_id
   where s.token_hash = token
$function$

CREATE OR REPLACE FUNCTION public.sign_in_facts(login text, device bytea, devices_since timestamp with time zone)
 RETURNS TABLE(partner_id text, contract_id text, user_id text, login_id text, password_hash text, totp_state text, user_state text, disabled boolean, contract_state text, language text, allowed_addresses jsonb, device_known boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select u.partner_id, u.contract_id, u.id, u.login_id, u.password_hash, u.totp_state, u.state,
         u.sign_in_disabled_at is not null, c.state, c.language, to_jsonb(c.allowed_addresses),
         exists (select from public.known_devices d
                  where d.token_hash = device and d.partner_id = u.partner_id and d.user_id = u.id and d.seen_at > devices_since)
    from public.users u
    join public.contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
   where lower(u.login_id) = lower(login) and u.state not in ('deleted', 'failed')
$function$

CREATE OR REPLACE FUNCTION public.stage_usage(kinds jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if to_regclass('pg_temp.usage_stage') is null then
    create temp table usage_stage (n integer, kind integer, event_id text, contract_id text, resource_id text, reading boolean, from_ms bigint, to_ms bigint,
                                   quantity numeric) on commit delete rows;
    create temp table usage_kinds (kind integer, source text, menu text, plan text, component text, currency text) on commit delete rows;
    create temp table usage_unreadable (source text, event_id text, contract_id text, why text, raw jsonb) on commit delete rows;
    grant select on usage_stage, usage_kinds, usage_unreadable to saihan_ledger;
  end if;
  insert into usage_kinds
  select * from jsonb_to_recordset(kinds) as k (kind integer, source text, menu text, plan text, component text, currency text);
end
$function$

CREATE OR REPLACE FUNCTION public.start_waiters(partner text, predecessor uuid, work jsonb, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from order_waits where partner_id = partner and predecessor_id = predecessor) then
    return;
  end if;
  perform id from orders
    where partner_id = partner and id in (select order_id from order_waits where partner_id = partner and predecessor_id = predecessor)
    order by id for update;
  with gone as (
    delete from order_waits where partner_id = partner and predecessor_id = predecessor returning order_id
  ), free as (
    update orders o set deadline_at = at + (o.deadline_at - o.accepted_at)
      from gone g
     where o.partner_id = partner and o.id = g.order_id and o.ended_at is null and o.state = 'received'
       and not exists (select from order_waits w where w.partner_id = partner and w.order_id = o.id and w.predecessor_id <> predecessor)
    returning o.partner_id, o.id, o.kind, o.accepted_at, o.trace
  )
  insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at, trace)
  select partner_id, id, work -> kind ->> 0, work -> kind ->> 1, jsonb_build_object('orderId', id), at, at, trace from free order by accepted_at, id;
end
$function$

CREATE OR REPLACE FUNCTION public.stuck_orders(before timestamp with time zone, since timestamp with time zone, codes text[], rows integer)
 RETURNS TABLE(partner_name text, why text, stands_since timestamp with time zone, partner_id text, id uuid, contract_id text, kind text, subject_id text, state text, input jsonb, failure jsonb, attempt integer, actor text, accepted_at timestamp with time zone, changed_at timestamp with time zone, deadline_at timestamp with time zone, ended_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with aside as materialized (
    select o.partner_id, coalesce(o.order_id, case when o.payload ->> 'orderId' ~ '^[0-9a-f-]{36}$' then (o.payload ->> 'orderId')::uuid end) as order_id,
           min(o.quarantined_at) as at
      from public.outbox o where o.quarantined_at is not null and o.done_at is null group by 1, 2
  ), found as (
    select o.partner_id, o.id, 'aside' as why, a.at as stands_since
      from aside a join public.orders o on o.partner_id = a.partner_id and o.id = a.order_id
    union all
    select o.partner_id, o.id, 'standing', o.changed_at
      from public.contracts p join public.orders o on o.partner_id = p.id
     where p.kind = 'parent' and o.ended_at is null and o.state in ('received', 'executing', 'compensating', 'cancelling') and o.changed_at < before
       and not exists (select from public.order_waits w where w.partner_id = o.partner_id and w.order_id = o.id)
       and not exists (select from aside a where a.partner_id = o.partner_id and a.order_id = o.id)
    union all
    select o.partner_id, o.id, 'failed', o.ended_at
      from public.contracts p join public.orders o on o.partner_id = p.id
     where p.kind = 'parent' and o.state in ('failed', 'expired') and o.ended_at >= since and o.failure ->> 'code' = any(codes)
       and not exists (select from public.orders r where r.partner_id = o.partner_id and r.input ->> 'retryOf' = o.id::text and r.input ? 'retryOf')
       and not exists (select from aside a where a.partner_id = o.partner_id and a.order_id = o.id)
  )
  select p.customer_name, f.why, f.stands_since, o.partner_id, o.id, o.contract_id, o.kind, o.subject_id, o.state,
         jsonb_strip_nulls(jsonb_build_object('retryOf', o.input -> 'retryOf', 'startAt', o.input -> 'startAt')),
         o.failure, o.attempt, o.actor, o.accepted_at, o.changed_at, o.deadline_at, o.ended_at
    from found f join public.orders o on o.partner_id = f.partner_id and o.id = f.id join public.contracts p on p.partner_id = f.partner_id and p.id = f.partner_id
   where current_setting('app.actor', true) like 'operator:%'
   order by f.stands_since, o.id limit rows
$function$

CREATE OR REPLACE FUNCTION public.sum_usage(partner text, wanted date, cut timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET work_mem TO '256MB'
 SET hash_mem_multiplier TO '4'
 SET enable_sort TO 'off'
 SET enable_indexscan TO 'off'
 SET parallel_tuple_cost TO '0.005'
AS $function$
declare
  began constant bigint := extract(epoch from wanted::timestamp) * 1000;
  ended constant bigint := extract(epoch from wanted::timestamp + interval '1 month') * 1000;
begin
  if exists (select from usage_summed s where s.partner_id = partner and s.month = wanted and s.cutoff_at = cut) then
    return;
  end if;
  perform pg_advisory_xact_lock(7355610, wanted - date '2000-01-01');
  if exists (select from usage_summed s where s.partner_id = partner and s.month = wanted and s.cutoff_at = cut)
     or 8 * (select count(*) from partner_months p where p.month = wanted and p.cutoff_at = cut and p.state = 'collecting')
        < (select count(*) from usage_arrivals v where v.month = wanted) then
    return;
  end if;
  -- Into a temporary table, since Postgres gives a query that writes into a table one process only.
  create temp table usage_summing on commit drop as
  select u.resource, u.item, u.reading, case when u.reading then 0 else u.quantity end as size, count(*) as records,
         sum(((least(u.to_ms, ended) - greatest(u.from_ms, began) + 59999) / 60000)::integer) as minutes,
         sum(least(u.to_ms, ended) - greatest(u.from_ms, began)) as ms,
         coalesce(sum(u.quantity) filter (where u.reading), 0) as read
    from usage_records u where u.month = wanted and u.arrived_at < cut
   group by 1, 2, 3, 4;
  with due as (
    insert into usage_summed
    select p.partner_id, p.month, p.cutoff_at from partner_months p where p.month = wanted and p.cutoff_at = cut and p.state = 'collecting'
    on conflict do nothing
    returning partner_id
  )
  insert into usage_sums (partner_id, month, cutoff_at, resource, item, reading, size, records, minutes, ms, read)
  select d.partner_id, wanted, cut, g.resource, g.item, g.reading, g.size, g.records, g.minutes, g.ms, g.read
    from usage_summing g join billable_resources r on r.no = g.resource join due d on d.partner_id = r.partner_id;
  drop table usage_summing;
end
$function$

CREATE OR REPLACE FUNCTION public.take_document_number(wanted text, at timestamp with time zone)
 RETURNS TABLE(no bigint, taken_at timestamp with time zone)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into document_series as s (series, last, last_at) values (wanted, 1, at)
  on conflict (series) do update set last = s.last + 1, last_at = greatest(s.last_at, excluded.last_at)
  returning last, last_at
$function$

CREATE OR REPLACE FUNCTION public.take_mail_report(mail uuid, addresses jsonb, outcome text, marks boolean, at timestamp with time zone)
 RETURNS TABLE(partner_id text, id uuid, marked boolean)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with named as (
    select m.partner_id, m.id, lower(m.address) as address, m.delivery,
           marks and (jsonb_array_length(addresses) = 0 or addresses ? lower(m.address)) as mark
      from public.mails m where m.id = mail and m.message_id is not null and m.address is not null
  ), told as (
    update public.mails m set delivery = outcome, delivery_at = at
      from named n
     where m.partner_id = n.partner_id and m.id = n.id
       and array_position(array['delivered', 'bounced', 'complained'], outcome) > coalesce(array_position(array['delivered', 'bounced', 'complained'], n.delivery), 0)
  ), marked as (
    insert into public.address_marks (partner_id, address, mark, mail_id, noted_at)
    select n.partner_id, n.address, outcome, n.id, at from named n where n.mark and outcome in ('bounced', 'complained')
    on conflict on constraint address_marks_pkey do update set mark = excluded.mark, mail_id = excluded.mail_id, noted_at = excluded.noted_at
     where address_marks.mark = 'bounced' and excluded.mark = 'complained'
  )
  select n.partner_id, n.id, n.mark from named n
$function$

CREATE OR REPLACE FUNCTION public.take_request_along()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update approval_requests set state = 'cancelled', updated_at = new.changed_at, answered_by = current_setting('app.actor', true)
   where partner_id = new.partner_id and order_id = new.id and state = 'registered';
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.take_usage(at timestamp with time zone, earliest date, late_window integer)
 RETURNS TABLE(taken bigint, repeated bigint, late bigint, parked bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET work_mem TO '64MB'
AS $function$
declare
  arrived timestamptz;
  at_ms constant bigint := floor(extract(epoch from at) * 1000);
  m date;
begin
  -- A month is not cut off while usage for it is on its way in (open_closes takes the lock alone).
  perform pg_advisory_xact_lock_shared(7355608, 1);
  insert into usage_sources (name)
  select distinct k.source from usage_kinds k where not exists (select from usage_sources u where u.name = k.source) on conflict do nothing;
  select greatest(at, max(cutoff_at)) into arrived from partner_months;

  if to_regclass('pg_temp.usage_judged') is null then
    -- refusal: what the event itself is refused for. usage_found: what became of an event because of another one.
    create temp table usage_judged (
      n integer, source_no smallint, partner_id text, resource bigint, item integer, lane integer, reading boolean, from_ms bigint, to_ms bigint,
      quantity numeric, event_id text, first_month date, last_month date, open_month date, refusal text
    ) on commit delete rows;
    create temp table usage_found (n integer, verdict text, other text) on commit delete rows;
  end if;

  -- What each event says, while the batch before this one is being written.
  insert into usage_judged
  with kind as materialized (
    select k.kind, src.no as source_no, i.no as item, i.lane, coalesce(k.currency, 'JPY') = 'JPY' and coalesce(p.in_yen, true) as in_yen
      from usage_kinds k
      join usage_sources src on src.name = k.source
      left join billable_items i on i.menu = k.menu and i.plan = k.plan and i.component = k.component and exists (select from price_versions v where v.item = i.no)
     cross join lateral (select bool_or(v.currency = 'JPY') as in_yen from price_versions v where v.item = i.no) p
  ), open as materialized (
    select p.partner_id, (max(p.month) + interval '1 month')::date as month from partner_months p group by p.partner_id
  )
  select s.n, k.source_no, r.partner_id, r.no, k.item, k.lane, s.reading, s.from_ms, s.to_ms, s.quantity, s.event_id, d.first_month, d.last_month, o.month,
         case
           when s.quantity < 0 then 'USAGE_NEGATIVE'
           when r.no is null then 'USAGE_RESOURCE_UNKNOWN'
           when s.from_ms < floor(extract(epoch from r.started_at) * 1000) or s.to_ms > floor(extract(epoch from r.ended_at) * 1000) then 'USAGE_RESOURCE_ENDED'
           when s.to_ms > at_ms then 'USAGE_IN_FUTURE'
           when d.first_month < earliest or d.first_month < o.month - late_window * interval '1 month' then 'USAGE_TOO_OLD'
           when not k.in_yen then 'CURRENCY_NOT_BILLED'
           when k.item is null then 'PRICE_UNKNOWN'
         end
    from usage_stage s
    join kind k on k.kind = s.kind
    left join billable_resources r on r.contract_id = s.contract_id and r.resource_id = s.resource_id
    left join open o on o.partner_id = r.partner_id
   cross join lateral (
     select date_trunc('month', timestamp 'epoch' + s.from_ms * interval '1 millisecond')::date as first_month,
            date_trunc('month', timestamp 'epoch' + greatest(s.to_ms - 1, s.from_ms) * interval '1 millisecond')::date as last_month) d;

  -- The same event twice in this batch: the first stands, the others repeat it or contradict it.
  if exists (select from usage_judged j group by j.source_no, j.event_id having count(*) > 1) then
    insert into usage_found (n, verdict)
    with named as (select s.*, k.source, k.menu, k.plan, k.component from usage_stage s join usage_kinds k on k.kind = s.kind)
    select d.n,
           case when (a.contract_id, a.resource_id, a.menu, a.plan, a.component, a.reading, a.from_ms, a.to_ms, a.quantity)
                     is not distinct from (d.contract_id, d.resource_id, d.menu, d.plan, d.component, d.reading, d.from_ms, d.to_ms, d.quantity)
                then 'REPEATED' else 'USAGE_EVENT_CONFLICT' end
      from (select s.*, first_value(s.n) over (partition by s.source, s.event_id order by s.n) as first_n from named s) d
      join named a on a.n = d.first_n
     where d.n > d.first_n;
  end if;

  -- From here on one batch after the other: two at once with the same event, or with intervals that overlap, would not see each other.
  perform pg_advisory_xact_lock(7355609, 1);

  -- Events that stand already.
  insert into usage_found (n, verdict)
  select distinct on (j.n) j.n,
         case when (u.resource, u.item, u.reading, u.from_ms, u.to_ms, u.quantity) is not distinct from (j.resource, j.item, j.reading, j.from_ms, j.to_ms, j.quantity)
              then 'REPEATED' else 'USAGE_EVENT_CONFLICT' end
    from (select c.source_no, array_agg(c.event_id) as ids from usage_judged c group by c.source_no) b
   cross join lateral known_usage(b.source_no, b.ids, earliest) u
    join usage_judged j on j.source_no = b.source_no and j.event_id = u.event_id
   where not exists (select from usage_found f where f.n = j.n);

  -- Overlaps of what stands. Two intervals that overlap share a month, and stand in it both. Nothing reaches further than usage_reach says; where
  -- that is too far, the last interval that begins before this one's end is looked up: since what stands does not overlap, no other can reach in.
  insert into usage_found (n, verdict, other)
  select distinct on (j.n) j.n, 'USAGE_OVERLAPS', x.event_id
    from (select c.n, c.resource, c.lane, c.from_ms, c.to_ms, c.first_month as month from usage_judged c where c.refusal is null and not c.reading
          union all
          select c.n, c.resource, c.lane, c.from_ms, c.to_ms, g::date
            from usage_judged c cross join lateral generate_series(c.first_month + interval '1 month', c.last_month, interval '1 month') g
           where c.refusal is null and not c.reading and c.last_month > c.first_month) j
    join usage_reach h on h.month = j.month and h.block = j.resource / 16 and h.reached_ms > j.from_ms
   cross join lateral (
     select u.event_id, u.from_ms, u.to_ms from usage_records u
      where u.month = j.month and u.resource = j.resource and u.lane = j.lane and not u.reading and u.from_ms < j.to_ms
      order by u.from_ms desc limit 1) x
   where x.to_ms > j.from_ms and not exists (select from usage_found f where f.n = j.n)
   order by j.n, x.from_ms desc;

  -- Intervals of this batch that overlap one another: the one that begins later is parked.
  insert into usage_found (n, verdict, other)
  select w.n, 'USAGE_OVERLAPS', w.before_id
    from (select c.n, c.from_ms, lag(c.event_id) over l as before_id,
                 max(c.to_ms) over (partition by c.resource, c.lane order by c.from_ms, c.n rows between unbounded preceding and 1 preceding) as reached
            from usage_judged c
           where c.refusal is null and not c.reading and not exists (select from usage_found f where f.n = c.n)
          window l as (partition by c.resource, c.lane order by c.from_ms, c.n)) w
   where w.reached > w.from_ms;

  for m in
    select generate_series(min(j.first_month), max(j.last_month), interval '1 month')::date
      from usage_judged j where j.refusal is null and not exists (select from usage_found f where f.n = j.n)
  loop
    perform make_usage_month(m);
  end loop;

  -- An interval over the end of a month stands in each month that it touches.
  insert into usage_records (resource, from_ms, to_ms, arrived_at, item, lane, month, source, reading, partner_id, quantity, event_id)
  select j.resource, j.from_ms, j.to_ms, arrived, j.item, j.lane, j.first_month, j.source_no, j.reading, j.partner_id, j.quantity, j.event_id
    from usage_judged j where j.refusal is null and not exists (select from usage_found f where f.n = j.n)
  union all
  select j.resource, j.from_ms, j.to_ms, arrived, j.item, j.lane, g::date, j.source_no, j.reading, j.partner_id, j.quantity, j.event_id
    from usage_judged j cross join lateral generate_series(j.first_month + interval '1 month', j.last_month, interval '1 month') g
   where j.last_month > j.first_month and j.refusal is null and not exists (select from usage_found f where f.n = j.n);

  if exists (select from usage_unreadable) or exists (select from usage_judged j where j.refusal is not null) or exists (select from usage_found) then
    insert into usage_parked (source, event_id, contract_id, content, digest, code, variables, arrived_at)
    select p.source, p.event_id, p.contract_id, p.content, md5(p.content::text), p.code, p.variables, arrived
      from (
        select k.source, s.event_id, s.contract_id, coalesce(f.verdict, j.refusal) as code,
               jsonb_build_object('source', k.source, 'id', s.event_id, 'contractId', s.contract_id, 'resourceId', s.resource_id, 'menu', k.menu, 'plan', k.plan,
                                  'component', k.component, 'reading', s.reading, 'fromMs', s.from_ms, 'toMs', s.to_ms, 'quantity', s.quantity::text,
                                  'currency', k.currency) as content,
               case coalesce(f.verdict, j.refusal)
                 when 'USAGE_EVENT_CONFLICT' then jsonb_build_object('source', k.source, 'eventId', s.event_id)
                 when 'USAGE_TOO_OLD' then jsonb_build_object('usageMonth', to_char(j.first_month, 'YYYY-MM'),
                      'openMonth', to_char(coalesce(j.open_month, at at time zone 'UTC'), 'YYYY-MM'), 'windowMonths', late_window)
                 when 'PRICE_UNKNOWN' then jsonb_build_object('priceVersionId', concat_ws('/', k.menu, k.plan, k.component))
                 when 'CURRENCY_NOT_BILLED' then jsonb_build_object('priceVersionId', concat_ws('/', k.menu, k.plan, k.component),
                      'currency', coalesce(nullif(k.currency, 'JPY'), (select max(v.currency) from price_versions v where v.item = j.item)))
                 when 'USAGE_OVERLAPS' then jsonb_build_object('resourceId', s.resource_id, 'eventId', s.event_id, 'otherEventId', f.other)
                 else jsonb_build_object('resourceId', s.resource_id)
               end as variables
          from usage_judged j
          join usage_stage s on s.n = j.n
          join usage_kinds k on k.kind = s.kind
          left join usage_found f on f.n = j.n
         where coalesce(f.verdict, j.refusal) <> 'REPEATED'
        union all
        select u.source, u.event_id, u.contract_id, 'USAGE_UNREADABLE', u.raw, jsonb_build_object('fault', u.why) from usage_unreadable u) p
    on conflict do nothing;
  end if;

  return query
    select count(*) filter (where coalesce(f.verdict, j.refusal) is null), count(*) filter (where f.verdict = 'REPEATED'),
           count(*) filter (where coalesce(f.verdict, j.refusal) is null and j.first_month < j.open_month),
           count(*) filter (where coalesce(f.verdict, j.refusal) <> 'REPEATED') + (select count(*) from usage_unreadable)
      from usage_judged j left join usage_found f on f.n = j.n;
end
$function$

CREATE OR REPLACE FUNCTION public.taken_login_ids(wanted text[])
 RETURNS TABLE(login_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select lower(u.login_id) from public.users u where lower(u.login_id) = any (wanted) and u.state not in ('deleted', 'failed')
$function$

CREATE OR REPLACE FUNCTION public.tell_contract()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update public.contracts c set people_folded = lower(new.login_id) || E'\n' || lower(new.mail_address)
   where c.partner_id = new.partner_id and c.id = new.contract_id
     and c.people_folded <> lower(new.login_id) || E'\n' || lower(new.mail_address);
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.tell_contracts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update public.contracts c set people_folded = lower(w.login_id) || E'\n' || lower(w.mail_address)
    from written w
   where w.type = 'representative' and c.partner_id = w.partner_id and c.id = w.contract_id
     and c.people_folded <> lower(w.login_id) || E'\n' || lower(w.mail_address);
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.tenants_written()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform public.follow_group_rules(w.partner_id, array_agg(w.contract_id)) from written w group by w.partner_id order by w.partner_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.ticket_facts(ticket bytea, at timestamp with time zone)
 RETURNS TABLE(partner_id text, contract_id text, user_id text, login_id text, kind text, totp_secret bytea, totp_last_step bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select t.partner_id, t.contract_id, t.user_id, u.login_id, t.kind, coalesce(t.totp_secret, u.totp_secret), u.totp_last_step
    from public.sign_in_tickets t
    join public.users u on u.partner_id = t.partner_id and u.id = t.user_id
   where t.token_hash = ticket and t.expires_at > at
$function$

CREATE OR REPLACE FUNCTION public.unbilled_usage(contract text, at timestamp with time zone)
 RETURNS TABLE(month text, resources integer, records integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with held as (
    select no, started_at, coalesce(ended_at, 'infinity') as ended_at from public.billable_resources
     where partner_id = current_setting('app.partner_id') and contract_id = contract
  ), months as (
    select generate_series(date_trunc('month', min(started_at) at time zone 'UTC'), date_trunc('month', at at time zone 'UTC'), interval '1 month') as first
      from held
  ), told as (
    select to_char(m.first, 'YYYY-MM') as month,
           (select count(*)::integer from held h
             where h.started_at < (m.first + interval '1 month') at time zone 'UTC' and h.ended_at > m.first at time zone 'UTC') as resources,
           (select count(*)::integer from public.usage_records u
             where u.partner_id = current_setting('app.partner_id') and u.month = m.first::date and u.resource in (select no from held)) as records
      from months m
     where not exists (select from public.partner_months p
                        where p.partner_id = current_setting('app.partner_id') and p.month = m.first::date and p.state = 'closed')
  )
  select t.month, t.resources, t.records from told t where t.resources > 0 or t.records > 0 order by 1
$function$

CREATE OR REPLACE FUNCTION public.usage_months()
 RETURNS TABLE(month date, closed boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select m.month,
         not exists (select from public.partner_months p where p.month = m.month and p.state <> 'closed')
         and not exists (select from public.usage_records u where u.month = m.month
                            and not exists (select from public.partner_months p where p.partner_id = u.partner_id and p.month = m.month and p.state = 'closed'))
    from (select to_date(substr(c.relname, 15), 'YYYY_MM') as month
            from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'public.usage_records'::regclass) m
   order by 1
$function$

CREATE OR REPLACE FUNCTION public.use_password_link(token bytea, at timestamp with time zone)
 RETURNS TABLE(partner_id text, contract_id text, user_id text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update public.password_links l set used_at = at
   where l.token_hash = token and l.used_at is null and l.expires_at > at
  returning l.partner_id, l.contract_id, l.user_id
$function$

CREATE OR REPLACE FUNCTION public.user_groups()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(nullif(current_setting('app.user_groups', true), ''), '{}')::uuid[]
$function$

CREATE OR REPLACE FUNCTION public.wanted_pieces(partner text, wanted text)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select array_agg(distinct hashtext(partner || ' ' || substr(wanted, n, 2))) from generate_series(1, greatest(char_length(wanted) - 1, 1)) n
$function$

CREATE OR REPLACE PROCEDURE public.write_by_staff(IN tab regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format($sql$create policy staff on %s as restrictive for insert to saihan_api
    with check (current_setting('app.actor', true) like 'operator:%%')$sql$, tab);
  execute format($sql$create policy staff_changes on %s as restrictive for update to saihan_api
    using (current_setting('app.actor', true) like 'operator:%%')$sql$, tab);
end
$procedure$
