import type { Tx } from "../../transaction.ts";

/** What is charged for. `tenantId` where the resource lives in a tenant. */
export interface NewBillableResource {
  partnerId: string;
  contractId: string;
  tenantId: string | null;
  resourceId: string;
  menu: string;
  plan: string;
  /** Decimal text, 1 for menus without a size. */
  size: string;
  startedAt: Date;
}

/** Charging begins: an event of the order system (billing.md 2). A resource that is known already is left as it is. */
export function startCharging(tx: Tx, resources: readonly NewBillableResource[]) {
  const rows = resources.map((r) => ({ ...r, startedAt: r.startedAt.toISOString() }));
  return tx`
    with given as (
      select * from jsonb_to_recordset(${tx.json(rows)}) as g ("partnerId" text, "contractId" text, "tenantId" text, "resourceId" text,
        menu text, plan text, size numeric, "startedAt" timestamptz)
    ), made as (
      insert into billable_resources (partner_id, contract_id, tenant_id, resource_id, menu, started_at)
      select "partnerId", "contractId", "tenantId", "resourceId", menu, "startedAt" from given
      on conflict (contract_id, resource_id) do nothing
      returning partner_id, no, contract_id, resource_id
    )
    insert into billable_plans (partner_id, resource, from_at, plan, size)
    select m.partner_id, m.no, g."startedAt", g.plan, g.size
      from made m join given g on g."contractId" = m.contract_id and g."resourceId" = m.resource_id`;
}

/** The resource holds another plan or size from here on. */
export function changePlan(tx: Tx, change: { contractId: string; resourceId: string; plan: string; size: string; at: Date }) {
  return tx`
    insert into billable_plans (partner_id, resource, from_at, plan, size)
    select partner_id, no, ${change.at}, ${change.plan}, ${change.size}::text::numeric from billable_resources
     where contract_id = ${change.contractId} and resource_id = ${change.resourceId}
    on conflict (partner_id, resource, from_at) do update set plan = excluded.plan, size = excluded.size`;
}

/** Charging ends. The first end stands. */
export function endCharging(tx: Tx, end: { contractId: string; resourceId: string; at: Date }) {
  return tx`
    update billable_resources set ended_at = ${end.at}
     where contract_id = ${end.contractId} and resource_id = ${end.resourceId} and ended_at is null`;
}

/** A stretch in which a resource holds one plan, cut to a month. */
export interface HeldPlan {
  partnerId: string;
  contractId: string;
  resourceId: string;
  menu: string;
  plan: string;
  size: string;
  startedAt: Date;
  /** Of the plan, the resource or the month, whichever is first. */
  endedAt: Date;
}

/** What every resource held in a month, resource by resource. @param after the last resource of the page before, 0 for the first */
export function heldPlans(tx: Tx, month: { from: Date; to: Date }, page: { after: number; limit: number }) {
  return tx<(HeldPlan & { no: number })[]>`
    with page as (
      select * from billable_resources
       where no > ${page.after} and started_at < ${month.to} and (ended_at is null or ended_at > ${month.from})
       order by no limit ${page.limit}
    )
    select r.no, r.partner_id, r.contract_id, r.resource_id, r.menu, p.plan, p.size::text as size,
           greatest(p.from_at, ${month.from}) as started_at, least(p.to_at, r.ended_at, ${month.to}) as ended_at
      from page r
     cross join lateral (
       select plan, size, from_at, lead(from_at) over (order by from_at) as to_at from billable_plans b
        where b.partner_id = r.partner_id and b.resource = r.no) p
     where greatest(p.from_at, ${month.from}) < least(p.to_at, r.ended_at, ${month.to})
     order by r.no, p.from_at`;
}

/** A subscription as what is charged for. */
export interface ChargedSubscription {
  partnerId: string;
  id: string;
  contractId: string;
  tenantId: string;
  menu: string;
}

/** A subscription runs: charged from here on by the item of the price list that its plan stands for (plan_items). */
export function startChargingSubscription(tx: Tx, s: ChargedSubscription, plan: string, at: Date) {
  return tx`
    with item as (
      select * from charged_as(${s.menu}, ${plan})
    ), made as (
      insert into billable_resources (partner_id, contract_id, tenant_id, resource_id, menu, started_at)
      select ${s.partnerId}, ${s.contractId}, ${s.tenantId}, ${s.id}::uuid::text, item.price_menu, ${at} from item
      on conflict (contract_id, resource_id) do nothing
      returning partner_id, no
    )
    insert into billable_plans (partner_id, resource, from_at, plan, size)
    select made.partner_id, made.no, ${at}, item.price_plan, item.size from made cross join item`;
}

/** A subscription holds another plan from here on. Of two changes in one instant the later order's stands. */
export function changeChargedPlan(tx: Tx, s: ChargedSubscription, plan: string, at: Date) {
  return tx`
    insert into billable_plans (partner_id, resource, from_at, plan, size)
    select r.partner_id, r.no, ${at}, item.price_plan, item.size
      from billable_resources r cross join charged_as(${s.menu}, ${plan}) item
     where r.contract_id = ${s.contractId} and r.resource_id = ${s.id}
    on conflict (partner_id, resource, from_at) do update set plan = excluded.plan, size = excluded.size`;
}
