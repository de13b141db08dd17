import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

/** A menu in a tenant. The states are those of packages/catalogue. */
export interface SubscriptionRow {
  partnerId: string;
  id: string;
  contractId: string;
  tenantId: string;
  menu: string;
  name: string;
  state: string;
  confirmed: string;
  /** In force; null before the start. */
  plan: string | null;
  orderedPlan: string;
  openOrderId: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface SubscriptionEventRow {
  subscriptionId: string;
  sequence: number;
  orderId: string;
  at: Date;
  kind: string;
  plan: string | null;
  before: string | null;
}

export interface NewSubscription {
  orderId: string;
  partnerId: string;
  id: string;
  contractId: string;
  tenantId: string;
  menu: string;
  name: string;
  plan: string;
  at: Date;
}

/** New subscriptions, of orders that were accepted in this transaction before. Nothing for an order that was not. */
export function insertSubscriptions(tx: Tx, list: readonly NewSubscription[]) {
  return tx`
    insert into subscriptions (partner_id, id, contract_id, tenant_id, menu, name, state, confirmed, ordered_plan, open_order_id, created_at)
    select o.partner_id, n.id, o.contract_id, n."tenantId", n.menu, n.name, 'provisioning', 'none', n.plan, o.id, n.at
      from jsonb_to_recordset(${tx.json(list as never)}) as n (
        "partnerId" text, "orderId" uuid, id uuid, "tenantId" text, menu text, name text, plan text, at timestamptz)
      join orders o on o.partner_id = n."partnerId" and o.id = n."orderId"`;
}

/** What an accepted action makes of a subscription, if its order was accepted in this transaction before. */
export function acceptSubscriptionAction(
  tx: Tx,
  subscription: { id: string; state: string; orderedPlan: string },
  orderId: string,
) {
  return tx`
    update subscriptions s set state = ${subscription.state}, ordered_plan = ${subscription.orderedPlan}, open_order_id = o.id
      from orders o
     where o.id = ${orderId} and s.partner_id = o.partner_id and s.id = ${subscription.id}`;
}

export function renameSubscriptionRow(tx: Tx, id: string, name: string) {
  return tx`update subscriptions set name = ${name} where id = ${id}`;
}

export function findSubscription(tx: Tx, id: string): Statement<SubscriptionRow[]> {
  return tx<SubscriptionRow[]>`select * from subscriptions where id = ${id}`;
}

export function lockSubscription(tx: Tx, id: string): Statement<SubscriptionRow[]> {
  return tx<SubscriptionRow[]>`select * from subscriptions where id = ${id} for no key update`;
}

/** The subscription that an order is about. */
export function findSubscriptionOfOrder(tx: Tx, orderId: string): Statement<SubscriptionRow[]> {
  return tx<SubscriptionRow[]>`
    select s.* from orders o join subscriptions s on s.partner_id = o.partner_id and s.id = o.subject_id::uuid where o.id = ${orderId}`;
}

export function eventsOfSubscription(tx: Tx, subscriptionId: string): Statement<SubscriptionEventRow[]> {
  return tx<SubscriptionEventRow[]>`
    select subscription_id, sequence, order_id, at, kind, plan, before from subscription_events
     where subscription_id = ${subscriptionId} order by sequence`;
}

/** The events of the subscription that an order is about. */
export function eventsOfOrder(tx: Tx, orderId: string): Statement<SubscriptionEventRow[]> {
  return tx<SubscriptionEventRow[]>`
    select e.subscription_id, e.sequence, e.order_id, e.at, e.kind, e.plan, e.before
      from orders o join subscription_events e on e.partner_id = o.partner_id and e.subscription_id = o.subject_id::uuid
     where o.id = ${orderId} order by e.sequence`;
}

export interface SubscriptionFilter {
  contractId?: string;
  tenantId?: string;
  menu?: string;
  state?: string;
  /** Only those in tenants to which this user has been given access. */
  grantedTo?: string;
}

/** Subscriptions that the scope may see, newest first. */
export async function listSubscriptions(
  tx: Tx,
  filter: SubscriptionFilter,
  page: { after?: Cursor; limit: number },
): Promise<Listed<SubscriptionRow>[]> {
  return tx<Listed<SubscriptionRow>[]>`
    select *, created_at::text as cursor_at from subscriptions s
     where true
       ${filter.contractId ? tx`and contract_id = ${filter.contractId}` : tx``}
       ${filter.tenantId ? tx`and tenant_id = ${filter.tenantId}` : tx``}
       ${filter.menu ? tx`and menu = ${filter.menu}` : tx``}
       ${filter.state ? tx`and state = ${filter.state}` : tx``}
       ${filter.grantedTo ? grantedTo(tx, filter.grantedTo) : tx``}
       ${page.after ? tx`and (created_at, id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : tx``}
     order by created_at desc, id desc
     limit ${page.limit}`;
}

function grantedTo(tx: Tx, userId: string) {
  return tx`and exists (select from tenant_access a where a.tenant_id = s.tenant_id and a.user_id = ${userId} and a.state = 'granted')`;
}

export async function userHasTenant(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const rows = await tx`
    select from tenant_access where tenant_id = ${tenantId} and user_id = ${userId} and state = 'granted'`;
  return rows.count > 0;
}

export async function countLiveSubscriptions(tx: Tx, tenantId: string): Promise<number> {
  const [row] = await tx<{ live: number }[]>`
    select count(*)::int as live from subscriptions where tenant_id = ${tenantId} and state not in ('ended', 'failed')`;
  return row?.live ?? 0;
}

/**
 * Writes down that the platform has carried out an order's step: the event, and what is confirmed. The state follows only when no later
 * order has been accepted meanwhile (recordStep of packages/catalogue, said in SQL because the API may write beside it).
 */
export function recordSubscriptionStep(
  tx: Tx,
  row: Pick<SubscriptionRow, "partnerId" | "contractId">,
  moved: { confirmed: string; plan: string | null },
  event: Omit<SubscriptionEventRow, "plan" | "before"> & { plan?: string; before?: string },
) {
  return [
    tx`
      insert into subscription_events (partner_id, subscription_id, sequence, contract_id, order_id, at, kind, plan, before)
      values (${row.partnerId}, ${event.subscriptionId}, ${event.sequence}, ${row.contractId}, ${event.orderId}, ${event.at}, ${event.kind},
              ${event.plan ?? null}, ${event.before ?? null})`,
    tx`
      update subscriptions
         set confirmed = ${moved.confirmed}, plan = ${moved.plan},
             started_at = case when ${event.kind} = 'started' then ${event.at}::timestamptz else started_at end,
             ended_at = case when ${event.kind} = 'ended' then ${event.at}::timestamptz else ended_at end
       where id = ${event.subscriptionId}`,
    closeSubscriptionOrder(tx, event.subscriptionId, event.orderId),
  ];
}

/**
 * An order of a subscription has ended: if it was the last that was accepted, what is confirmed is the state (closed() of
 * packages/catalogue). A subscription that never started has failed for good.
 */
export function closeSubscriptionOrder(tx: Tx, id: string, orderId: string) {
  return tx`
    update subscriptions
       set state = case confirmed when 'none' then 'failed' else confirmed end,
           ordered_plan = coalesce(plan, ordered_plan), open_order_id = null
     where id = ${id} and open_order_id = ${orderId}`;
}
