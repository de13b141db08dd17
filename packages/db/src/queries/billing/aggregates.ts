import type { Tx } from "../../transaction.ts";

/** A month in the clock of usage. */
export interface UsageMonth {
  /** First day, `YYYY-MM-01`. */
  month: string;
  fromMs: number;
  toMs: number;
  /** Usage that arrived before is counted. */
  cutoffAt: Date;
}

/** A stretch of the month in which an item has one price; see placements.ts of packages/closing. */
export interface PricedStretch {
  i: number;
  item: number;
  fromMs: number;
  toMs: number;
  gap: boolean;
}

/** A month's usage of one resource, item (or stretch) and size, added up. Quantities are decimal text. */
export interface UsageSum {
  contractId: string;
  tenantId: string | null;
  resourceId: string;
  item: number;
  /** Which stretch, for items that have more than one price in the month. */
  stretch: number | null;
  size: string | null;
  records: number;
  /** Each record's part rounded up to minutes, then added. */
  minutes: string;
  /** The parts in milliseconds. */
  ms: string;
  /** Sizes of intervals and quantities of readings. */
  quantity: string;
  /** Quantities of readings alone. */
  read: string;
  /** Size x milliseconds. */
  sizeMs: string;
}

function resourcesOf(tx: Tx, partnerId: string, contracts: readonly string[]) {
  return tx`
    select r.no, r.contract_id, r.tenant_id, r.resource_id, r.menu from billable_resources r
     where r.partner_id = ${partnerId} and r.contract_id in (select value from jsonb_array_elements_text(${tx.json([...contracts])}))`;
}

/**
 * Has a month's usage added up for all partners that are cut off at the same instant (function sum_usage of migration 0006), unless it is already.
 * Takes as long as a walk over the month; `sumUsage` finds it.
 */
export async function sumUsageTogether(tx: Tx, partnerId: string, month: string, cutoffAt: Date): Promise<void> {
  await tx`select set_config('lock_timeout', '30min', true), set_config('statement_timeout', '30min', true)`;
  await tx`select sum_usage(${partnerId}, ${month}::date, ${cutoffAt})`;
}

/**
 * Adds a month's usage up: from what was added up for all partners (`sumUsageTogether`) when that is there, else resource by resource, so that the
 * plan is the same whatever the batch: one walk over the index for each.
 * @param sized items whose price is per size: one row for each size
 * @param averaged items whose size x time is asked for
 * @param stretched items that have several prices in the month; they are left to `sumStretchedUsage`
 * @param together false: nobody has added it up for this cut-off, and nothing is asked of tables that a standby cannot read
 */
export function sumUsage(
  tx: Tx,
  partnerId: string,
  contracts: readonly string[],
  { month, fromMs, toMs, cutoffAt }: UsageMonth,
  items: { sized: readonly number[]; averaged: readonly number[]; stretched: readonly number[] },
  together: boolean,
) {
  const summed = tx`exists (select from usage_summed where partner_id = ${partnerId} and month = ${month}::date and cutoff_at = ${cutoffAt})`;
  const ofAll = tx`
    select h.contract_id, h.tenant_id, h.resource_id, s.item, null::integer as stretch, s.size::text, s.records, s.minutes::text, s.ms::text,
           s.quantity::text, s.read::text, s.size_ms::text
      from (
        select p.resource, p.item, p.size, sum(p.records)::bigint as records, sum(p.minutes) as minutes, sum(p.ms) as ms, sum(p.quantity) as quantity,
               sum(p.read) as read, sum(p.size_ms) as size_ms
          from (select resource, item, case when item = any(${intArray(items.sized)}::integer[]) and not reading then size end as size, records, minutes, ms,
                       read, case when reading then read else size * records end as quantity,
                       case when item = any(${intArray(items.averaged)}::integer[]) then size * ms else 0 end as size_ms
                  from usage_sums
                 where partner_id = ${partnerId} and month = ${month}::date and cutoff_at = ${cutoffAt}
                   and item <> all(${intArray(items.stretched)}::integer[])) p
         group by 1, 2, 3) s
      join held h on h.no = s.resource
     where (select yes from summed)
    union all`;
  return tx<UsageSum[]>`
    with held as materialized (${resourcesOf(tx, partnerId, contracts)}),
    summed as materialized (select ${together ? summed : tx`false`} as yes)
    ${together ? ofAll : tx``}
    select h.contract_id, h.tenant_id, h.resource_id, s.*
      from held h
     cross join lateral (
       select u.item, null::integer as stretch, case when u.item = any(${intArray(items.sized)}::integer[]) and not u.reading then u.quantity end::text as size, count(*) as records,
              coalesce(sum((least(u.to_ms, ${toMs}) - greatest(u.from_ms, ${fromMs}) + 59999) / 60000) filter (where not u.reading), 0)::text as minutes,
              coalesce(sum(least(u.to_ms, ${toMs}) - greatest(u.from_ms, ${fromMs})) filter (where not u.reading), 0)::text as ms,
              sum(u.quantity)::text as quantity,
              coalesce(sum(u.quantity) filter (where u.reading), 0)::text as read,
              coalesce(sum(u.quantity * (least(u.to_ms, ${toMs}) - greatest(u.from_ms, ${fromMs})))
                         filter (where not u.reading and u.item = any(${intArray(items.averaged)}::integer[])), 0)::text as size_ms
         from usage_records u
        where u.resource = h.no and u.month = ${month}::date and u.arrived_at < ${cutoffAt} and u.partner_id = ${partnerId}
          and u.item <> all(${intArray(items.stretched)}::integer[])
        group by 1, 3
       offset 0) s
     where not (select yes from summed)`;
}

