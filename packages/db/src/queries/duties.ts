import type { Bilingual } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { ContractRow } from "./contracts.ts";

/** Something that must be done because of a sale. Days are `YYYY-MM-DD` in Japan. */
export interface DutyRow {
  partnerId: string;
  id: string;
  key: string;
  code: string;
  menu: string;
  contractId: string;
  orderId: string;
  turn: string;
  party: string | null;
  agreementId: string | null;
  says: Bilingual;
  arisesAt: Date;
  remindAt: Date;
  dueOn: string;
  settledAs: "done" | "withdrawn" | null;
  settledAt: Date | null;
  settledBy: string | null;
  grounds: string | null;
}

export type NewDuty = Omit<DutyRow, "settledAs" | "settledAt" | "settledBy" | "grounds">;

/**
 * Duties of orders that were accepted in this transaction before, and the work of reminding whoever must do them. A duty that
 * stands already is left as it is: the first sale makes it.
 */
export function insertDuties(tx: Tx, list: readonly NewDuty[], reminding: { queue: string; name: string }) {
  return tx`
    with made as (
      insert into duties (partner_id, id, key, code, menu, contract_id, order_id, turn, party, agreement_id, says, arises_at, remind_at, due_on)
      select distinct on (n.key) o.partner_id, n.id, n.key, n.code, n.menu, o.contract_id, o.id, n.turn, n.party, n."agreementId",
             n.says, n."arisesAt", n."remindAt", n."dueOn"
        from jsonb_to_recordset(${tx.json(list as never)}) as n (
          "partnerId" text, "orderId" uuid, id uuid, key text, code text, menu text, turn text, party text,
          "agreementId" text, says jsonb, "arisesAt" timestamptz, "remindAt" timestamptz, "dueOn" date)
        join orders o on o.partner_id = n."partnerId" and o.id = n."orderId"
       order by n.key, n.id
      on conflict (partner_id, key) where settled_as is distinct from 'withdrawn' do nothing
      returning partner_id, id, turn, arises_at, remind_at
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select partner_id, ${reminding.queue}, ${reminding.name}, jsonb_build_object('dutyId', id), arises_at, remind_at
      from made where turn in ('caller', 'operations', 'billing', 'support')`;
}

const columns = (tx: Tx) => tx`
  partner_id, id, key, code, menu, contract_id, order_id, turn, party, agreement_id, says, arises_at, remind_at, due_on::text, settled_as,
  settled_at, settled_by, grounds`;

export function findDuty(tx: Tx, id: string): Statement<DutyRow[]> {
  return tx<DutyRow[]>`select ${columns(tx)} from duties where id = ${id}`;
}

/** The parent contract of the partner whose duty it is. */
export function findContractOfDuty(tx: Tx, id: string): Statement<ContractRow[]> {
  return tx<ContractRow[]>`
    select c.*, coalesce(u.language, c.language) as language
      from duties d
      join contracts c on c.partner_id = d.partner_id and c.id = d.partner_id
      left join users u on u.partner_id = c.partner_id and u.id = c.representative_id
     where d.id = ${id}`;
}

export function lockDuty(tx: Tx, id: string): Statement<DutyRow[]> {
  return tx<DutyRow[]>`select ${columns(tx)} from duties where id = ${id} for update`;
}

export interface DutyFilter {
  contractId?: string;
  /** `overdue`: open, and its due day lies before `today`. */
  standing?: "open" | "overdue" | "settled";
  today: string;
}

/** Where a page of duties ended. */
export interface DutyCursor {
  dueOn: string;
  id: string;
}

/** Duties that the scope may see, those that are due first in front. */
export function listDuties(tx: Tx, filter: DutyFilter, page: { after?: DutyCursor; limit: number }): Statement<DutyRow[]> {
  const standing = {
    open: tx`and settled_as is null`,
    overdue: tx`and settled_as is null and due_on < ${filter.today}::date`,
    settled: tx`and settled_as is not null`,
  };
  return tx<DutyRow[]>`
    select ${columns(tx)} from duties
     where true
       ${filter.contractId ? tx`and contract_id = ${filter.contractId}` : tx``}
       ${filter.standing ? standing[filter.standing] : tx``}
       ${page.after ? tx`and (due_on, id) > (${page.after.dueOn}::date, ${page.after.id}::uuid)` : tx``}
     order by due_on, id
     limit ${page.limit}`;
}

/** Settles a duty that is open. */
export function settleDutyRow(tx: Tx, id: string, settled: { as: "done" | "withdrawn"; at: Date; by: string; grounds: string }) {
  return tx`
    update duties set settled_as = ${settled.as}, settled_at = ${settled.at}, settled_by = ${settled.by}, grounds = ${settled.grounds}
     where id = ${id} and settled_as is null`;
}

/** Settles every open duty of these codes in a contract: the name that they ask for has been given. */
export function settleDutiesOfContract(
  tx: Tx,
  contractId: string,
  codes: readonly string[],
  settled: { at: Date; by: string; grounds: string },
) {
  return tx`
    update duties set settled_as = 'done', settled_at = ${settled.at}, settled_by = ${settled.by}, grounds = ${settled.grounds}
     where contract_id = ${contractId} and settled_as is null and code in (select jsonb_array_elements_text(${tx.json([...codes])}))
    returning id`;
}

/**
 * The sale came to nothing: what its order alone made a duty is one no longer. A duty towards a third party stays, for the agreement
 * that it follows from is in force.
 */
export function withdrawDutiesOfOrder(tx: Tx, orderId: string, { at, actor }: { at: Date; actor: string }) {
  return tx`
    update duties d
       set settled_as = 'withdrawn', settled_at = ${at}, settled_by = ${actor}, grounds = 'order ' || d.order_id || ' did not succeed'
     where d.order_id = ${orderId} and d.settled_as is null and d.party is null
       and not exists (select from subscriptions s
                        where s.partner_id = d.partner_id and s.contract_id = d.contract_id and s.menu = d.menu and s.state <> 'failed'
                          and s.id::text <> (select o.subject_id from orders o where o.partner_id = d.partner_id and o.id = d.order_id))`;
}
