import {
  type Actor,
  type ContractState,
  foldText,
  type Language,
  type OrderKind,
  type TenantState,
  type UserState,
  type UserType,
} from "@saihan/domain";
import { type Db, type Scope, type Statement, single, type Tx } from "../transaction.ts";
import { type AuditedState, auditedInput } from "./audit.ts";
import type { KeptAnswer } from "./idempotency-keys.ts";

/** Everything that is written when an order is accepted. */
export interface Acceptance {
  order: {
    id: string;
    partnerId: string;
    contractId: string;
    kind: OrderKind;
    subjectId: string;
    /** Ids and flags; names and addresses stand in rows of their own. */
    input: Record<string, unknown>;
    actor: string;
    /** Who the actor was when the order was accepted; travels with the order. */
    authority: Actor;
    at: Date;
    deadlineAt: Date;
    /** `awaiting_approval`, `scheduled`: its work is written when the approval or the time is there. */
    state: "received" | "awaiting_approval" | "scheduled";
  };
  /** Orders that must end first; without any, its work is written at once. */
  waitsFor: readonly string[];
  work: { queue: string; name: string };
  key: string;
  answer: KeptAnswer;
  requestId: string;
  rows: AcceptedRows;
  /** `traceparent` of the request; without one, of what is under way. */
  trace?: string | undefined;
}

/** Rows that come into being or change with the order. */
export interface AcceptedRows {
  /** A child contract. */
  contract?: {
    id: string;
    customerName: string;
    customerNumber: string;
    language: Language;
    representativeId: string;
    labels: Readonly<Record<string, string>>;
  };
  user?: { id: string; type: UserType; loginId: string; mailAddress: string; name: string | null };
  tenant?: { id: string; workspaceId: string; name: string; region: string; description: string };
  contractState?: ContractState;
  userState?: UserState;
  tenantState?: TenantState;
  /** For the audit; the row itself is written by a statement of its own. */
  subscriptionState?: string;
}

/**
 * Accepts orders of one partner in one statement: for each the idempotency key, the rows it concerns, the order with the first line of
 * its history, its work or its waits, and the audit entry. Everything of an order hangs on its key: when somebody has used the key
 * before, nothing of that order is written.
 *
 * Violates `users_login_id` or `tenants_name` when a name is taken: then nothing at all is written.
 * @param acceptances of one actor; those with the same key are one request, whose answer is that of the first
 * @returns positions in `acceptances` of those that were accepted
 */
