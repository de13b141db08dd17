import type { OrderKind } from "@saihan/domain";
import type { Tx } from "../transaction.ts";
import { auditedInput } from "./audit.ts";

/** An order that the house places by itself, because what somebody ordered earlier makes it due. */
export interface OwnOrder {
  id: string;
  partnerId: string;
  contractId: string;
  kind: OrderKind;
  subjectId: string;
  input: Record<string, unknown>;
  /** By whose order it is due; with the authority of that order. */
  earlierOrderId: string;
  /** The program that places it. */
  placedBy: string;
  cause: string;
  waitsFor: readonly string[];
  at: Date;
  deadlineAt: Date;
}

/** Writes the order with its first line of history, its waits and its audit entry. Its work is the caller's to enqueue. */
export function insertOwnOrder(tx: Tx, o: OwnOrder) {
  return tx`
    with placed as (
      insert into orders (id, partner_id, contract_id, kind, subject_id, state, input, actor, authority, accepted_at, changed_at, deadline_at)
      select ${o.id}::uuid, partner_id, ${o.contractId}, ${o.kind}, ${o.subjectId}, 'received', ${tx.json(o.input as never)}, actor, authority,
             ${o.at}::timestamptz, ${o.at}::timestamptz, ${o.deadlineAt}::timestamptz
        from orders where id = ${o.earlierOrderId}::uuid
      returning partner_id, id, contract_id
    ), history as (
      insert into order_transitions (partner_id, order_id, seq, contract_id, at, from_state, to_state, actor, cause, attempt)
      select partner_id, id, 1, contract_id, ${o.at}::timestamptz, null, 'received', ${o.placedBy}, ${o.cause}, 0 from placed
    ), waiting as (
      insert into order_waits (partner_id, order_id, predecessor_id, contract_id)
      select p.partner_id, p.id, w.id::uuid, p.contract_id from placed p cross join jsonb_array_elements_text(${tx.json([...o.waitsFor])}) as w (id)
    )
    insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome, after, reason, order_id)
    select partner_id, contract_id, ${o.at}::timestamptz, ${o.placedBy}, ${o.kind}, ${o.subjectId}, 'done',
           ${tx.json({ ...auditedInput(o), earlierOrderId: o.earlierOrderId } as never)}, ${o.cause}, id
      from placed`;
}
