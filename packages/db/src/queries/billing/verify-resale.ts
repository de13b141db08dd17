import type { Tx } from "../../transaction.ts";
import type { Check } from "./verify.ts";

/**
 * The second path of resale prices: the winner of every line chosen again in plain SQL, as the first of one order over all rules where the first path
 * compares them in pairs, percentages and fixed prices computed again (billing.md 6, I14), and what end users' documents must be (I20).
 */
export function resaleChecks(tx: Tx, month: string) {
  const m = tx`${month}::date`;
  return [
    tx<Check[]>`
      with statement as (
        select d.* from documents d where d.month = ${m} and d.kind = 'end_user_statement'
      ), line as (
        select r.partner_id, r.contract_id, r.month, count(*) as lines, sum(r.price) as price from resale_lines r where r.month = ${m} group by 1, 2, 3
      ), wrong as (
        select concat_ws(' ', s.partner_id, s.number, 'net', s.net, 'lines', l.price, 'document', x.price) as what
          from statement s
          left join line l on l.partner_id = s.partner_id and l.contract_id = s.contract_id and l.month = s.month
          left join statements c on c.partner_id = s.partner_id and c.contract_id = s.contract_id and c.month = s.month
         cross join lateral (
           select coalesce(sum((e ->> 'price')::bigint), 0) as price, count(*) as lines from jsonb_array_elements(s.content -> 'statement' -> 'lines') e) x
         where s.net <> coalesce(l.price, 0) or s.net <> x.price or coalesce(l.lines, 0) <> x.lines or c.lines is distinct from x.lines
            or s.tax <> 0 or s.total <> s.net or s.due <> s.net or (s.content -> 'statement' ->> 'net')::bigint <> s.net
        union all
        select concat_ws(' ', l.partner_id, l.contract_id, 'has prices and no statement') from line l
         where not exists (select from statement s where s.partner_id = l.partner_id and s.contract_id = l.contract_id)
        union all
        select concat_ws(' ', k.partner_id, k.contract_id, 'has a statement, and is parked') from resale_parked k join statement s using (partner_id, contract_id)
         where k.month = ${m}
      )
      select 'end users'' statements are what their lines add up to, and hold every line of the close' as name, (select count(*) from statement) as looked,
             (select count(*) from wrong) as wrong, to_jsonb(array(select what from wrong limit 5)) as examples`,
    tx<Check[]>`
      with line as (
        select r.*, l.kind, l.net, l.menu, l.resource_id, l.trace, coalesce(l.corrects, l.usage_month) as about, l.usage_month, l.charge_key
          from resale_lines r
          join statement_lines l on l.partner_id = r.partner_id and l.month = r.month and l.contract_id = r.contract_id and l.id = r.line_id
         where r.month = ${m}
      ), again as (
        select l.*, w.id as winner, w.price as terms
          from line l
          left join lateral (
            select q.id, q.price from resale_rules q
             where q.partner_id = l.partner_id and q.from_month <= l.about and (q.to_month is null or l.about < q.to_month)
               -- What was entered after the statement was made could not win.
               and (not q.late or q.created_at <= (select d.finalised_at from documents d where d.partner_id = l.partner_id and d.number = l.number))
               and (q.scope in ('all', 'category') and (q.scope = 'all' or q.id = l.rule_id)
                    or q.scope = 'menu' and q.menu = l.menu
                    or q.scope = 'plan' and q.menu = l.menu and q.plan = l.trace -> 'parts' -> -1 ->> 'plan'
                    or q.scope = 'resource' and q.resource_id = l.resource_id)
               and (q.holder = 'partner' or q.holder = 'contract' and q.contract_id = l.contract_id
                    -- Who is in a group is not kept: of rules for groups only the one that won is looked at.
                    or q.holder = 'group' and q.id = l.rule_id)
             order by q.late, case when q.late then q.created_at end, array_position(array['resource', 'plan', 'menu', 'category', 'all'], q.scope),
                      array_position(array['contract', 'group', 'partner'], q.holder), q.from_month desc
             limit 1) w on true
      ), priced as (
        select a.*,
               coalesce((select sum(b.price) from resale_lines b
                          join statement_lines x on x.partner_id = b.partner_id and x.month = b.month and x.contract_id = b.contract_id and x.id = b.line_id
                         where x.partner_id = a.partner_id and x.contract_id = a.contract_id and x.usage_month = a.usage_month
                           and x.charge_key = a.charge_key and x.month < a.month), 0) as shown,
               case when a.terms ->> 'kind' = 'percent' and a.terms ->> 'basis' = 'cost'
                    then (a.net + coalesce((a.trace ->> 'alreadyInvoiced')::numeric, 0)) * (1 + (a.terms ->> 'percent')::numeric / 100)
                    when a.terms ->> 'kind' = 'fixed_unit'
                    then (a.terms ->> 'unitPrice')::numeric * (select sum((p ->> 'quantity')::numeric) from jsonb_array_elements(a.trace -> 'parts') p
                           where p ->> 'quantity' !~ '/')
               end as whole
          from again a
      ), wrong as (
        select concat_ws(' ', p.partner_id, p.line_id, 'won', p.rule_id, 'second path', p.winner) as what from priced p where p.winner is distinct from p.rule_id
        union all
        select concat_ws(' ', p.partner_id, p.line_id, 'stored', p.price, 'recomputed', floor(p.whole) - p.shown) from priced p
         where p.limited_by is null and p.terms ->> 'minimum' is null and p.terms ->> 'cap' is null
           and not exists (select from jsonb_array_elements(p.trace -> 'parts') q where q ->> 'quantity' ~ '/')
           and floor(p.whole) - p.shown <> p.price
        union all
        select concat_ws(' ', p.partner_id, p.line_id, 'names', x.n, 'winners') from priced p
         cross join lateral (
           select count(*) as n, count(*) filter (where c ->> 'ruleId' = p.rule_id::text) as own
             from jsonb_array_elements(p.considered) c where c ->> 'outcome' = 'won') x
         where x.n <> 1 or x.own <> 1
      )
      select 'every line of an end user has one winning rule, and the price that the second path computes (I14)' as name, (select count(*) from line) as looked,
             (select count(*) from wrong) as wrong, to_jsonb(array(select what from wrong limit 5)) as examples`,
    tx<Check[]>`
      with statement as (
        select * from documents d where d.month = ${m} and d.kind = 'end_user_statement'
      ), wrong as (
        select concat_ws(' ', s.number, 'shows', k.name) as what
          from statement s
         cross join lateral (
           select f.name from jsonb_object_keys(s.content) f (name)
            where f.name not in ('statement', 'number', 'issueDate', 'issuer', 'customerName', 'customerNumber')
           union all
           select f.name from jsonb_object_keys(s.content -> 'statement') f (name)
            where f.name not in ('contractId', 'month', 'lines', 'net', 'illustrative')
           union all
           select f.name from jsonb_array_elements(s.content -> 'statement' -> 'lines') l cross join lateral jsonb_object_keys(l) f (name)
            where f.name not in ('menu', 'component', 'resourceId', 'usageMonth', 'corrects', 'price')) k
      )
      select 'end users'' documents hold the resale side alone (I20)' as name, (select count(*) from statement) as looked,
             (select count(*) from wrong) as wrong, to_jsonb(array(select what from wrong limit 5)) as examples`,
  ];
}
