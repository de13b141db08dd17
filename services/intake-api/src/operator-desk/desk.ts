import {
  type AuditedState,
  type CallerScope,
  type Db,
  findContractInReach,
  insertAuditEntries,
  type Tx,
  transaction,
} from "@saihan/db";
import { no, type OperatorActor, type Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import type { Answer } from "../operation.ts";

/** Where one of the provider's staff works from. */
export interface Desk {
  db: Db;
  now: () => Date;
  operator: OperatorActor;
  requestId?: string;
}

/** The desk of a caller who is one of the provider's staff; the permission table lets nobody else come here. */
export function deskOf(ctx: IntakeContext, caller: Caller, requestId: string): Desk | Rejection {
  const { who } = caller;
  if (who.kind !== "operator") return no("ACTION_NOT_ALLOWED", { action: "operator", rule: "the provider's staff" });
  return { db: ctx.db, now: ctx.now, operator: who, requestId };
}

/** What an operator sees of one partner: everything. Without a partner: what belongs to none, and the lists over all. */
export function deskScope({ operator }: Pick<Desk, "operator">, partnerId = ""): CallerScope {
  return { partnerId, actor: operator.id, contractId: partnerId, userId: "", keyId: "" };
}

/** Does something for a partner that exists, in one transaction, and notes it in the partner's audit. */
export function forPartner(
  desk: Desk,
  partnerId: string,
  entry: { action: string; target: string; after?: AuditedState; reason?: string },
  work: (tx: Tx, at: Date) => Promise<Answer | Rejection>,
): Promise<Answer | Rejection> {
  return transaction(desk.db, deskScope(desk, partnerId), async (tx): Promise<Answer | Rejection> => {
    const [parent] = await findContractInReach(tx, partnerId);
    if (!parent || parent.partnerId !== parent.id) return no("PARTNER_NOT_FOUND", { partnerId: partnerId.slice(0, 64) });
    const at = desk.now();
    const outcome = await work(tx, at);
    if (!outcome.ok) return outcome;
    const who = { partnerId, contractId: partnerId, at, actor: desk.operator.id, ...entry };
    await insertAuditEntries(tx, [desk.requestId === undefined ? who : { ...who, requestId: desk.requestId }]);
    return outcome;
  });
}
