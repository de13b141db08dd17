import type { Tx } from "../../transaction.ts";

export interface PartnerMonthRow {
  partnerId: string;
  /** First day of the UTC month. */
  month: string;
  state: "open" | "collecting" | "rated" | "reviewed" | "closed";
  cutoffAt: Date;
  openedAt: Date;
  openedBy: string;
  batches: number;
  ratedAt: Date | null;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  closedAt: Date | null;
  codeVersion: string;
}

/** The reason why something stands on no line: a code of the catalogue with its variables, or the name of a fault. */
export interface StoredReason {
  code: string;
  variables: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Opens the next month of every partner whose earlier months are closed, up to a month (function open_closes of migration 0006).
 * @param upTo first day of the last month to open
 * @returns what was opened now, with the number of contracts that are expected
 */
export function openCloses(
  tx: Tx,
  facts: { upTo: string; at: Date; actor: string; batchSize: number; codeVersion: string; partnerId?: string },
) {
  return tx<{ partnerId: string; month: string; contracts: number }[]>`
    select * from open_closes(${facts.upTo}::date, ${facts.at}, ${facts.actor}, ${facts.batchSize}, ${facts.codeVersion}, ${facts.partnerId ?? null})`;
}

export function findPartnerMonth(tx: Tx, partnerId: string, month: string) {
  return tx<PartnerMonthRow[]>`select * from partner_months where partner_id = ${partnerId} and month = ${month}::date`;
}

/** What a batch of a partner's close works on. */
export interface BatchContract {
  contractId: string;
  /** Closed months whose usage must be rated again: late usage came, the contract was parked, or charges were excepted. First days, oldest first. */
  again: string[];
}

/** The contracts of a batch, with the months before that must be rated again. @param window how many months back */
export function contractsOfBatch(tx: Tx, partnerId: string, month: string, batch: number | null, window: number) {
  return tx<BatchContract[]>`
    with last as materialized (
      select max(cutoff_at) as cutoff_at from partner_months where partner_id = ${partnerId} and month < ${month}::date
    ), months as materialized (
      select m.month from partner_months m
       where m.partner_id = ${partnerId} and m.month < ${month}::date and m.month >= ${month}::date - ${window} * interval '1 month'
    ), late as materialized (
      select distinct r.contract_id, u.month
        from months m
        join usage_arrivals v on v.partner_id = ${partnerId} and v.month = m.month and v.last_at >= (select cutoff_at from last)
       cross join lateral (
         select u.resource, u.month from usage_records u
          where u.month = v.month and u.partner_id = v.partner_id and u.arrived_at >= (select cutoff_at from last) offset 0) u
        join billable_resources r on r.no = u.resource and r.partner_id = ${partnerId}
    )
    select c.contract_id, to_jsonb(array(
             select m.month::text from months m
              where exists (select from late l where l.contract_id = c.contract_id and l.month = m.month)
                 or exists (select from close_contracts k where k.partner_id = ${partnerId} and k.contract_id = c.contract_id
                              and k.month >= m.month and k.month < ${month}::date and k.state = 'parked')
                 or exists (select from close_exceptions e where e.partner_id = ${partnerId} and e.contract_id = c.contract_id
                              and e.usage_month = m.month and e.month < ${month}::date)
              order by 1)) as again
      from close_contracts c
     where c.partner_id = ${partnerId} and c.month = ${month}::date and (${batch}::integer is null or c.batch = ${batch})
     order by c.contract_id`;
}

/** The contracts that a close of a month would expect were it opened now, with the closed months that late usage has come for. */
export function contractsOfMonth(tx: Tx, partnerId: string, month: string, window: number) {
  return tx<BatchContract[]>`
    with last as materialized (
      select max(cutoff_at) as cutoff_at from partner_months where partner_id = ${partnerId} and month < ${month}::date
    ), late as materialized (
      select distinct r.contract_id, m.month
        from partner_months m
        join usage_arrivals v on v.partner_id = ${partnerId} and v.month = m.month and v.last_at >= (select cutoff_at from last)
       cross join lateral (
         select u.resource from usage_records u
          where u.month = v.month and u.partner_id = v.partner_id and u.arrived_at >= (select cutoff_at from last) offset 0) u
        join billable_resources r on r.no = u.resource
       where m.partner_id = ${partnerId} and m.month < ${month}::date and m.month >= ${month}::date - ${window} * interval '1 month')
    select c.id as contract_id, to_jsonb(array(select l.month::text from late l where l.contract_id = c.id order by 1)) as again
      from contracts c
     where c.partner_id = ${partnerId}
       and (c.started_at < (${month}::date + interval '1 month') at time zone 'UTC'
            and (c.ended_at is null or c.ended_at > ${month}::date::timestamp at time zone 'UTC')
            or exists (select from late l where l.contract_id = c.id))
     order by c.id`;
}

/** A line as it is stored. Months are first days; `trace` and `tax` are JSON with numbers as decimal text. */
export interface StatementLineRow {
  contractId: string;
  id: string;
  kind: string;
  tenantId: string | null;
  resourceId: string | null;
  menu: string;
  component: string;
  usageMonth: string;
  corrects: string | null;
  /** Yen as text, since it may pass 2^53. */
  net: string;
  tax: Record<string, unknown>;
  illustrative: boolean;
  chargeKey: string | null;
  records: number;
  trace: Record<string, unknown>;
}

export interface StatementRow {
  contractId: string;
  net: string;
  lines: number;
  byMenu: { menu: string; net: string; lines: number }[];
  illustrative: boolean;
}

export interface CloseExceptionRow {
  contractId: string;
  key: string;
  usageMonth: string;
  records: number;
  reason: StoredReason;
}

/** Everything that one batch produced. */
export interface RatedBatch {
  statements: readonly StatementRow[];
  lines: readonly StatementLineRow[];
  exceptions: readonly CloseExceptionRow[];
  parked: readonly { contractId: string; reason: StoredReason }[];
}

/**
 * Writes what a batch produced in place of what an earlier attempt wrote, and moves the month on when it was the last one.
 * The partner's batches write one after the other. Conditions: MONTH_COLLECTING.
 */
export function recordBatch(
  tx: Tx,
  at_: { partnerId: string; month: string; at: Date },
  made: RatedBatch,
  next: { queue: string; name: string },
) {
  const { partnerId, month, at } = at_;
  const contracts = tx`select value from jsonb_array_elements_text(${tx.json([...made.statements.map((s) => s.contractId), ...made.parked.map((p) => p.contractId)])})`;
  return [
    tx`
      with locked as (select state from partner_months where partner_id = ${partnerId} and month = ${month}::date for update)
      select must(exists (select from locked where state = 'collecting'), 'MONTH_COLLECTING')`,
    tx`delete from statement_lines where partner_id = ${partnerId} and month = ${month}::date and contract_id in (${contracts})`,
    tx`delete from statements where partner_id = ${partnerId} and month = ${month}::date and contract_id in (${contracts})`,
    tx`delete from close_exceptions where partner_id = ${partnerId} and month = ${month}::date and contract_id in (${contracts})`,
    tx`
      insert into statements (partner_id, month, contract_id, net, lines, by_menu, illustrative, made_at)
      select ${partnerId}, ${month}::date, "contractId", net, lines, "byMenu", illustrative, ${at}
        from jsonb_to_recordset(${tx.json(made.statements as never)}) as s ("contractId" text, net bigint, lines integer, "byMenu" jsonb, illustrative boolean)`,
    tx`
      insert into statement_lines (partner_id, month, contract_id, id, kind, tenant_id, resource_id, menu, component, usage_month, corrects, net, tax,
                                   illustrative, charge_key, records, trace)
      select ${partnerId}, ${month}::date, "contractId", id, kind, "tenantId", "resourceId", menu, component, "usageMonth", corrects, net, tax, illustrative,
             "chargeKey", records, trace
        from jsonb_to_recordset(${tx.json(made.lines as never)}) as l ("contractId" text, id text, kind text, "tenantId" text, "resourceId" text, menu text,
             component text, "usageMonth" date, corrects date, net bigint, tax jsonb, illustrative boolean, "chargeKey" text, records bigint, trace jsonb)`,
    tx`
      insert into close_exceptions (partner_id, month, contract_id, key, usage_month, records, reason)
      select ${partnerId}, ${month}::date, "contractId", key, "usageMonth", records, reason
        from jsonb_to_recordset(${tx.json(made.exceptions as never)}) as e ("contractId" text, key text, "usageMonth" date, records bigint, reason jsonb)`,
    tx`
      update close_contracts c set state = case when p.reason is null then 'done' else 'parked' end, reason = p.reason, at = ${at}
        from (select value as contract_id, null::jsonb as reason from jsonb_array_elements_text(${tx.json(made.statements.map((s) => s.contractId))})
              union all
              select "contractId", reason from jsonb_to_recordset(${tx.json(made.parked as never)}) as p ("contractId" text, reason jsonb)) p
       where c.partner_id = ${partnerId} and c.month = ${month}::date and c.contract_id = p.contract_id`,
    tx`
      with moved as (
        update partner_months set state = 'rated', rated_at = ${at}
         where partner_id = ${partnerId} and month = ${month}::date and state = 'collecting'
           and not exists (select from close_contracts where partner_id = ${partnerId} and month = ${month}::date and state = 'expected')
        returning partner_id)
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select partner_id, ${next.queue}, ${next.name}, jsonb_build_object('month', left(${month}::text, 7)), ${at}, ${at} from moved`,
  ];
}

/** What is invoiced so far of charges of these months: the sum of their lines, and the usage records that the last line knew. */
export function invoicedCharges(
  tx: Tx,
  partnerId: string,
  before: string,
  contracts: readonly string[],
  months: readonly string[],
) {
  return tx<{ contractId: string; key: string; usageMonth: string; net: string; records: number }[]>`
    select contract_id, charge_key as key, usage_month, sum(net)::text as net, (array_agg(records order by month desc))[1] as records
      from statement_lines
     where partner_id = ${partnerId} and month < ${before}::date and charge_key is not null
       and contract_id in (select value from jsonb_array_elements_text(${tx.json([...contracts])}))
       and usage_month in (select value::date from jsonb_array_elements_text(${tx.json([...months])}))
     group by contract_id, charge_key, usage_month`;
}

export function listStatements(tx: Tx, partnerId: string, month: string) {
  return tx<StatementRow[]>`
    select contract_id, net::text as net, lines, by_menu, illustrative from statements
     where partner_id = ${partnerId} and month = ${month}::date order by contract_id`;
}

export function listStatementLines(tx: Tx, partnerId: string, month: string) {
  return tx<StatementLineRow[]>`
    select contract_id, id, kind, tenant_id, resource_id, menu, component, usage_month, corrects, net::text as net, tax, illustrative, charge_key, records, trace
      from statement_lines where partner_id = ${partnerId} and month = ${month}::date order by contract_id, id`;
}

export function listExpected(tx: Tx, partnerId: string, month: string) {
  return tx<{ contractId: string; state: "expected" | "done" | "parked"; reason: StoredReason | null }[]>`
    select contract_id, state, reason from close_contracts where partner_id = ${partnerId} and month = ${month}::date order by contract_id`;
}

export function listCloseExceptions(tx: Tx, partnerId: string, month: string) {
  return tx<CloseExceptionRow[]>`
    select contract_id, key, usage_month, records, reason from close_exceptions where partner_id = ${partnerId} and month = ${month}::date order by 1, 2`;
}

/** A partner's months, the newest first, with how its contracts stand in each. */
export function listPartnerMonths(tx: Tx, partnerId: string, limit: number) {
  return tx<(PartnerMonthRow & { expected: number; done: number; parked: number })[]>`
    select m.*, c.expected, c.done, c.parked
      from partner_months m
     cross join lateral (
       select count(*) filter (where c.state = 'expected')::int as expected, count(*) filter (where c.state = 'done')::int as done,
              count(*) filter (where c.state = 'parked')::int as parked
         from close_contracts c where c.partner_id = m.partner_id and c.month = m.month) c
     where m.partner_id = ${partnerId} order by m.month desc limit ${limit}`;
}

/** The board of a month: how many contracts of each partner are expected, done and parked. */
export function closeProgress(tx: Tx, month: string) {
  return tx<{ partnerId: string; state: PartnerMonthRow["state"]; expected: number; done: number; parked: number }[]>`
    select m.partner_id, m.state, count(*) filter (where c.state = 'expected') as expected, count(*) filter (where c.state = 'done') as done,
           count(*) filter (where c.state = 'parked') as parked
      from partner_months m left join close_contracts c on c.partner_id = m.partner_id and c.month = m.month
     where m.month = ${month}::date group by m.partner_id, m.state order by m.partner_id`;
}

/** Partners whose earliest month that is not closed is this one or an earlier one, and who are open already. */
export function openMonths(tx: Tx, upTo: string) {
  return tx<{ partnerId: string; month: string; state: PartnerMonthRow["state"] }[]>`
    select partner_id, month, state from partner_months where month <= ${upTo}::date and state <> 'closed' order by month, partner_id`;
}

/** A person signs the exceptions of a month off. @returns the row when it was rated and waits */
export function signOff(
  tx: Tx,
  facts: { partnerId: string; month: string; actor: string; at: Date; next: { queue: string; name: string } },
) {
  return tx`
    with signed as (
      update partner_months set state = 'reviewed', reviewed_by = ${facts.actor}, reviewed_at = ${facts.at}
       where partner_id = ${facts.partnerId} and month = ${facts.month}::date and state = 'rated' returning partner_id
    ), work as (
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select partner_id, ${facts.next.queue}, ${facts.next.name}, jsonb_build_object('month', left(${facts.month}::text, 7)), ${facts.at}, ${facts.at} from signed)
    select partner_id from signed`;
}

/** Takes an estimate back to collecting, so that parked contracts are rated again. @returns those contracts; none: there was nothing to rate again */
export function collectAgain(
  tx: Tx,
  facts: { partnerId: string; month: string; at: Date; work: { queue: string; name: string } },
) {
  return tx<{ contractId: string }[]>`
    with moved as (
      update partner_months m set state = 'collecting' where m.partner_id = ${facts.partnerId} and m.month = ${facts.month}::date and m.state in ('rated', 'reviewed')
         and exists (select from close_contracts c where c.partner_id = m.partner_id and c.month = m.month and c.state = 'parked')
      returning m.partner_id
    ), parked as (
      update close_contracts c set state = 'expected', reason = null, at = ${facts.at}
        from moved m where c.partner_id = m.partner_id and c.month = ${facts.month}::date and c.state = 'parked' returning c.partner_id, c.contract_id, c.batch
    ), work as (
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select distinct partner_id, ${facts.work.queue}, ${facts.work.name}, jsonb_build_object('month', left(${facts.month}::text, 7), 'batch', batch), ${facts.at}::timestamptz, ${facts.at}::timestamptz
        from parked)
    select contract_id from parked`;
}

/** A close in the staff's list of a month. */
export interface CloseOfPartner {
  partnerId: string;
  partnerName: string;
  month: string;
  state: PartnerMonthRow["state"];
  cutoffAt: Date;
  closedAt: Date | null;
  reviewedBy: string | null;
  expected: number;
  done: number;
  parked: number;
}

/** The closes of a month over all partners, in the order of their ids; rows only for an operator. @param month its first day */
export function closesOfMonth(tx: Tx, month: string, after: string, limit: number) {
  return tx<CloseOfPartner[]>`select * from closes_of_month(${month}::date, ${after}, ${limit})`;
}

/** The months that were begun, the newest first, over all partners; rows only for an operator. */
export function closeMonths(tx: Tx, limit: number) {
  return tx<{ month: string; partners: number; closed: number; expected: number; done: number; parked: number }[]>`
    select * from close_months(${limit})`;
}

/** Contracts of a partner's month that could not be rated, with why. */
export function listParked(tx: Tx, partnerId: string, month: string) {
  return tx<{ contractId: string; customerName: string; reason: StoredReason; at: Date }[]>`
    select k.contract_id, c.customer_name, k.reason, k.at
      from close_contracts k join contracts c on c.partner_id = k.partner_id and c.id = k.contract_id
     where k.partner_id = ${partnerId} and k.month = ${month}::date and k.state = 'parked' order by k.contract_id`;
}

/** The state of a partner's month, held until the transaction ends. */
export function lockMonth(tx: Tx, partnerId: string, month: string) {
  return tx<{ state: PartnerMonthRow["state"] }[]>`
    select state from partner_months where partner_id = ${partnerId} and month = ${month}::date for update`;
}