/** The same for items with several prices in the month. A record that touches a time without a price is on a row of that gap only. */
export function sumStretchedUsage(
  tx: Tx,
  partnerId: string,
  contracts: readonly string[],
  { month, cutoffAt }: UsageMonth,
  items: { sized: readonly number[]; stretches: readonly PricedStretch[] },
) {
  return tx<UsageSum[]>`
    with held as materialized (${resourcesOf(tx, partnerId, contracts)}),
    place as materialized (
      select * from jsonb_to_recordset(${tx.json(items.stretches as never)}) as p (i integer, item integer, "fromMs" bigint, "toMs" bigint, gap boolean)
    ), placed as (
      select h.contract_id, h.tenant_id, h.resource_id, u.*, p.i, p.gap, greatest(u.from_ms, p."fromMs") as f, least(u.to_ms, p."toMs") as t,
             bool_or(p.gap) over (partition by u.source, u.event_id) as touches_gap
        from held h join usage_records u on u.resource = h.no join place p on p.item = u.item
         and case when u.reading then u.from_ms >= p."fromMs" and u.from_ms < p."toMs" else u.from_ms < p."toMs" and u.to_ms > p."fromMs" end
       where u.month = ${month}::date and u.arrived_at < ${cutoffAt} and u.partner_id = ${partnerId}
    )
    select contract_id, tenant_id, resource_id, item, i as stretch, case when item = any(${intArray(items.sized)}::integer[]) and not reading then quantity end::text as size,
           count(*) as records, coalesce(sum((t - f + 59999) / 60000) filter (where not reading), 0)::text as minutes,
           coalesce(sum(t - f) filter (where not reading), 0)::text as ms, sum(quantity)::text as quantity,
           coalesce(sum(quantity) filter (where reading), 0)::text as read, coalesce(sum(quantity * (t - f)) filter (where not reading), 0)::text as size_ms
      from placed where gap or not touches_gap
     group by 1, 2, 3, 4, 5, 6`;
}

/** How often a resource began to exist in a month, and the most that existed at one instant. */
export interface LivesAndPeak {
  contractId: string;
  resourceId: string;
  item: number;
  lives: number;
  peak: string;
}

/** Lives and peaks of the resources that hold these items. Intervals that meet are one life (livesOf, peakOf of packages/billing). */
export function livesAndPeaks(
  tx: Tx,
  partnerId: string,
  contracts: readonly string[],
  { month, fromMs, toMs, cutoffAt }: UsageMonth,
  items: readonly number[],
) {
  return tx<LivesAndPeak[]>`
    with held as materialized (
      select * from (${resourcesOf(tx, partnerId, contracts)}) r
       where r.menu in (select menu from billable_items where no = any(${intArray(items)}::integer[]))
    ), used as materialized (
      select h.contract_id, h.resource_id, u.item, u.reading, u.quantity, greatest(u.from_ms, ${fromMs}) as f, least(u.to_ms, ${toMs}) as t
        from held h join usage_records u on u.resource = h.no
       where u.month = ${month}::date and u.arrived_at < ${cutoffAt} and u.partner_id = ${partnerId} and u.item = any(${intArray(items)}::integer[])
    ), began as (
      select contract_id, resource_id, item, count(*) filter (where reached is null or f > reached) as lives
        from (select contract_id, resource_id, item, f,
                     max(t) over (partition by contract_id, resource_id, item order by f, t rows between unbounded preceding and 1 preceding) as reached
                from used where not reading) l
       group by 1, 2, 3
    ), step as (
      select contract_id, resource_id, item, f as at, quantity as by from used where not reading and f < t
      union all
      select contract_id, resource_id, item, t, -quantity from used where not reading and f < t
    ), reached as (
      select contract_id, resource_id, item, sum(by) over (partition by contract_id, resource_id, item order by at, by rows unbounded preceding) as total from step
      union all
      select contract_id, resource_id, item, quantity from used where reading
    )
    select contract_id, resource_id, item, coalesce(max(b.lives), 0) as lives, coalesce(greatest(max(r.total), 0), 0)::text as peak
      from (select contract_id, resource_id, item, total from reached) r full join began b using (contract_id, resource_id, item)
     group by 1, 2, 3`;
}

/** Postgres' text form of an array of integers. */
function intArray(values: readonly number[]): string {
  return `{${values.join(",")}}`;
}
