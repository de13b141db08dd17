import type { Tx } from "../../transaction.ts";

/**
 * The second path: every charge of a closed month computed again in plain SQL from usage records and price versions alone, by statements that
 * share nothing with the close. Reads the JSON of charge terms and writes the rules of billing.md 1 and 3 out in numeric arithmetic; fees
 * are kept as numerators over a denominator of 60 x the milliseconds of the month, so that nothing is rounded before the yen.
 * Patterns of the programme's price list; a check of its own names others.
 */
export const coveredPatterns = [
  "time_capped",
  "time_capped_plan_change",
  "monthly_fixed",
  "fixed_plus_time",
  "monthly_count",
  "peak_count",
  "usage",
  "pool_overage",
  "graduated",
  "one_time",
  "free",
];

/** Makes the temporary tables `recomputed`, a row per charge, and `taken`, what of the month's usage arrived before the cut-off, a row per resource and item. */
export async function recomputeMonth(tx: Tx, month: string, late: readonly string[]): Promise<void> {
  // A month is hashed whole. The planner takes intermediate results for small and would go through them once per row.
  await tx`set local work_mem = '256MB'`;
  await tx`set local enable_nestloop = off`;
  await tx`
    create temp table recomputed (usage_month date, partner_id text, contract_id text, resource_id text, menu text, component text, records bigint, yen bigint)
      on commit drop`;
  await tx`create temp table taken (resource bigint, item integer, n bigint, one bigint) on commit drop`;
  await recompute(tx, month, month);
  for (const used of late) await recompute(tx, month, used);
}

/** Fills `recomputed` with the charges of one month's usage. @param month whose cut-off counts @param used the month of the usage */
async function recompute(tx: Tx, month: string, used: string): Promise<void> {
  const late = used < month;
  await makeConcerned(tx, month, used);
  const [some] = await tx`select no from concerned limit 1`;
  if (some) {
    await makePrices(tx, used);
    await walk(tx, month, used);
    if (!late) {
      await tx`
        insert into taken
        select w.resource, w.item, sum(w.records), min(w.one) from walked w join concerned r on r.no = w.resource where w.class < r.class group by 1, 2`;
    }
    await makeDetail(tx, used);
    await charge(tx, used);
    await tx`drop table price, walked, detail`;
  }
  await tx`drop table concerned`;
}

/**
 * Makes `concerned`: the resources whose usage counts, each with the cut-off of its partner and that cut-off's place among all of them, from 1 on. Of
 * a month before: those of contracts of which usage came after the cut-off before this one.
 */
async function makeConcerned(tx: Tx, month: string, used: string): Promise<void> {
  const late = used < month;
  await tx`
    create temp table concerned on commit drop as
    with cut as materialized (
      select m.partner_id, m.cutoff_at, dense_rank() over (order by m.cutoff_at)::integer as class,
             (select max(p.cutoff_at) from partner_months p where p.partner_id = m.partner_id and p.month < m.month) as cut_before
        from partner_months m where m.month = ${month}::date and m.state = 'closed'
    ), came as materialized (
      ${
        late
          ? tx`
      select distinct h.partner_id, h.contract_id
        from usage_records u join cut k on k.partner_id = u.partner_id join billable_resources h on h.no = u.resource
       where u.month = ${used}::date and u.arrived_at >= k.cut_before and u.arrived_at < k.cutoff_at
         and u.arrived_at >= (select min(cut_before) from cut) and u.arrived_at < (select max(cutoff_at) from cut)`
          : tx`select where false`
      }
    )
    select r.no, r.partner_id, r.contract_id, r.resource_id, c.cutoff_at, c.class
      from billable_resources r join cut c on c.partner_id = r.partner_id
     ${late ? tx`where (r.partner_id, r.contract_id) in (select partner_id, contract_id from came)` : tx``}`;
}

/**
 * Makes `price`: which price an item has when in the month. whole: one price for all of it. peaks: of which lives or a peak must be known, null for
 * others.
 */
async function makePrices(tx: Tx, used: string): Promise<void> {
  await tx`
    create temp table price on commit drop as
    with bounds as materialized (${boundsOf(tx, used)}),
    version as (
      select p.id, p.item, p.terms, p.terms ->> 'pattern' as pattern, p.effective_from,
             least(p.effective_to, lead(p.effective_from) over (partition by p.item order by p.effective_from)) as until
        from price_versions p where p.currency = 'JPY' and p.terms ->> 'pattern' in (select jsonb_array_elements_text(${tx.json(coveredPatterns)}))
    ), at_end as (
      select v.* from version v cross join bounds b
       where v.effective_from < b.after and (v.until is null or v.until >= b.after)
         and v.pattern not in ('time_capped', 'time_capped_plan_change', 'usage', 'one_time', 'free')
    ), dated as (
      select v.id, v.item, v.terms, v.pattern, b.from_ms, b.to_ms from at_end v cross join bounds b
      union all
      select v.id, v.item, v.terms, v.pattern, greatest(b.from_ms, (extract(epoch from v.effective_from) * 1000)::bigint),
             least(b.to_ms, (extract(epoch from v.until) * 1000)::bigint)
        from version v cross join bounds b
       where v.effective_from < b.after and (v.until is null or v.until > b.first) and v.item not in (select item from at_end)
    )
    select d.*, (d.terms ->> 'perSize')::boolean as per_size,
           count(*) over (partition by d.item) = 1 and d.from_ms = b.from_ms and d.to_ms = b.to_ms as whole,
           case when d.pattern in ('monthly_fixed', 'fixed_plus_time') then false
                when d.pattern = 'peak_count' or d.terms ->> 'measure' = 'peak' then true end as peaks
      from dated d cross join bounds b`;
}

