import type { Statement, Tx } from "../../transaction.ts";
import type { Cursor, Listed } from "../contracts.ts";

/** What an agency is paid, from a month on. Months are first days, percent and yen decimal text. */
export interface CommissionTermsRow {
  fromMonth: string;
  percent: string;
  introductionMonths: number | null;
  excludedMenus: string[];
  minimumPayout: string;
  objectionDays: number;
  payee: "corporation" | "individual";
  recordedBy: string;
  recordedAt: Date;
}

export function listCommissionTerms(tx: Tx, partnerId: string): Statement<CommissionTermsRow[]> {
  return tx<CommissionTermsRow[]>`
    select from_month::text, percent::text, introduction_months, excluded_menus, minimum_payout::text, objection_days, payee, recorded_by, recorded_at
      from commission_terms where partner_id = ${partnerId} order by from_month desc`;
}

/** Of the same month the last that was given stands. Conditions: COMMISSION_TERMS_BOOKED, when charges of that month or later have been booked. */
export function recordCommissionTerms(tx: Tx, partnerId: string, t: CommissionTermsRow) {
  return tx`
    insert into commission_terms (partner_id, from_month, percent, introduction_months, excluded_menus, minimum_payout, objection_days, payee,
                                  recorded_by, recorded_at)
    values (${partnerId}, ${t.fromMonth}::date, ${t.percent}::text::numeric, ${t.introductionMonths}, ${tx.json(t.excludedMenus)},
            ${t.minimumPayout}::text::bigint, ${t.objectionDays}, ${t.payee}, ${t.recordedBy}, ${t.recordedAt})
    on conflict (partner_id, from_month) do update
       set percent = excluded.percent, introduction_months = excluded.introduction_months, excluded_menus = excluded.excluded_menus,
           minimum_payout = excluded.minimum_payout, objection_days = excluded.objection_days, payee = excluded.payee,
           recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

/** What the provider issued to an end user of an agency; yen as text. Of a void the lines are empty and the number is the invoice's. */
export interface DirectDocumentRow {
  kind: "invoice" | "credit_note" | "void";
  number: string;
  referralId: string;
  directContract: string;
  month: string;
  amends: string | null;
  issueDate: string;
  lines: { menu: string; net: string }[];
}

/** Keeps others from recording or booking an agency's documents until the transaction ends. */
export function lockCommission(tx: Tx, partnerId: string) {
  return tx`select pg_advisory_xact_lock(7355612, hashtext(${partnerId}))`;
}

/** Of an agency: the referrals behind numbers of direct contracts. */
export function referralsOfContracts(tx: Tx, partnerId: string, directContracts: readonly string[]) {
  return tx<{ id: string; directContract: string }[]>`
    select id, direct_contract from referrals
     where partner_id = ${partnerId} and direct_contract = any(string_to_array(${directContracts.join(",")}, ','))`;
}

/** Documents with these numbers, and everything that corrected the invoices among them, in the order in which it was recorded. */
export function directDocumentsOf(tx: Tx, partnerId: string, numbers: readonly string[]): Statement<DirectDocumentRow[]> {
  return tx<DirectDocumentRow[]>`
    select kind, number, referral_id, direct_contract, month::text, amends, issue_date::text, lines
      from direct_documents
     where partner_id = ${partnerId}
       and (number = any(string_to_array(${numbers.join(",")}, ',')) or coalesce(amends, number) = any(string_to_array(${numbers.join(",")}, ',')))
     order by no`;
}

/** Writes documents in the order that they have. */
export function insertDirectDocuments(
  tx: Tx,
  partnerId: string,
  documents: readonly DirectDocumentRow[],
  { by, at }: { by: string; at: Date },
) {
  return tx`
    insert into direct_documents (partner_id, kind, number, referral_id, direct_contract, month, amends, issue_date, lines, recorded_by, recorded_at)
    select ${partnerId}, d ->> 'kind', d ->> 'number', (d ->> 'referralId')::uuid, d ->> 'directContract', (d ->> 'month')::date, d ->> 'amends',
           (d ->> 'issueDate')::date, d -> 'lines', ${by}, ${at}::timestamptz
      from jsonb_array_elements(${tx.json(documents as never)}) with ordinality x (d, n) order by n`;
}

/** A document of an invoice that has something to book, whether this one is booked or not. */
export interface CommissionCause extends DirectDocumentRow {
  concludedOn: string;
  /** Of a referral that has lapsed: the first day of the last month whose charges earn. */
  lastMonth: string | null;
  booked: boolean;
}

/** Everything about invoices up to a month of which something is not booked yet, invoice by invoice, in the order in which it was recorded. */
export function listCommissionCauses(tx: Tx, partnerId: string, upTo: string) {
  return tx<CommissionCause[]>`
    with due as (
      select distinct coalesce(d.amends, d.number) as invoice from direct_documents d
       where d.partner_id = ${partnerId} and d.month <= ${upTo}::date
         and not exists (select from commission_entries e where e.partner_id = d.partner_id and e.kind = d.kind and e.number = d.number))
    select d.kind, d.number, d.referral_id, d.direct_contract, d.month::text, d.amends, d.issue_date::text, d.lines, r.concluded_on::text, r.last_month::text,
           exists (select from commission_entries e where e.partner_id = d.partner_id and e.kind = d.kind and e.number = d.number) as booked
      from due join direct_documents d on d.partner_id = ${partnerId} and coalesce(d.amends, d.number) = due.invoice
      join referrals r on r.partner_id = d.partner_id and r.id = d.referral_id
     order by due.invoice, d.no`;
}

/** An entry of the ledger. Months are first days, percent and yen decimal text. */
export interface CommissionEntryRow {
  kind: DirectDocumentRow["kind"];
  number: string;
  referralId: string;
  month: string;
  bookedMonth: string;
  termsFrom: string;
  rule: string;
  percent: string;
  base: string;
  commission: string;
}

/** Writes entries; one whose cause has an entry is left out. */
export function insertCommissionEntries(tx: Tx, partnerId: string, entries: readonly CommissionEntryRow[], at: Date) {
  return tx`
    insert into commission_entries (partner_id, kind, number, referral_id, month, booked_month, terms_from, rule, percent, base, commission, booked_at)
    select ${partnerId}, e ->> 'kind', e ->> 'number', (e ->> 'referralId')::uuid, (e ->> 'month')::date, (e ->> 'bookedMonth')::date,
           (e ->> 'termsFrom')::date, e ->> 'rule', (e ->> 'percent')::numeric, (e ->> 'base')::bigint, (e ->> 'commission')::bigint, ${at}::timestamptz
      from jsonb_array_elements(${tx.json(entries as never)}) e
    on conflict (partner_id, kind, number) do nothing`;
}

/** An entry as people see it: with the end user, and the statement that stands and pays it. */
export interface SeenCommissionEntry extends CommissionEntryRow {
  directContract: string;
  customerName: string;
  bookedAt: Date;
  statement: string | null;
}

const standing = (tx: Tx) => tx`
  (select p.statement from payment_statement_entries p
    where p.partner_id = e.partner_id and p.kind = e.kind and p.number = e.number
      and not exists (select from payment_statement_events v where v.partner_id = p.partner_id and v.number = p.statement and v.state = 'void'))`;

const entryColumns = (tx: Tx) => tx`
  e.kind, e.number, e.referral_id, e.month::text, e.booked_month::text, e.terms_from::text, e.rule, e.percent::text, e.base::text, e.commission::text,
  e.booked_at, r.direct_contract, r.customer_name, ${standing(tx)} as statement`;

export interface CommissionFilter {
  /** Of the charges, as first day. */
  month?: string | undefined;
  bookedMonth?: string | undefined;
}

const filtered = (tx: Tx, { month, bookedMonth }: CommissionFilter) => tx`
  ${month ? tx`and e.month = ${month}::date` : tx``} ${bookedMonth ? tx`and e.booked_month = ${bookedMonth}::date` : tx``}`;

/** The ledger of an agency, newest first. */
export function listCommissionEntries(
  tx: Tx,
  partnerId: string,
  filter: CommissionFilter,
  page: { after?: Cursor; limit: number },
): Statement<(SeenCommissionEntry & { id: string; cursorAt: string })[]> {
  return tx<Listed<SeenCommissionEntry & { id: string }>[]>`
    select ${entryColumns(tx)}, d.no::text as id, e.booked_at::text as cursor_at
      from commission_entries e join referrals r on r.partner_id = e.partner_id and r.id = e.referral_id
      join direct_documents d on d.partner_id = e.partner_id and d.kind = e.kind and d.number = e.number
     where e.partner_id = ${partnerId} ${filtered(tx, filter)}
       ${page.after ? tx`and (e.booked_at, d.no) < (${page.after.at}::text::timestamptz, ${page.after.id}::text::bigint)` : tx``}
     order by e.booked_at desc, d.no desc limit ${page.limit}`;
}

/** Yen without tax, as text: earned, taken back (negative), on statements that stand, and owed still. */
export interface CommissionTotals {
  earned: string;
  takenBack: string;
  onStatements: string;
  owed: string;
}

export function commissionTotals(tx: Tx, partnerId: string, filter: CommissionFilter): Statement<CommissionTotals[]> {
  return tx<CommissionTotals[]>`
    select coalesce(sum(commission) filter (where kind = 'invoice'), 0)::text as earned,
           coalesce(sum(commission) filter (where kind <> 'invoice'), 0)::text as taken_back,
           coalesce(sum(commission) filter (where statement is not null), 0)::text as on_statements,
           coalesce(sum(commission) filter (where statement is null), 0)::text as owed
      from (select e.kind, e.commission, ${standing(tx)} as statement from commission_entries e
             where e.partner_id = ${partnerId} ${filtered(tx, filter)}) e`;
}

/** How many documents have no entry yet: their month is not closed, or no terms are in force for it. */
export function commissionWaiting(tx: Tx, partnerId: string) {
  return tx<{ waiting: number }[]>`
    select count(*)::int as waiting from direct_documents d
     where d.partner_id = ${partnerId}
       and not exists (select from commission_entries e where e.partner_id = d.partner_id and e.kind = d.kind and e.number = d.number)`;
}

/** Entries that no statement that stands pays, oldest month first. */
export function listOwedEntries(tx: Tx, partnerId: string) {
  return tx<SeenCommissionEntry[]>`
    select ${entryColumns(tx)} from commission_entries e join referrals r on r.partner_id = e.partner_id and r.id = e.referral_id
     where e.partner_id = ${partnerId} and ${standing(tx)} is null order by e.month, r.direct_contract, e.booked_at, e.kind, e.number`;
}

export function insertStatementEntries(
  tx: Tx,
  partnerId: string,
  statement: string,
  entries: readonly Pick<CommissionEntryRow, "kind" | "number">[],
) {
  return tx`
    insert into payment_statement_entries (partner_id, statement, kind, number)
    select ${partnerId}, ${statement}, e ->> 'kind', e ->> 'number'
      from jsonb_array_elements(${tx.json(entries.map(({ kind, number }) => ({ kind, number })))}) e`;
}

/** The step after a close, for whom an end user's contract was concluded: books commission and makes the payment statement. */
export function insertCommissionWork(
  tx: Tx,
  facts: { partnerId: string; month: string; at: Date },
  work: { queue: string; name: string },
) {
  const { partnerId, month, at } = facts;
  return tx`
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select ${partnerId}, ${work.queue}, ${work.name}, ${tx.json({ month })}, ${at}::timestamptz, ${at}::timestamptz
     where exists (select from referrals where partner_id = ${partnerId} and state in ('concluded', 'lapsed'))`;
}
