import type { Tx } from "../../transaction.ts";
import type { StatementLineRow } from "./close.ts";

/** A contract's closed month in one figure. Yen as text. */
export interface ClosedMonthRow {
  month: string;
  net: string;
  lines: number;
  byMenu: { menu: string; net: string; lines: number }[];
  illustrative: boolean;
  closedAt: Date;
}

/** The closed months of a contract, the newest first. @param from first day of the oldest month */
export function closedMonthsOf(tx: Tx, contractId: string, from: string) {
  return tx<ClosedMonthRow[]>`
    select s.month, s.net::text as net, s.lines, s.by_menu, s.illustrative, m.closed_at
      from statements s join partner_months m on m.partner_id = s.partner_id and m.month = s.month
     where s.contract_id = ${contractId} and s.month >= ${from}::date and m.state = 'closed' order by s.month desc`;
}

/** The lines of a contract's closed month. */
export function closedLinesOf(tx: Tx, contractId: string, month: string) {
  return tx<StatementLineRow[]>`
    select l.contract_id, l.id, l.kind, l.tenant_id, l.resource_id, l.menu, l.component, l.usage_month, l.corrects, l.net::text as net, l.tax, l.illustrative,
           l.charge_key, l.records, l.trace
      from statement_lines l join partner_months m on m.partner_id = l.partner_id and m.month = l.month
     where l.contract_id = ${contractId} and l.month = ${month}::date and m.state = 'closed' order by l.id`;
}

/** What a closed month left out, each with its reason. */
export function closedExceptionsOf(tx: Tx, contractId: string, month: string) {
  return tx<{ key: string; usageMonth: string; records: number; reason: { code: string; variables: Record<string, string> } }[]>`
    select key, usage_month, records::int, reason from close_exceptions where contract_id = ${contractId} and month = ${month}::date order by key`;
}

/** The month up to which a contract's partner has closed; none before the first close. */
export function lastClosedMonth(tx: Tx, partnerId: string) {
  return tx<{ month: string | null }[]>`
    select max(month) as month from partner_months where partner_id = ${partnerId} and state = 'closed'`;
}

/** What a contract holds in a stretch of time of which no price is known: it is charged by nothing until one is entered. */
export function unpricedPlansOf(tx: Tx, contractId: string, span: { from: Date; to: Date }) {
  return tx<{ resourceId: string; menu: string; plan: string }[]>`
    select distinct r.resource_id, r.menu, p.plan
      from billable_resources r join billable_plans p on p.partner_id = r.partner_id and p.resource = r.no
     where r.contract_id = ${contractId} and r.started_at < ${span.to} and (r.ended_at is null or r.ended_at > ${span.from}) and p.from_at < ${span.to}
       and not exists (select from billable_items i join price_versions v on v.item = i.no where i.menu = r.menu and i.plan = p.plan)
     order by 1, 2, 3`;
}