/**
 * Makes `walked`: the month's usage added up in one walk, a row per resource, item, size and class, which says how many cut-offs were over when it
 * arrived. `reading` is null where a record does not touch the month. It reads nothing that only this connection sees, so several processes may walk.
 */
async function walk(tx: Tx, month: string, used: string): Promise<void> {
  const late = used < month;
  const from = Date.parse(`${used}T00:00:00Z`);
  const to = Date.UTC(Number(used.slice(0, 4)), Number(used.slice(5, 7)), 1);
  const length = tx`(least(u.to_ms, ${to}::bigint) - greatest(u.from_ms, ${from}::bigint))`;
  // The planner expects many more groups than there are, and would sort every record in one process rather than take the memory for them.
  await tx`set local hash_mem_multiplier = 4`;
  await tx`set local enable_sort = off`;
  await tx`set local parallel_tuple_cost = 0.005`;
  // Of a month before, little is concerned as a rule, and is looked up.
  if (late) await tx`set local enable_nestloop = on`;
  else await tx`set local enable_indexscan = off`;
  await tx`
    create temp table walked on commit drop as
    select u.resource, u.item, case when u.from_ms < ${to}::bigint and (u.to_ms > ${from}::bigint or u.reading and u.from_ms >= ${from}::bigint) then u.reading end as reading,
           case when not u.reading then u.quantity end as size,
           width_bucket(u.arrived_at, array(select distinct m.cutoff_at from partner_months m where m.month = ${month}::date and m.state = 'closed' order by 1)) as class,
           count(*) as records, min(u.from_ms) as one, sum((${length} / 60000 + (${length} % 60000 > 0)::integer)::integer) as minutes, sum(${length}) as ms,
           sum(u.quantity) filter (where u.reading) as read
      from usage_records u ${late ? tx`join concerned r on r.no = u.resource` : tx``}
     where u.month = ${used}::date
     group by 1, 2, 3, 4, 5`;
  await tx`set local enable_sort to default`;
  await tx`set local enable_indexscan to default`;
  await tx`set local parallel_tuple_cost to default`;
  await tx`set local enable_nestloop = off`;
}

/** Makes `detail`: the records themselves, of items with several prices in the month and of those of which lives or a peak must be known. */
async function makeDetail(tx: Tx, used: string): Promise<void> {
  await tx`
    create temp table detail on commit drop as
    select u.resource, u.item, u.reading, u.quantity, u.from_ms, u.to_ms
      from (select distinct w.resource, w.item from walked w where w.item in (select item from price where not whole or peaks is not null)) q
      join usage_records u on u.month = ${used}::date and u.resource = q.resource and u.item = q.item
      join concerned r on r.no = u.resource
     where u.arrived_at < r.cutoff_at`;
}