export function acceptOrders(tx: Tx, acceptances: readonly Acceptance[]): Statement<{ n: number }[]> {
  const json = (rows: readonly object[]) => tx.json(rows as never);
  const given = acceptances.map((a, n) => ({
    ...{ n, order_id: a.order.id, partner_id: a.order.partnerId, contract_id: a.order.contractId, kind: a.order.kind },
    ...{
      subject_id: a.order.subjectId,
      input: a.order.input,
      actor: a.order.actor,
      authority: a.order.authority,
      at: a.order.at,
      deadline_at: a.order.deadlineAt,
      state: a.order.state,
    },
    ...{
      key: a.key,
      fingerprint: a.answer.fingerprint,
      status: a.answer.status,
      location: a.answer.location,
      body: a.answer.body,
    },
    ...{
      queue: a.work.queue,
      work: a.work.name,
      request_id: a.requestId,
      waits: a.waitsFor,
      after: stateAfter(a),
      trace: a.trace ?? null,
    },
  }));
  const rowsOf = <K extends keyof AcceptedRows>(name: K) =>
    acceptances.flatMap((a, n) => (a.rows[name] === undefined ? [] : [[n, a.rows[name]] as const]));
  const contracts = rowsOf("contract").map(([n, c]) => ({
    ...{ n, ...c, folded: foldText(c.customerName) },
    people: peopleOf(acceptances[n]?.rows.user),
  }));
  const users = rowsOf("user").map(([n, u]) => ({ n, ...u }));
  const tenants = rowsOf("tenant").map(([n, t]) => ({ n, ...t }));
  const states = [
    ...rowsOf("contractState").map(([n, state]) => ({ n, what: "contract", state })),
    ...rowsOf("userState").map(([n, state]) => ({ n, what: "user", state })),
    ...rowsOf("tenantState").map(([n, state]) => ({ n, what: "tenant", state })),
    ...rowsOf("subscriptionState").map(([n, state]) => ({ n, what: "subscription", state })),
  ];
  // A change of state is written only where there is one, and by an array of ids: joined with fresh or foreign statistics, the planner
  // likes to read all users of the partner for it, every time.
  const changes = (what: string) => states.some((s) => s.what === what);
  const newContractStates = tx`, contract_states as (
      update contracts c set state = s.state from states s
       where c.id = any ((select array_agg(contract_id) from states where what = 'contract')::text[])
         and s.what = 'contract' and c.partner_id = s.partner_id and c.id = s.contract_id
    )`;
  const newUserStates = tx`, user_states as (
      update users u set state = s.state from states s
       where u.id = any ((select array_agg(subject_id) from states where what = 'user')::text[])
         and s.what = 'user' and u.partner_id = s.partner_id and u.id = s.subject_id
    )`;
  const newTenantStates = tx`, tenant_states as (
      update tenants t set state = s.state from states s
       where t.id = any ((select array_agg(subject_id) from states where what = 'tenant')::text[])
         and s.what = 'tenant' and t.partner_id = s.partner_id and t.id = s.subject_id
    )`;
  return tx<{ n: number }[]>`
    with given as materialized (
      select * from jsonb_to_recordset(${json(given)}) as g (
        n int, order_id uuid, partner_id text, contract_id text, kind text, subject_id text, input jsonb, actor text, authority jsonb, at timestamptz,
        deadline_at timestamptz, state text, key text, fingerprint text, status int, location text, body text, queue text, work text,
        request_id text, waits jsonb, after jsonb, trace text)
    ), claimed as (
      insert into idempotency_keys (partner_id, principal, key, fingerprint, status, location, body, created_at)
      select distinct on (key) partner_id, actor, key, fingerprint, status, location, body, at from given order by key, n
      on conflict do nothing
      returning principal, key
    ), accepted as materialized (
      select g.* from given g join claimed c on c.principal = g.actor and c.key = g.key
    ), new_contracts as (
      insert into contracts (id, partner_id, kind, state, customer_name, customer_name_folded, people_folded, customer_number, language,
                             representative_id, labels, created_by, created_at)
      select r.id, a.partner_id, 'child', 'provisioning', r."customerName", r.folded, r.people, r."customerNumber", r.language, r."representativeId",
             r.labels, a.authority ->> 'userId', a.at
        from accepted a
        join jsonb_to_recordset(${json(contracts)}) as r (
          n int, id text, "customerName" text, folded text, people text, "customerNumber" text, language text, "representativeId" text, labels jsonb)
        using (n)
    ), new_users as (
      insert into users (id, partner_id, contract_id, type, state, login_id, mail_address, name, created_at)
      select r.id, a.partner_id, a.contract_id, r.type, 'provisioning', r."loginId", r."mailAddress", r.name, a.at
        from accepted a
        join jsonb_to_recordset(${json(users)}) as r (n int, id text, type text, "loginId" text, "mailAddress" text, name text) using (n)
    ), new_tenants as (
      insert into tenants (id, partner_id, contract_id, workspace_id, state, name, region, description, created_at)
      select r.id, a.partner_id, a.contract_id, r."workspaceId", 'provisioning', r.name, r.region, r.description, a.at
        from accepted a
        join jsonb_to_recordset(${json(tenants)}) as r (n int, id text, "workspaceId" text, name text, region text, description text) using (n)
    ), states as materialized (
      select a.n, r.what, r.state, a.partner_id, a.contract_id, a.subject_id,
             case r.what
               when 'contract' then (select c.state from contracts c where c.id = a.contract_id)
               when 'user' then (select u.state from users u where u.id = a.subject_id)
               when 'tenant' then (select t.state from tenants t where t.id = a.subject_id)
               when 'subscription' then (select s.state from subscriptions s where s.id = a.subject_id::uuid)
             end as before
        from accepted a join jsonb_to_recordset(${json(states)}) as r (n int, what text, state text) using (n)
    )${changes("contract") ? newContractStates : tx``}${changes("user") ? newUserStates : tx``}${changes("tenant") ? newTenantStates : tx``}, new_orders as (
      insert into orders (id, partner_id, contract_id, kind, subject_id, state, input, actor, authority, accepted_at, changed_at, deadline_at, trace)
      select order_id, partner_id, contract_id, kind, subject_id, state, input, actor, authority, at, at, deadline_at,
             coalesce(trace, nullif(current_setting('app.trace', true), ''))
        from accepted
    ), history as (
      insert into order_transitions (partner_id, order_id, seq, contract_id, at, from_state, to_state, actor, cause, attempt)
      select partner_id, order_id, 1, contract_id, at, null, state, actor, 'ACCEPTED', 0 from accepted
    ), waiting as (
      insert into order_waits (partner_id, order_id, predecessor_id, contract_id)
      select a.partner_id, a.order_id, w.id::uuid, a.contract_id from accepted a cross join jsonb_array_elements_text(a.waits) as w (id)
    ), new_work as (
      insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at, trace)
      select partner_id, order_id, queue, work, jsonb_build_object('orderId', order_id), at, at,
             coalesce(trace, nullif(current_setting('app.trace', true), ''))
        from accepted where waits = '[]' and state = 'received' order by n
    ), audit as (
      insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome, before, after, order_id, request_id)
      select partner_id, contract_id, at, actor, kind, subject_id, 'done',
             (select jsonb_build_object('state', s.before) from states s where s.n = accepted.n), after, order_id, request_id
        from accepted order by n
    )
    select n from accepted`;
}

/** As the trigger `tell_contracts` writes it. */
function peopleOf(representative: AcceptedRows["user"]): string {
  return representative ? `${representative.loginId}\n${representative.mailAddress}`.toLowerCase() : "";
}

/** What the audit says of the order's subject once the order is accepted. */
function stateAfter({ order, rows }: Acceptance): AuditedState {
  const state = rows.contractState ?? rows.userState ?? rows.tenantState ?? rows.subscriptionState;
  if (order.kind.endsWith(".create") || order.kind === "subscription.start") return { state: "provisioning" };
  return { ...(state ? { state } : {}), ...auditedInput(order) };
}

/**
 * Goes before `acceptOrders`, in the same transaction: contracts that are about to be written join the groups of a caller who is confined to
 * groups, and who could not write what they cannot see.
 */
export function acceptContracts(tx: Tx, acceptances: readonly Acceptance[]): Statement[] {
  const ids = acceptances.flatMap(({ rows }) => (rows.contract ? [rows.contract.id] : []));
  return ids.length === 0 ? [] : [tx`select adopt(string_to_array(${ids.join(",")}, ','))`];
}

/** The first answer that a key got, if it was used. */
export async function findAnswer(db: Db, scope: Scope, principal: string, key: string): Promise<KeptAnswer | undefined> {
  const [kept] = await single(db, scope, (tx) => selectAnswer(tx, principal, key));
  return kept;
}

export function selectAnswer(tx: Tx, principal: string, key: string): Statement<KeptAnswer[]> {
  return tx<KeptAnswer[]>`
    select fingerprint, status, location, body from idempotency_keys where principal = ${principal} and key = ${key}`;
}
