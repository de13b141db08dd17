import type { Tx } from "../../transaction.ts";
import { coveredPatterns } from "./recompute.ts";

/** One statement of what must hold: how many things were looked at, and examples of those that are wrong. */
export interface Check {
  name: string;
  looked: number;
  wrong: number;
  examples: string[] | null;
}

function check(tx: Tx, name: string, looked: ReturnType<Tx>, wrong: ReturnType<Tx>) {
  return tx<Check[]>`
    with looked as (${looked}), wrong as (${wrong})
    select ${name} as name, (select coalesce(sum(n), 0)::bigint from looked) as looked, (select count(*) from wrong) as wrong,
           to_jsonb(array(select what from wrong limit 5)) as examples`;
}

/** Every check that SQL can make of a closed month, after `recomputeMonth`. */
export function checks(tx: Tx, month: string) {
  const m = tx`${month}::date`;
  const of = (name: string, looked: ReturnType<Tx>, wrong: ReturnType<Tx>) => check(tx, name, looked, wrong);
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
      "every charge pattern has a second path",
      tx`select count(*) as n from price_versions`,
      tx`select p.id as what from price_versions p where p.terms ->> 'pattern' not in (select jsonb_array_elements_text(${tx.json(coveredPatterns)}))
            and exists (select from statement_lines l where l.month = ${m} and l.trace -> 'parts' @> jsonb_build_array(jsonb_build_object('priceVersionId', p.id)))`,
    ),
  ];
}

/** What must hold of a month's usage by itself, whatever was charged. */
export async function usageChecks(tx: Tx, month: string): Promise<Check[]> {
  const m = tx`${month}::date`;
  const twice = await check(
    tx,
    "no usage event stands for two things (I4)",
    tx`select 0::bigint as n`,
    tx`select concat_ws(' ', a.source, a.event_id) as what from usage_records a join usage_records b on b.source = a.source and b.event_id = a.event_id and b.month <> a.month
        where a.month = ${m} and (a.from_ms, a.to_ms) is distinct from (b.from_ms, b.to_ms)
          and a.from_ms < (extract(epoch from ${m}) * 1000)::bigint`,
  );
  return [...twice, ...(await overlaps(tx, month))];
}

/**
 * Looks for time that is charged twice. All intervals are put in order by one number, of the resource (its low 31 bits) and the begin within the
 * month: where any two overlap, two that begin one after the other do. What stands out may still be of two lanes of a resource, and is looked at closely.
 */
async function overlaps(tx: Tx, month: string): Promise<Check[]> {
  const from = Date.parse(`${month}T00:00:00Z`);
  await tx`set local work_mem = '256MB'`;
  await tx`set local parallel_tuple_cost = 0.005`;
  const [found] = await tx<{ looked: number; near: string[] | null }[]>`
    select count(*) filter (where (before >> 32) is distinct from (at >> 32)) as looked, to_jsonb(array_agg(distinct at >> 32) filter (where at < before)) as near
      from (select at, lag(reached) over (order by at) as before
              from (select place + greatest(0, least(4294967295, from_ms - ${from}::bigint)) as at, place + greatest(0, least(4294967295, to_ms - ${from}::bigint)) as reached
                      from (select (resource % 2147483648) << 32 as place, from_ms, to_ms from usage_records where month = ${month}::date and not reading) u) i) o`;
  await tx`set local parallel_tuple_cost to default`;
  return check(
    tx,
    "no time of a resource is charged twice (I10)",
    tx`select ${found?.looked ?? 0}::bigint as n`,
    found?.near
      ? tx`select concat_ws(' ', resource, from_ms) as what from (
             select resource, from_ms, lag(to_ms) over (partition by resource, lane order by from_ms, to_ms) as reached from usage_records
              where month = ${month}::date and not reading and resource % 2147483648 in (select value::bigint from jsonb_array_elements_text(${tx.json(found.near)}))) o
            where from_ms < reached`
      : tx`select ''::text as what where false`,
  );
}

/** Stored hashes with what they are of, for a program to compute again. */
export function hashedRows(tx: Tx, month: string) {
  return tx<{ what: string; content: Record<string, unknown>; sha256: string }[]>`
    select number as what, content, sha256 from documents where month = ${month}::date
    union all
    select 'certificate of ' || partner_id, content, sha256 from close_certificates where month = ${month}::date`;
}
