import type { OrderKind, OrderState, TenantState, UserState, UserType } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

/** What a contract holds that a termination takes away, and what stands in its way. Times are ISO 8601. */
export interface ContentsRow {
  tenants: { id: string; name: string; region: string; state: TenantState }[];
  users: { id: string; type: UserType; state: UserState }[];
  access: { tenantId: string; userId: string; userContractId: string; until: string | null }[];
  subscriptions: {
    id: string;
    tenantId: string;
    menu: string;
    name: string;
    plan: string | null;
    orderedPlan: string;
    state: string;
  }[];
  openOrders: { id: string; kind: OrderKind; state: OrderState; subjectId: string }[];
  unbilledUsage: { month: string; resources: number; records: number }[];
}

/** Everything in a contract that has not ended, each list in the order of its ids. Lock the contract first where it must stay so. */
export function contentsOfContract(tx: Tx, contractId: string, at: Date): Statement<ContentsRow[]> {
  return tx<ContentsRow[]>`
    select coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'region', region, 'state', state) order by id) from tenants
             where contract_id = ${contractId} and state not in ('deleted', 'failed')), '[]') as tenants,
           coalesce((select jsonb_agg(jsonb_build_object('id', id, 'type', type, 'state', state) order by id) from users
             where contract_id = ${contractId} and state not in ('deleted', 'failed')), '[]') as users,
           coalesce((select jsonb_agg(jsonb_build_object('tenantId', a.tenant_id, 'userId', a.user_id, 'userContractId', u.contract_id,
                                                         'until', a.until) order by a.tenant_id, a.user_id)
              from tenant_access a join users u on u.partner_id = a.partner_id and u.id = a.user_id
             where a.contract_id = ${contractId}), '[]') as access,
           coalesce((select jsonb_agg(jsonb_build_object('id', id, 'tenantId', tenant_id, 'menu', menu, 'name', name, 'plan', plan,
                                                         'orderedPlan', ordered_plan, 'state', state) order by id)
              from subscriptions where contract_id = ${contractId} and state not in ('ended', 'failed')), '[]') as subscriptions,
           coalesce((select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'state', state, 'subjectId', subject_id) order by accepted_at, id)
              from orders where contract_id = ${contractId} and ended_at is null and state <> 'scheduled'), '[]') as open_orders,
           coalesce((select jsonb_agg(jsonb_build_object('month', month, 'resources', resources, 'records', records) order by month)
              from unbilled_usage(${contractId}, ${at})), '[]') as unbilled_usage`;
}

export interface NewTermination {
  partnerId: string;
  orderId: string;
  contractId: string;
  revision: string;
  reviewed: object;
  steps: readonly string[];
}

/** Goes with its order. */
export function insertTermination(tx: Tx, t: NewTermination) {
  return tx`
    insert into terminations (partner_id, order_id, contract_id, revision, reviewed, steps)
    values (${t.partnerId}, ${t.orderId}, ${t.contractId}, ${t.revision}, ${tx.json(t.reviewed as never)},
            array(select jsonb_array_elements_text(${tx.json([...t.steps])})::uuid))`;
}

/** What the platform held of a contract when it was asked at the end. */
export interface PlatformProof {
  domain: "gone" | "there";
  projects: number;
  users: number;
  access: number;
}

/** An attempt that comes again changes nothing. */
export function recordProof(tx: Tx, orderId: string, proof: PlatformProof, at: Date) {
  return tx`
    update terminations set proof = ${tx.json({ ...proof })}, proved_at = ${at} where order_id = ${orderId} and proved_at is null`;
}

/** Tenants and subscriptions of an order's contract that have not ended. */
export function remainsOfOrder(tx: Tx, orderId: string): Statement<{ tenants: number; subscriptions: number }[]> {
  return tx<{ tenants: number; subscriptions: number }[]>`
    select (select count(*)::int from tenants t where t.contract_id = o.contract_id and t.state not in ('deleted', 'failed')) as tenants,
           (select count(*)::int from subscriptions s where s.contract_id = o.contract_id and s.state not in ('ended', 'failed')) as subscriptions
      from orders o where o.id = ${orderId}`;
}

export interface TerminationRow {
  orderId: string;
  contractId: string;
  revision: string;
  reviewed: object;
  steps: string[];
  proof: PlatformProof | null;
  provedAt: Date | null;
  /** What our own rows hold now that has not ended. */
  tenants: number;
  users: number;
  access: number;
  subscriptions: number;
  openOrders: number;
  charging: number;
}

/** The newest termination of a contract, and what is left in our rows. */
export function findTermination(tx: Tx, contractId: string): Statement<TerminationRow[]> {
  return tx<TerminationRow[]>`
    select t.order_id, t.contract_id, t.revision, t.reviewed, to_jsonb(t.steps) as steps, t.proof, t.proved_at,
           (select count(*)::int from tenants where contract_id = ${contractId} and state not in ('deleted', 'failed')) as tenants,
           (select count(*)::int from users where contract_id = ${contractId} and state not in ('deleted', 'failed')) as users,
           (select count(*)::int from tenant_access where contract_id = ${contractId}) as access,
           (select count(*)::int from subscriptions where contract_id = ${contractId} and state not in ('ended', 'failed')) as subscriptions,
           (select count(*)::int from orders where contract_id = ${contractId} and ended_at is null and state <> 'scheduled') as open_orders,
           (select count(*)::int from billable_resources where contract_id = ${contractId} and ended_at is null) as charging
      from terminations t join orders o on o.partner_id = t.partner_id and o.id = t.order_id
     where t.contract_id = ${contractId}
     order by o.accepted_at desc, o.id desc
     limit 1`;
}

/** Orders by their ids, in the order in which they were accepted. */
export function findOrders(tx: Tx, ids: readonly string[]) {
  return tx<{ id: string; kind: OrderKind; subjectId: string; state: OrderState; endedAt: Date | null }[]>`
    select id, kind, subject_id, state, ended_at from orders
     where id = any(string_to_array(${ids.join(",")}, ',')::uuid[]) order by accepted_at, id`;
}
