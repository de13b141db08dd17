import {
  approveOffboarding,
  deleteOffboarding,
  findOffboarding,
  insertOffboarding,
  lockOffboarding,
  type OffboardingRow,
  partnerHolds,
  single,
  type Tx,
} from "@saihan/db";
import {
  decideApprovalOfOffboarding,
  decideOffboarding,
  no,
  offboardingStep,
  offboardingSteps,
  type Rejection,
} from "@saihan/domain";
import { contractIdField, instant, maybeInstant, z } from "../fields.ts";
import { type Answer, ok } from "../operation.ts";
import { type Desk, deskScope, forPartner } from "./desk.ts";

export const offboardingSchema = z
  .object({
    partnerId: contractIdField,
    step: z.enum(offboardingSteps).openapi({ description: "Whose turn it is; wait: until `eraseAt`" }),
    reason: z.string(),
    askedBy: z.string(),
    askedAt: instant,
    approvedBy: z.string().nullable(),
    approvedAt: maybeInstant.openapi({ description: "From here on nobody of the partner is served" }),
    closedAt: maybeInstant.openapi({ description: "Every month is closed" }),
    exportedAt: maybeInstant.openapi({ description: "The partner's data was handed out" }),
    eraseAt: maybeInstant,
    erasedAt: maybeInstant,
  })
  .openapi("Offboarding");

function viewOf(row: OffboardingRow, now: Date): z.infer<typeof offboardingSchema> {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  const { partnerId, reason, askedBy, approvedBy } = row;
  return {
    ...{ partnerId, step: offboardingStep(row, now), reason, askedBy, askedAt: row.askedAt.toISOString(), approvedBy },
    ...{ approvedAt: text(row.approvedAt), closedAt: text(row.closedAt), exportedAt: text(row.exportedAt) },
    ...{ eraseAt: text(row.eraseAt), erasedAt: text(row.erasedAt) },
  };
}

export async function showOffboarding(desk: Desk, partnerId: string): Promise<Answer | Rejection> {
  const [row] = await single(desk.db, deskScope(desk, partnerId), (tx) => findOffboarding(tx));
  return row ? ok(200, viewOf(row, desk.now())) : no("OFFBOARDING_NOT_FOUND", {});
}

/** Somebody of the staff asks that a partner leave; another must approve it. */
export function askOffboarding(desk: Desk, partnerId: string, reason: string): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "partner.offboard-ask", target: partnerId, reason }, async (tx, at) => {
    const empty = await holdsNothing(tx, partnerId);
    if (!empty.ok) return empty;
    const [asked] = await insertOffboarding(tx, { partnerId, reason, by: desk.operator.id, at });
    return asked ? shown(tx, at) : no("OFFBOARDING_STATE_FORBIDS", {});
  });
}

/** Ends everybody's access in the transaction that approves it. */
export function approvePartnersLeaving(desk: Desk, partnerId: string): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "partner.offboard-approve", target: partnerId }, async (tx, at) => {
    const [row] = await lockOffboarding(tx);
    if (!row) return no("OFFBOARDING_NOT_FOUND", {});
    const decided = decideApprovalOfOffboarding(row, desk.operator.id);
    if (!decided.ok) return decided;
    const empty = await holdsNothing(tx, partnerId);
    if (!empty.ok) return empty;
    await approveOffboarding(tx, partnerId, desk.operator.id, at);
    return shown(tx, at);
  });
}

/** Until it is approved, anybody of the staff who may ask for it may take it back. */
export function withdrawOffboarding(desk: Desk, partnerId: string): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "partner.offboard-withdraw", target: partnerId }, async (tx) => {
    const [row] = await lockOffboarding(tx);
    if (!row) return no("OFFBOARDING_NOT_FOUND", {});
    if (row.approvedAt) return no("OFFBOARDING_STATE_FORBIDS", {});
    await deleteOffboarding(tx);
    return { ok: true, status: 204, body: "" };
  });
}

async function holdsNothing(tx: Tx, partnerId: string) {
  const [holds] = await partnerHolds(tx);
  return decideOffboarding(partnerId, holds ?? { contracts: 0, tenants: 0, subscriptions: 0, orders: 0 });
}

async function shown(tx: Tx, at: Date): Promise<Answer | Rejection> {
  const [row] = await findOffboarding(tx);
  return row ? ok(200, viewOf(row, at)) : no("OFFBOARDING_NOT_FOUND", {});
}
