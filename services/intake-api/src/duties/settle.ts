import { settleDuty } from "@saihan/catalogue";
import { type Db, insertAuditEntries, lockDuty, recordTelling, type Scope, settleDutyRow, transaction } from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { type Answer, ok } from "../operation.ts";
import { dutyOf, dutyView } from "./view.ts";

/** Who settles a duty, and where they stand. */
export interface Settling {
  db: Db;
  scope: Scope;
  actor: string;
  /** The provider's staff do what is theirs, and may do what is the partner's; a partner does its own. */
  staff: boolean;
  now: () => Date;
  requestId?: string;
}

/** Marks a duty done with its evidence: a reference, never the name that was given. */
export function markDone(by: Settling, dutyId: string, evidence: string): Promise<Answer | Rejection> {
  return transaction(by.db, by.scope, async (tx): Promise<Answer | Rejection> => {
    const [row] = await lockDuty(tx, dutyId);
    if (!row) return no("DUTY_NOT_FOUND", { duty: dutyId });
    if (!by.staff && row.turn !== "caller") return no("DUTY_OF_ANOTHER", { duty: dutyId, turn: row.turn });
    const at = by.now();
    const settlement = { as: "done", at, by: by.actor, grounds: evidence } as const;
    const decision = settleDuty(dutyOf(row), settlement);
    if (!decision.ok) return decision;
    const { partnerId, contractId, agreementId, party } = row;
    const target = dutyId;
    const entry = { partnerId, contractId, at, actor: by.actor, action: "duty.settle", target, after: { state: "done" } };
    await Promise.all([
      settleDutyRow(tx, dutyId, settlement),
      ...(party !== null && agreementId !== null
        ? [recordTelling(tx, partnerId, { agreementId, party }, { by: by.actor, at }).execute()]
        : []),
      insertAuditEntries(tx, [by.requestId === undefined ? entry : { ...entry, requestId: by.requestId }]),
    ]);
    const settled = { settledAs: "done", settledAt: at, settledBy: by.actor, grounds: evidence } as const;
    return ok(200, dutyView({ ...row, ...settled }, at));
  });
}
