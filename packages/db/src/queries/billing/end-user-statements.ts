import type { Statement, Tx } from "../../transaction.ts";
import type { StatementLineRow, StoredReason } from "./close.ts";

/** What a partner's end user is told of a month, as it was fixed. Yen as text. */
export interface EndUserStatementRow {
  number: string;
  contractId: string;
  month: string;
  issueDate: string;
  finalisedAt: Date;
  net: string;
  content: Record<string, unknown>;
  sha256: string;
}

const columns = (tx: Tx) => tx`
  d.number, d.contract_id, d.month::text, d.issue_date::text, d.finalised_at, d.net::text, d.content, d.sha256`;

/** Of one contract, the newest first. @param from first day of the oldest month */
export function listEndUserStatements(tx: Tx, contractId: string, from: string): Statement<EndUserStatementRow[]> {
  return tx<EndUserStatementRow[]>`
    select ${columns(tx)} from documents d
     where d.contract_id = ${contractId} and d.kind = 'end_user_statement' and d.month >= ${from}::date order by d.month desc`;
}

export function findEndUserStatement(tx: Tx, contractId: string, month: string): Statement<EndUserStatementRow[]> {
  return tx<EndUserStatementRow[]>`
    select ${columns(tx)} from documents d
     where d.contract_id = ${contractId} and d.kind = 'end_user_statement' and d.month = ${month}::date`;
}

/** An end user's statement that could not be made: what stands in its way, and how many lines. */
export interface ParkedResaleRow {
  contractId: string;
  month: string;
  reasons: StoredReason[];
  lines: number;
  at: Date;
}

export function listParkedResale(tx: Tx, contractId: string, from: string): Statement<ParkedResaleRow[]> {
  return tx<ParkedResaleRow[]>`
    select contract_id, month::text, reasons, lines, at from resale_parked
     where contract_id = ${contractId} and month >= ${from}::date order by month desc`;
}

/** Children with a statement of the month, and none for their end user yet, with the names of today. */
export function contractsToPrice(tx: Tx, partnerId: string, month: string) {
  return tx<{ id: string; customerName: string; customerNumber: string | null }[]>`
    select c.id, c.customer_name, c.customer_number
      from statements s
      join partner_months m on m.partner_id = s.partner_id and m.month = s.month and m.state = 'closed'
      join contracts c on c.partner_id = s.partner_id and c.id = s.contract_id and c.kind = 'child'
     where s.partner_id = ${partnerId} and s.month = ${month}::date
       and not exists (select from documents d where d.partner_id = s.partner_id and d.contract_id = s.contract_id and d.month = s.month
                          and d.kind = 'end_user_statement')
     order by c.id`;
}

/** The lines of contracts of a closed month. */
export function linesOfContracts(
  tx: Tx,
  partnerId: string,
  month: string,
  contractIds: readonly string[],
): Statement<StatementLineRow[]> {
  return tx<StatementLineRow[]>`
    select contract_id, id, kind, tenant_id, resource_id, menu, component, usage_month, corrects, net::text as net, tax, illustrative, charge_key, records, trace
      from statement_lines
     where partner_id = ${partnerId} and month = ${month}::date and contract_id = any(string_to_array(${contractIds.join(",")}, ','))
     order by contract_id, id`;
}

/** What end users have been told of charges in months before one. Yen as text. */
export interface ToldRow {
  contractId: string;
  chargeKey: string;
  shown: string;
  /** First day of the earliest month in which the charge was billed and the end user was told nothing; null: there is none. */
  untold: string | null;
}

/** @param charges with the first day of the month of their usage */
export function toldOfCharges(
  tx: Tx,
  partnerId: string,
  month: string,
  charges: readonly { contractId: string; usageMonth: string; chargeKey: string }[],
): Statement<ToldRow[]> {
  return tx<ToldRow[]>`
    select x.contract_id, x.charge_key, coalesce(sum(r.price), 0)::text as shown, (min(x.month) filter (where r.line_id is null))::text as untold
      from jsonb_array_elements(${tx.json(charges as never)}) c
      join statement_lines x on x.partner_id = ${partnerId} and x.contract_id = c ->> 'contractId' and x.usage_month = (c ->> 'usageMonth')::date
                            and x.charge_key = c ->> 'chargeKey' and x.month < ${month}::date
      left join resale_lines r on r.partner_id = x.partner_id and r.month = x.month and r.contract_id = x.contract_id and r.line_id = x.id
     group by x.contract_id, x.charge_key`;
}

/** Which rule priced a line. Yen as text. */
export interface ResaleLineRow {
  lineId: string;
  ruleId: string;
  price: string;
  limitedBy: "minimum" | "cap" | null;
  considered: readonly { ruleId: string; outcome: string }[];
}

export function insertResaleLines(
  tx: Tx,
  of: { partnerId: string; month: string; contractId: string; number: string },
  lines: readonly ResaleLineRow[],
) {
  return tx`
    insert into resale_lines (partner_id, month, contract_id, line_id, number, rule_id, price, limited_by, considered)
    select ${of.partnerId}, ${of.month}::date, ${of.contractId}, l ->> 'lineId', ${of.number}, (l ->> 'ruleId')::uuid, (l ->> 'price')::bigint,
           l ->> 'limitedBy', l -> 'considered'
      from jsonb_array_elements(${tx.json(lines as never)}) l`;
}

/** Which rules priced the lines of an end user's statement, for the partner. */
export function listResaleLines(tx: Tx, contractId: string, month: string): Statement<(ResaleLineRow & { net: string })[]> {
  return tx<(ResaleLineRow & { net: string })[]>`
    select r.line_id, r.rule_id, r.price::text, r.limited_by, r.considered, l.net::text
      from resale_lines r
      join statement_lines l on l.partner_id = r.partner_id and l.month = r.month and l.contract_id = r.contract_id and l.id = r.line_id
     where r.contract_id = ${contractId} and r.month = ${month}::date order by r.line_id`;
}

export function parkResale(tx: Tx, partnerId: string, p: ParkedResaleRow) {
  return tx`
    insert into resale_parked (partner_id, month, contract_id, reasons, lines, at)
    values (${partnerId}, ${p.month}::date, ${p.contractId}, ${tx.json(p.reasons as never)}, ${p.lines}, ${p.at})
    on conflict (partner_id, month, contract_id) do update set reasons = excluded.reasons, lines = excluded.lines, at = excluded.at`;
}

export function unparkResale(tx: Tx, partnerId: string, contractId: string, month: string) {
  return tx`delete from resale_parked where partner_id = ${partnerId} and contract_id = ${contractId} and month = ${month}::date`;
}
