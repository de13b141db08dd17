import type { Tx } from "../../transaction.ts";

/**
 * The second path: every charge of a closed month computed again in plain SQL from usage records and price versions alone, by statements that
 * share nothing with the close. Reads the JSON of charge terms and writes the rules of billing.md 1 and 3 out in numeric arithmetic; fees
 * are kept as numerators over a denominator of 60 x the milliseconds of the month, so that nothing is rounded before the yen.
 * Patterns of the programme's price list; others are counted by `uncoveredPatterns`.
 */
const covered = [
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

/** Makes the temporary table `recomputed`: one row per charge. @param month whose cut-off counts @param used the month of the usage */
export function recompute(tx: Tx, month: string, used: string) {
  const late = used < month;
  return tx`
    insert into recomputed
    with bounds as materialized (
      select ${used}::date as first, (${used}::date + interval '1 month')::date as after,
             (extract(epoch from ${used}::date) * 1000)::bigint as from_ms, (extract(epoch from ${used}::date + interval '1 month') * 1000)::bigint as to_ms
    ), cut as materialized (
      select m.partner_id, m.cutoff_at,
             (select max(p.cutoff_at) from partner_months p where p.partner_id = m.partner_id and p.month < m.month) as cut_before
        from partner_months m where m.month = ${month}::date and m.state = 'closed'
    ), version as (
      select p.id, p.item, p.terms, p.terms ->> 'pattern' as pattern, p.effective_from,
             least(p.effective_to, lead(p.effective_from) over (partition by p.item order by p.effective_from)) as until
        from price_versions p where p.currency = 'JPY' and p.terms ->> 'pattern' in (select jsonb_array_elements_text(${tx.json(covered)}))
    ), at_end as (
      select v.* from version v cross join bounds b
       where v.effective_from < b.after and (v.until is null or v.until >= b.after)
         and v.pattern not in ('time_capped', 'time_capped_plan_change', 'usage', 'one_time', 'free')
    ), price as materialized (
      select v.id, v.item, v.terms, v.pattern, b.from_ms, b.to_ms from at_end v cross join bounds b
      union all
      select v.id, v.item, v.terms, v.pattern, greatest(b.from_ms, (extract(epoch from v.effective_from) * 1000)::bigint),
             least(b.to_ms, (extract(epoch from v.until) * 1000)::bigint)
        from version v cross join bounds b
       where v.effective_from < b.after and (v.until is null or v.until > b.first) and v.item not in (select item from at_end)
    ), concerned as materialized (
      select r.no, r.partner_id, r.contract_id, r.resource_id, c.cutoff_at
        from billable_resources r join cut c on c.partner_id = r.partner_id
       where not ${late}::boolean or (r.partner_id, r.contract_id) in (
         select h.partner_id, h.contract_id from cut k join usage_records u on u.partner_id = k.partner_id and u.month = ${used}::date
            and u.arrived_at >= k.cut_before and u.arrived_at < k.cutoff_at
           join billable_resources h on h.no = u.resource where ${late}::boolean)
    ), part as (
      select u.resource, p.id, case when (p.terms ->> 'perSize')::boolean and not u.reading then u.quantity else 1 end as size,
             count(*) as records,
             sum(case when u.reading then 0 else (least(u.to_ms, p.to_ms) - greatest(u.from_ms, p.from_ms)) / 60000
                 + (((least(u.to_ms, p.to_ms) - greatest(u.from_ms, p.from_ms)) % 60000) > 0)::integer end) as minutes,
             sum(u.quantity) as existed, sum(case when u.reading then u.quantity else 0 end) as read,
             sum(case when u.reading then 0 else u.quantity * (least(u.to_ms, p.to_ms) - greatest(u.from_ms, p.from_ms)) end) as size_ms
        from usage_records u join concerned r on r.no = u.resource join price p on p.item = u.item
       where u.month = ${used}::date and u.arrived_at < r.cutoff_at
         and ((u.reading and u.from_ms >= p.from_ms and u.from_ms < p.to_ms) or (not u.reading and u.from_ms < p.to_ms and u.to_ms > p.from_ms))
       group by 1, 2, 3
    ), special as materialized (
      select id, item, pattern not in ('monthly_fixed', 'fixed_plus_time') as peaks
        from price where pattern in ('monthly_fixed', 'fixed_plus_time', 'peak_count') or terms ->> 'measure' = 'peak'
    ), span as materialized (
      select u.resource, s.id, s.peaks, u.reading, u.quantity, greatest(u.from_ms, b.from_ms) as f, least(u.to_ms, b.to_ms) as t
        from special s join usage_records u on u.item = s.item and u.month = ${used}::date join concerned r on r.no = u.resource cross join bounds b
       where u.arrived_at < r.cutoff_at
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

/** Temporary tables: `recomputed`, to be filled, and `taken`: what of the month's usage arrived before the cut-off, a row per resource and item. */
export function prepareRecomputation(tx: Tx, month: string) {
  return [
    // A month is sorted and hashed whole. The planner takes intermediate results for small and would go through them once per row.
    tx`set local work_mem = '256MB'`,
    tx`set local enable_nestloop = off`,
    tx`
      create temp table recomputed (usage_month date, partner_id text, contract_id text, resource_id text, menu text, component text, records bigint, yen bigint)
        on commit drop`,
    tx`create temp table taken (resource bigint, item integer, n bigint, one bigint) on commit drop`,
    tx`
      insert into taken
      select u.resource, u.item, count(*), min(u.from_ms)
        from usage_records u join partner_months p on p.partner_id = u.partner_id and p.month = ${month}::date and p.state = 'closed'
       where u.month = ${month}::date and u.arrived_at < p.cutoff_at group by 1, 2`,
  ];
}

/** One statement of what must hold: how many things were looked at, and examples of those that are wrong. */
export interface Check {
  name: string;
  looked: number;
  wrong: number;
  examples: string[] | null;
}

/** Every check that SQL can make of a closed month, after `recompute` of the month and of those before it. */
export function checks(tx: Tx, month: string) {
  const m = tx`${month}::date`;
  const of = (name: string, looked: ReturnType<typeof tx>, wrong: ReturnType<typeof tx>) => tx<Check[]>`
    with looked as (${looked}), wrong as (${wrong})
    select ${name} as name, (select coalesce(sum(n), 0)::bigint from looked) as looked, (select count(*) from wrong) as wrong,
           to_jsonb(array(select what from wrong limit 5)) as examples`;
  return [
    of(
      "every charge is what the second path computes (I1, I2)",
      tx`select count(*) as n from recomputed where usage_month = ${m}`,
      tx`select concat_ws(' ', contract_id, resource_id, menu, component, 'stored', l.net, 'recomputed', r.yen) as what
           from (select * from recomputed where usage_month = ${m}) r
           full join (select partner_id, contract_id, resource_id, menu, component, net from statement_lines where month = ${m} and kind = 'charge') l
             using (partner_id, contract_id, resource_id, menu, component)
          where l.net is distinct from r.yen
            and not exists (select from close_contracts c where c.partner_id = partner_id and c.month = ${m} and c.contract_id = r.contract_id and c.state = 'parked')
            and not exists (select from close_exceptions e where e.month = ${m} and e.contract_id = coalesce(r.contract_id, '') and position(resource_id in e.key) > 0)`,
    ),
    of(
      "late usage is corrected to the yen (I6)",
      tx`select count(*) as n from recomputed where usage_month < ${m}`,
      tx`select concat_ws(' ', r.usage_month, r.contract_id, r.resource_id, r.component, 'billed so far', l.net, 'recomputed', r.yen) as what
           from recomputed r
           left join lateral (select sum(l.net) as net from statement_lines l
              where l.partner_id = r.partner_id and l.contract_id = r.contract_id and l.usage_month = r.usage_month and l.resource_id = r.resource_id
                and l.menu = r.menu and l.component = r.component and l.month <= ${m}) l on true
          where r.usage_month < ${m} and l.net is distinct from r.yen
            and not exists (select from close_contracts c where c.partner_id = r.partner_id and c.month = ${m} and c.contract_id = r.contract_id and c.state = 'parked')
            and not exists (select from close_exceptions e where e.month = ${m} and e.contract_id = r.contract_id and position(r.resource_id in e.key) > 0)`,
    ),
    of(
      "every usage record is on a line or on the list of exceptions (I2)",
      tx`select sum(n) as n from taken`,
      tx`select concat_ws(' ', r.partner_id, r.contract_id, r.resource_id, i.menu, i.component, u.n, 'records from', u.one) as what
           from taken u
           join billable_resources r on r.no = u.resource join billable_items i on i.no = u.item
          where not exists (select from statement_lines l where l.partner_id = r.partner_id and l.month = ${m} and l.contract_id = r.contract_id
                  and l.kind = 'charge' and l.resource_id = r.resource_id and l.menu = i.menu and l.component = i.component)
            and not exists (select from close_exceptions e where e.partner_id = r.partner_id and e.month = ${m} and e.contract_id = r.contract_id and position(r.resource_id in e.key) > 0)
            and not exists (select from close_contracts c where c.partner_id = r.partner_id and c.month = ${m} and c.contract_id = r.contract_id and c.state = 'parked')`,
    ),
    of(
      "lines add up to their statement (I1)",
      tx`select count(*) as n from statements where month = ${m}`,
      tx`select concat_ws(' ', s.contract_id, 'lines', l.net, 'statement', s.net) as what
           from statements s left join (select partner_id, contract_id, sum(net) as net, count(*) as lines from statement_lines where month = ${m} group by 1, 2) l
             on l.partner_id = s.partner_id and l.contract_id = s.contract_id
          where s.month = ${m} and (coalesce(l.net, 0) <> s.net or coalesce(l.lines, 0) <> s.lines
             or s.net <> (select coalesce(sum((b ->> 'net')::bigint), 0) from jsonb_array_elements(s.by_menu) b))`,
    ),
    of(
      "statements add up to the invoice, and tax is taken once per rate (I1, I13)",
      tx`select count(*) as n from documents where month = ${m} and kind = 'invoice'`,
      tx`select concat_ws(' ', d.number, 'net', d.net, 'statements', s.net, 'tax', d.tax, 'recomputed', x.tax) as what
           from documents d
           left join (select partner_id, sum(net) as net from statements where month = ${m} group by 1) s on s.partner_id = d.partner_id
           left join (select partner_id, sum(floor(net * percent / 100)) as tax
                        from (select partner_id, (tax ->> 'percent')::numeric as percent, sum(net) as net from statement_lines where month = ${m} group by 1, 2) r
                       group by 1) x on x.partner_id = d.partner_id
          where d.month = ${m} and d.kind = 'invoice'
            and (d.net <> coalesce(s.net, 0) or d.tax <> coalesce(x.tax, 0) or d.total <> d.net + d.tax)`,
    ),
    of(
      "every contract that was active has a statement or a reason (close certificate)",
      tx`select count(*) as n from close_contracts where month = ${m}`,
      tx`select concat_ws(' ', c.partner_id, c.id, k.state) as what
           from partner_months p join contracts c on c.partner_id = p.partner_id
           left join close_contracts k on k.partner_id = c.partner_id and k.contract_id = c.id and k.month = ${m}
           left join statements s on s.partner_id = c.partner_id and s.contract_id = c.id and s.month = ${m}
          where p.month = ${m} and p.state = 'closed' and c.started_at < (${m} + interval '1 month') at time zone 'UTC'
            and (c.ended_at is null or c.ended_at > ${m}::timestamp at time zone 'UTC')
            and (k.state is null or k.state = 'expected' or (k.state = 'done') <> (s.contract_id is not null))`,
    ),
    of(
      "exactly one invoice that stands, and one certificate, for every closed month (I3)",
      tx`select count(*) as n from partner_months where month = ${m} and state = 'closed'`,
      tx`select concat_ws(' ', p.partner_id, 'invoices', i.n, 'certificates', c.n) as what
           from partner_months p
          cross join lateral (select count(*) as n from documents d where d.partner_id = p.partner_id and d.month = ${m} and d.kind = 'invoice'
             and not exists (select from document_events e where e.partner_id = d.partner_id and e.number = d.number and e.state = 'void')) i
          cross join lateral (select count(*) as n from close_certificates c where c.partner_id = p.partner_id and c.month = ${m}) c
          where p.month = ${m} and p.state = 'closed' and (i.n > 1 or c.n <> 1)`,
    ),
    of(
      "document numbers have no gaps and follow the order of finalisation (I17)",
      tx`select count(*) as n from documents`,
      tx`select concat_ws(' ', series, no, 'after', before) as what from (
           select series, no, finalised_at, lag(no, 1, 0::bigint) over w as before, lag(finalised_at) over w as earlier from documents window w as (partition by series order by no)) n
          where no <> before + 1 or finalised_at < earlier
         union all
         select concat_ws(' ', s.series, 'counter', s.last) from document_series s where s.last <> (select coalesce(max(no), 0) from documents d where d.series = s.series)`,
    ),
    of(
      "no usage event stands for two things (I4)",
      tx`select 0::bigint as n`,
      tx`select concat_ws(' ', a.source, a.event_id) as what from usage_records a join usage_records b on b.source = a.source and b.event_id = a.event_id and b.month <> a.month
          where a.month = ${m} and (a.from_ms, a.to_ms) is distinct from (b.from_ms, b.to_ms)
            and a.from_ms < (extract(epoch from ${m}) * 1000)::bigint`,
    ),
    of(
      "no time of a resource is charged twice (I10)",
      tx`select count(distinct resource) as n from usage_records where month = ${m}`,
      tx`select concat_ws(' ', resource, event_id) as what from (
           select resource, event_id, from_ms, max(to_ms) over (partition by resource, lane order by from_ms, to_ms rows between unbounded preceding and 1 preceding) as reached
             from usage_records where month = ${m} and not reading) o where from_ms < reached`,
    ),
    of(
      "every charge pattern has a second path",
      tx`select count(*) as n from price_versions`,
      tx`select p.id as what from price_versions p where p.terms ->> 'pattern' not in (select jsonb_array_elements_text(${tx.json(covered)}))
            and exists (select from statement_lines l where l.month = ${m} and l.trace -> 'parts' @> jsonb_build_array(jsonb_build_object('priceVersionId', p.id)))`,
    ),
  ];
}

/** Stored hashes with what they are of, for a program to compute again. */
export function hashedRows(tx: Tx, month: string) {
  return tx<{ what: string; content: Record<string, unknown>; sha256: string }[]>`
    select number as what, content, sha256 from documents where month = ${month}::date
    union all
    select 'certificate of ' || partner_id, content, sha256 from close_certificates where month = ${month}::date`;
}