/** Prices what was walked, and rounds it to yen: a row of `recomputed` for each charge. */
async function charge(tx: Tx, used: string): Promise<void> {
  await tx`
    insert into recomputed
    with bounds as materialized (${boundsOf(tx, used)}),
    part as (
      select w.resource, p.id, case when p.per_size and not w.reading then w.size else 1 end as size, sum(w.records) as records,
             sum(case when w.reading then 0 else w.minutes end) as minutes, sum(case when w.reading then w.read else w.size * w.records end) as existed,
             sum(case when w.reading then w.read else 0 end) as read, sum(case when w.reading then 0 else w.size * w.ms end) as size_ms
        from walked w join concerned r on r.no = w.resource and w.class < r.class join price p on p.item = w.item and p.whole
       where w.reading is not null
       group by 1, 2, 3
      union all
      select u.resource, p.id, case when p.per_size and not u.reading then u.quantity else 1 end as size,
             count(*) as records,
             sum(case when u.reading then 0 else (least(u.to_ms, p.to_ms) - greatest(u.from_ms, p.from_ms)) / 60000
                 + (((least(u.to_ms, p.to_ms) - greatest(u.from_ms, p.from_ms)) % 60000) > 0)::integer end) as minutes,
             sum(u.quantity) as existed, sum(case when u.reading then u.quantity else 0 end) as read,
             sum(case when u.reading then 0 else u.quantity * (least(u.to_ms, p.to_ms) - greatest(u.from_ms, p.from_ms)) end) as size_ms
        from detail u join price p on p.item = u.item and not p.whole
       where (u.reading and u.from_ms >= p.from_ms and u.from_ms < p.to_ms) or (not u.reading and u.from_ms < p.to_ms and u.to_ms > p.from_ms)
       group by 1, 2, 3
    ), span as materialized (
      select u.resource, p.id, p.peaks, u.reading, u.quantity, greatest(u.from_ms, b.from_ms) as f, least(u.to_ms, b.to_ms) as t
        from detail u join price p on p.item = u.item and p.peaks is not null cross join bounds b
    ), life as (
      select a.resource, a.id, count(*) as lives from span a
       where not a.reading and not exists (
         select from span x where x.resource = a.resource and x.id = a.id and not x.reading and x.f < a.f and x.t >= a.f)
       group by 1, 2
    ), step as (
      -- What is held at an instant is what has begun by then less what has ended by then.
      select a.resource, a.id, sum(a.change) over (partition by a.resource, a.id order by a.at) as held, a.read
        from (select resource, id, f as at, case when reading then 0 else quantity end as change, case when reading then quantity end as read from span where peaks
              union all
              select resource, id, t, -quantity, null from span where peaks and not reading) a
    ), instant as (
      select resource, id, greatest(max(held), max(read)) as peak from step group by 1, 2
    ), member as materialized (
      select r.partner_id, r.contract_id, i.menu, i.plan, sum(p.existed) as members
        from part p join price v on v.id = p.id join billable_items i on i.no = v.item join concerned r on r.no = p.resource
       where i.component = 'device-month' group by 1, 2, 3, 4
    ), fee as (
      select r.partner_id, r.contract_id, r.resource_id, i.menu, i.component, p.records, t.pattern,
             (t.terms ->> 'cap')::numeric * p.size * d.d as cap,
             case t.pattern
               when 'monthly_fixed' then (t.terms ->> 'monthly')::numeric * coalesce(l.lives, 0) * d.d
               when 'fixed_plus_time' then (t.terms ->> 'monthly')::numeric * coalesce(l.lives, 0) * d.d
                    + least((t.terms ->> 'rate')::numeric * p.minutes * d.d, (t.terms ->> 'cap')::numeric * d.d)
               when 'monthly_count' then (t.terms ->> 'unitPrice')::numeric * p.existed * d.d
               when 'peak_count' then (t.terms ->> 'unitPrice')::numeric * ceil(coalesce(n.peak, 0) / (t.terms ->> 'per')::numeric) * d.d
               when 'usage' then (t.terms ->> 'unitPrice')::numeric * greatest((t.terms ->> 'minimumQuantity')::numeric * d.d,
                    case t.terms ->> 'measure' when 'average' then p.size_ms * 60 when 'peak' then coalesce(n.peak, 0) * d.d else p.read * d.d end)
               when 'pool_overage' then (t.terms ->> 'unitPrice')::numeric * greatest(0, p.read - coalesce(m.members, 0) * (t.terms ->> 'freePerMember')::numeric) * d.d
               when 'graduated' then ((t.terms ->> 'base')::numeric + (
                    select coalesce(sum((least(p.read, coalesce(e.up_to, p.read)) - e.low) * e.unit + e.flat), 0)
                      from (select (x.band ->> 'unit')::numeric as unit, (x.band ->> 'flat')::numeric as flat, (x.band ->> 'upTo')::numeric as up_to,
                                   coalesce(lag((x.band ->> 'upTo')::numeric) over (order by x.n), 0) as low
                              from jsonb_array_elements(t.terms -> 'bands') with ordinality x (band, n)) e
                     where p.read > e.low)) * d.d
               when 'one_time' then (t.terms ->> 'price')::numeric * p.read * d.d
               when 'free' then 0
               else least((t.terms ->> 'rate')::numeric * p.size * p.minutes * div(d.d, (t.terms ->> 'minutesPerUnit')::numeric), (t.terms ->> 'cap')::numeric * p.size * d.d)
             end as fee
        from part p join price t on t.id = p.id join billable_items i on i.no = t.item join concerned r on r.no = p.resource
       cross join (select 60::numeric * (to_ms - from_ms) as d from bounds) d
        left join life l on l.resource = p.resource and l.id = p.id
        left join instant n on n.resource = p.resource and n.id = p.id
        left join member m on m.partner_id = r.partner_id and m.contract_id = r.contract_id and m.menu = i.menu and m.plan = i.plan
    )
    select ${used}::date, f.partner_id, f.contract_id, f.resource_id, f.menu, f.component, sum(f.records),
           floor(div(case when bool_and(f.pattern in ('time_capped', 'time_capped_plan_change')) and count(f.cap) = count(*) then least(sum(f.fee), max(f.cap)) else sum(f.fee) end,
                     (select 60::numeric * (to_ms - from_ms) from bounds)))::bigint
      from fee f group by 2, 3, 4, 5, 6`;
}

function boundsOf(tx: Tx, month: string) {
  return tx`
      select ${month}::date as first, (${month}::date + interval '1 month')::date as after,
             (extract(epoch from ${month}::date) * 1000)::bigint as from_ms, (extract(epoch from ${month}::date + interval '1 month') * 1000)::bigint as to_ms`;
}
