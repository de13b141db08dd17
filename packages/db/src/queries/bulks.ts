import type { Actor, BulkAction, BulkRowState, BulkState, ContractRowAsked, KnownContract, OrderState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";
import type { KeptAnswer } from "./idempotency-keys.ts";
import type { OrderFailure } from "./orders.ts";

/** A file of rows, and how far it has come. */
export interface BulkRow {
  id: string;
  partnerId: string;
  userId: string;
  keyId: string;
  actor: string;
  authority: Actor;
  requestId: string;
  state: BulkState;
  rows: number;
  /** Counts how often its rows have been tried. */
  round: number;
  orderDeadlineMs: number;
  createdAt: Date;
  appliedAt: Date | null;
  finishedAt: Date | null;
}

/** What a row was found to be. */
export interface BulkLine {
  n: number;
  input: ContractRowAsked | null;
  action: BulkAction | null;
  state: BulkRowState;
  contractId: string | null;
  orderId: string | null;
  problem: OrderFailure | null;
}

/** A row with its order as it stands. */
export interface BulkLineNow extends BulkLine {
  orderState: OrderState | null;
  failure: OrderFailure | null;
}

export type NewBulk = Pick<BulkRow, "id" | "partnerId" | "userId" | "keyId" | "actor" | "authority" | "requestId"> & {
  orderDeadlineMs: number;
  at: Date;
};

/** Keeps an answer under a key. @returns no row when somebody has used the key: then write nothing else */
export function claimKey(tx: Tx, caller: { partnerId: string; actor: string }, key: string, answer: KeptAnswer, at: Date) {
  const { fingerprint, status, location, body } = answer;
  return tx`
    insert into idempotency_keys (partner_id, principal, key, fingerprint, status, location, body, created_at)
    values (${caller.partnerId}, ${caller.actor}, ${key}, ${fingerprint}, ${status}, ${location}, ${body}, ${at})
    on conflict do nothing returning key`;
}

/** Writes a bulk with its rows, as they were planned. */
export function insertBulk(tx: Tx, b: NewBulk, lines: readonly Omit<BulkLine, "orderId">[]): Statement[] {
  return [
    tx`
      insert into bulks (partner_id, id, user_id, key_id, actor, authority, request_id, state, rows, order_deadline_ms, created_at)
      values (${b.partnerId}, ${b.id}::uuid, ${b.userId}, ${b.keyId}, ${b.actor}, ${tx.json(b.authority as never)}, ${b.requestId}, 'planned',
              ${lines.length}, ${b.orderDeadlineMs}, ${b.at})`,
    tx`
      insert into bulk_rows (partner_id, bulk_id, n, user_id, input, action, state, contract_id, problem)
      select ${b.partnerId}, ${b.id}::uuid, n, ${b.userId}, nullif(input, 'null'), action, state, "contractId", nullif(problem, 'null')
        from jsonb_to_recordset(${tx.json(lines as never)}) as r (
          n int, input jsonb, action text, state text, "contractId" text, problem jsonb)`,
  ];
}

export function findBulk(tx: Tx, id: string): Statement<BulkRow[]> {
  return tx<BulkRow[]>`select * from bulks where id = ${id}::uuid`;
}

export function lockBulk(tx: Tx, id: string): Statement<BulkRow[]> {
  return tx<BulkRow[]>`select * from bulks where id = ${id}::uuid for update`;
}

export function listBulks(tx: Tx, page: { after?: Cursor; limit: number }): Statement<Listed<BulkRow>[]> {
  return tx<Listed<BulkRow>[]>`
    select *, created_at::text as cursor_at from bulks
     where true ${page.after ? tx`and (created_at, id) < (${page.after.at}::text::timestamptz, ${page.after.id}::uuid)` : tx``}
     order by created_at desc, id desc limit ${page.limit}`;
}

/** Rows of a bulk, counted by what was planned, where they stand and the state of their order. */
export interface BulkCount {
  bulkId: string;
  action: BulkAction | null;
  state: BulkRowState;
  orderState: OrderState | null;
  count: number;
}

export function countBulkRows(tx: Tx, bulkIds: readonly string[]): Statement<BulkCount[]> {
  return tx<BulkCount[]>`
    select r.bulk_id, r.action, r.state, o.state as order_state, count(*)::int as count
      from bulk_rows r left join orders o on o.partner_id = r.partner_id and o.id = r.order_id
     where r.bulk_id = any (string_to_array(${bulkIds.join(",")}, ',')::uuid[])
     group by 1, 2, 3, 4`;
}

/** Rows in the order of the file. @param page after: number of the last row on the page before */
export function listBulkRows(
  tx: Tx,
  bulkId: string,
  page: { after: number; limit: number; outcome?: string },
): Statement<BulkLineNow[]> {
  return tx<BulkLineNow[]>`
    select * from (
      select r.n, r.input, r.action, r.state, r.contract_id, r.order_id, r.problem, o.state as order_state, o.failure,
             case when r.state <> 'ordered' then r.state when o.ended_at is null then 'under-way'
                  when o.state = 'succeeded' then 'succeeded' else 'failed' end as outcome
        from bulk_rows r left join orders o on o.partner_id = r.partner_id and o.id = r.order_id
       where r.bulk_id = ${bulkId}::uuid and r.n > ${page.after}) rows
     where true ${page.outcome ? tx`and outcome = ${page.outcome}` : tx``}
     order by n limit ${page.limit}`;
}

/** The bulk is being applied from now on, by this caller. */
export function applyBulk(
  tx: Tx,
  id: string,
  by: Pick<BulkRow, "keyId" | "actor" | "authority" | "requestId" | "orderDeadlineMs"> & { round: number; at: Date },
) {
  return tx`
    update bulks
       set state = 'applying', applied_at = ${by.at}, finished_at = null, round = ${by.round}, key_id = ${by.keyId}, actor = ${by.actor},
           authority = ${tx.json(by.authority as never)}, request_id = ${by.requestId},
           order_deadline_ms = ${by.orderDeadlineMs}
     where id = ${id}::uuid`;
}

/**
 * Puts the rows back to where they were planned that were refused, or whose orders have ended without success. What they come to is
 * decided anew. @returns how many
 */
export async function replanFailedRows(tx: Tx, bulkId: string): Promise<number> {
  const rows = await tx`
    update bulk_rows r set state = 'planned', action = null, order_id = null, problem = null, contract_id = null
     where bulk_id = ${bulkId}::uuid and input is not null
       and (state = 'refused'
            or state = 'ordered' and exists (
              select from orders o where o.partner_id = r.partner_id and o.id = r.order_id and o.state in ('failed', 'cancelled', 'rejected', 'expired')))`;
  return rows.count;
}

/** The next rows that are to be applied in this round; locked, so that two who apply them come one after the other. */
export function takeBulkRows(
  tx: Tx,
  bulk: Pick<BulkRow, "id" | "round">,
  limit: number,
): Statement<(BulkLine & { input: ContractRowAsked })[]> {
  return tx<(BulkLine & { input: ContractRowAsked })[]>`
    select n, input, action, state, contract_id, order_id, problem from bulk_rows
     where bulk_id = ${bulk.id}::uuid and state = 'planned'
       and exists (select from bulks b where b.id = ${bulk.id}::uuid and b.state = 'applying' and b.round = ${bulk.round})
     order by n limit ${limit} for update`;
}

/** What has become of rows. */
export function settleBulkRows(tx: Tx, bulkId: string, lines: readonly Omit<BulkLine, "input">[]): Statement {
  return tx`
    update bulk_rows b
       set state = r.state, action = coalesce(r.action, b.action), contract_id = r."contractId", order_id = r."orderId",
           problem = nullif(r.problem, 'null')
      from jsonb_to_recordset(${tx.json(lines as never)}) as r (
        n int, action text, state text, "contractId" text, "orderId" uuid, problem jsonb)
     where b.bulk_id = ${bulkId}::uuid and b.n = r.n`;
}

/** No row is left to apply. */
export function finishBulk(tx: Tx, id: string, at: Date) {
  return tx`update bulks set state = 'applied', finished_at = ${at} where id = ${id}::uuid and state = 'applying'`;
}

/** Child contracts that rows name by id or customer number, as far as the scope may work on them. Of numbers only contracts that have not ended. */
export function contractsOfRows(tx: Tx, rows: readonly ContractRowAsked[]): Statement<KnownContract[]> {
  const list = (values: (string | undefined)[]) => values.filter((value) => value !== undefined).join(",");
  return tx<KnownContract[]>`
    select c.id, c.kind, c.state, c.customer_name, c.customer_number, c.language,
           jsonb_build_object('loginId', u.login_id, 'mailAddress', u.mail_address, 'name', u.name) as representative
      from contracts c join users u on u.partner_id = c.partner_id and u.id = c.representative_id
     where c.kind = 'child' and in_reach(c.id)
       and (c.id = any (string_to_array(${list(rows.map((r) => r.contractId))}, ','))
            or c.customer_number = any (string_to_array(${list(rows.map((r) => r.customerNumber))}, ','))
               and c.state not in ('terminated', 'failed'))`;
}

/** Of these login ids, in lower case, those that somebody has. */
export function takenLoginIds(tx: Tx, loginIds: readonly string[]): Statement<{ loginId: string }[]> {
  return tx<{ loginId: string }[]>`select login_id from taken_login_ids(string_to_array(${loginIds.join(",")}, ','))`;
}

/** Fresh numbers for contracts and users that are about to be written. */
export function drawNumbers(tx: Tx, count: number): Statement<{ contract: number; person: number }[]> {
  return tx<{ contract: number; person: number }[]>`
    select nextval('contract_number')::bigint as contract, nextval('user_number')::bigint as person from generate_series(1, ${count})`;
}
