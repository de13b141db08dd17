import type { Tx } from "../../transaction.ts";
import type { Check } from "./verify.ts";

/**
 * The second path of commission: every entry computed again in plain SQL from documents and terms, with running sums over each invoice where the
 * first path steps through it (billing.md 7, I11), and what payment statements must be.
 */
export function commissionChecks(tx: Tx, month: string) {
  const m = tx`${month}::date`;
  return [
    tx<Check[]>`
      with document as (
        select d.partner_id, d.kind, d.number, d.no, coalesce(d.amends, d.number) as invoice, d.month, d.recorded_at, t.from_month as terms_from,
               case when d.month < date_trunc('month', r.concluded_on) or d.month > r.last_month
                      or d.month >= (date_trunc('month', r.concluded_on) + t.introduction_months * interval '1 month')::date then 0 else t.percent end as percent,
               (select coalesce(sum((l ->> 'net')::bigint), 0) from jsonb_array_elements(d.lines) l where not t.excluded_menus ? (l ->> 'menu')) as net
          from direct_documents d
          join referrals r on r.partner_id = d.partner_id and r.id = d.referral_id
          join lateral (
            select * from commission_terms t where t.partner_id = d.partner_id and t.from_month <= d.month order by t.from_month desc limit 1) t on true
         where d.month <= ${m}
      ), summed as (
        select d.*, first_value(d.net) over o as charged, floor(first_value(d.net) over o * d.percent / 100) as earned,
               sum(d.net) filter (where d.kind <> 'invoice') over o as credited,
               sum(ceil(d.net * d.percent / 100)) filter (where d.kind <> 'invoice') over o as wanted
          from document d window o as (partition by d.partner_id, d.invoice order by d.no)
      ), backed as (
        select s.*, case when s.kind = 'invoice' then 0 when s.kind = 'void' or s.credited >= s.charged then s.earned else least(s.earned, s.wanted) end as back
          from summed s
      ), again as (
        select b.partner_id, b.kind, b.number, b.month, b.terms_from, b.recorded_at,
               case b.kind when 'invoice' then b.charged when 'void' then b.credited - b.charged else -b.net end as base,
               case b.kind when 'invoice' then b.earned else lag(b.back, 1, 0::numeric) over (partition by b.partner_id, b.invoice order by b.no) - b.back end as commission
          from backed b
      ), entry as (
        select * from commission_entries where booked_month = ${m}
      ), wrong as (
        select concat_ws(' ', e.partner_id, e.kind, e.number, 'stored', e.base, e.commission, 'recomputed', a.base, a.commission) as what
          from entry e left join again a on a.partner_id = e.partner_id and a.kind = e.kind and a.number = e.number
         where (e.base, e.commission, e.month, e.terms_from) is distinct from (a.base, a.commission, a.month, a.terms_from)
        union all
        select concat_ws(' ', a.partner_id, a.kind, a.number, 'was recorded before the close and is not booked')
          from again a join partner_months p on p.partner_id = a.partner_id and p.month = ${m} and p.state = 'closed' and a.recorded_at < p.closed_at
         where not exists (select from commission_entries e where e.partner_id = a.partner_id and e.kind = a.kind and e.number = a.number)
      )
      select 'every commission is what the second path computes, and none is missing' as name, (select count(*) from entry) as looked,
             (select count(*) from wrong) as wrong, to_jsonb(array(select what from wrong limit 5)) as examples`,
    tx<Check[]>`
      with statement as (
        select d.partner_id, d.number, d.net, d.tax, d.total, d.due, (d.content -> 'statement' ->> 'taxPercent')::numeric as percent,
               (d.content ->> 'withheld')::bigint as withheld
          from documents d where d.month = ${m} and d.kind = 'payment_statement'
      ), paid as (
        select p.partner_id, p.statement, sum(e.commission) as commission
          from payment_statement_entries p join commission_entries e on e.partner_id = p.partner_id and e.kind = p.kind and e.number = p.number
         group by 1, 2
      ), wrong as (
        select concat_ws(' ', s.number, 'net', s.net, 'entries', p.commission, 'tax', s.tax, 'total', s.total, 'due', s.due) as what
          from statement s left join paid p on p.partner_id = s.partner_id and p.statement = s.number
         where s.net is distinct from p.commission or s.tax <> floor(s.net * s.percent / 100) or s.total <> s.net + s.tax or s.due <> s.total - s.withheld
        union all
        select concat_ws(' ', p.partner_id, p.kind, p.number, 'is paid by', count(*), 'statements')
          from payment_statement_entries p
         where not exists (select from payment_statement_events v where v.partner_id = p.partner_id and v.number = p.statement and v.state = 'void')
         group by p.partner_id, p.kind, p.number having count(*) > 1
      )
      select 'payment statements are what their entries add up to, and no entry is paid twice' as name, (select count(*) from statement) as looked,
             (select count(*) from wrong) as wrong, to_jsonb(array(select what from wrong limit 5)) as examples`,
  ];
}
