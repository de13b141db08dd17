import {
  type CallerScope,
  ConditionFailed,
  type Db,
  endReferral,
  findContract,
  insertAuditEntries,
  insertReferral,
  lapseReferral,
  lockCommission,
  lockReferral,
  transaction,
} from "@saihan/db";
import { decideReferral, deskLanguage, no, type ReferralState, type Rejection } from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";
import { v7 } from "uuid";
import type { IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { referralView } from "./view.ts";

export interface ReferralBody {
  customerName: string;
  contactName: string;
  contactAddress: string;
  note: string;
}

/** An agency names an end user to the provider, whose desk is mailed the number of the referral and nothing of the end user. */
export async function registerReferral(ctx: IntakeContext, asked: Asked<unknown, unknown, ReferralBody>): Promise<Answer> {
  const { caller, body, requestId } = asked;
  const { partnerId, contractId, actor } = caller;
  const at = ctx.now();
  const id = v7({ msecs: at.getTime() });
  const answer = await transaction(ctx.db, caller, async (tx) => {
    const [row] = await insertReferral(tx, { ...body, partnerId, id, registeredBy: actor, registeredAt: at });
    if (!row) throw new Error("a referral that was written is not there");
    const after = { state: "registered" };
    const mail = {
      partnerId,
      orderId: null,
      occasion: id,
      contractId,
      language: deskLanguage,
      facts: { referralId: id },
      at,
    } as const;
    await Promise.all([
      insertAuditEntries(tx, [{ partnerId, contractId, at, actor, requestId, action: "referral.register", target: id, after }]),
      enqueueMail(tx, { ...mail, template: "desk-referral-registered", desk: "operations" }).execute(),
    ]);
    return ok(201, referralView(row));
  });
  ctx.outbox.tell();
  return { ...answer, location: `/v1/referrals/${id}` };
}

export type Ending =
  | {
      state: Exclude<ReferralState, "registered" | "lapsed">;
      by: "agency" | "provider";
      directContract?: string;
      concludedOn?: string;
      reason?: string;
    }
  | { state: "lapsed"; by: "provider"; lastMonth: string; reason: string };

/** Moves a referral to another state. When the provider does, the agency's representative is mailed. */
export function moveReferral(
  from: { db: Db; now: () => Date; scope: CallerScope; requestId: string | undefined },
  id: string,
  ending: Ending,
): Promise<Answer | Rejection> {
  const { partnerId, actor } = from.scope;
  const moved = transaction(from.db, from.scope, async (tx): Promise<Answer | Rejection> => {
    // Before the row: who books commission takes them in this order.
    if (ending.state === "lapsed") await lockCommission(tx, partnerId);
    const [row] = await lockReferral(tx, id);
    if (!row) return no("REFERRAL_NOT_FOUND", { referralId: id.slice(0, 64) });
    const decision = decideReferral(row, ending.state, ending.by);
    if (!decision.ok) return decision;
    const at = from.now();
    const { by } = ending;
    const [[ended], [parent]] = await Promise.all([
      ending.state === "lapsed"
        ? lapseReferral(tx, id, { lastMonth: `${ending.lastMonth}-01`, reason: ending.reason })
        : endReferral(tx, id, { ...ending, by: actor, at }),
      findContract(tx, partnerId, partnerId),
    ]);
    if (!ended || !parent) throw new Error("a referral that was locked is not there");
    const entry = { partnerId, contractId: partnerId, at, actor, action: `referral.${ending.state}`, target: id };
    const states = {
      before: { state: row.state },
      after: { state: ended.state, ...(ending.state === "lapsed" ? { lastMonth: ending.lastMonth } : {}) },
    };
    const request = from.requestId === undefined ? {} : { requestId: from.requestId };
    const mail = {
      partnerId,
      orderId: null,
      // One mail of a kind for one occasion: what a referral comes to is one, that it lapses another.
      occasion: ending.state === "lapsed" ? v7({ msecs: at.getTime() }) : id,
      contractId: partnerId,
      facts: { referralId: id, state: ended.state },
      at,
    };
    await Promise.all([
      insertAuditEntries(tx, [{ ...entry, ...states, ...request }]),
      ...(by === "provider"
        ? [
            enqueueMail(tx, {
              ...{ ...mail, template: "referral-ended", userId: parent.representativeId, language: parent.language },
            }).execute(),
          ]
        : []),
    ]);
    return ok(200, referralView(ended));
  });
  return moved.catch((error) => {
    if (ending.state === "lapsed" && error instanceof ConditionFailed && error.condition === "REFERRAL_HAS_EARNED")
      return no("REFERRAL_HAS_EARNED", { lastMonth: ending.lastMonth });
    throw error;
  });
}
