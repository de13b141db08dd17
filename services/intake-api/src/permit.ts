import { findContractInReach, single } from "@saihan/db";
import { type Action, authorize, no, ownTarget, type Permission, type Rejection, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "./context.ts";
import type { AnyOperation } from "./operation.ts";

/** What operators do that concerns no partner, or all of them. */
const withoutPartner: readonly Action[] = [
  ...(["account.view", "session.end", "platform.view", "drift.list", "order.list-stuck", "close.list-all"] as const),
  ...([
    "partner.list",
    "catalogue.view",
    "catalogue.edit",
    "duty.list-all",
    "approval-request.list-all",
    "referral.list-all",
  ] as const),
  ...(["document.view", "document.publish", "role.view", "ticket.list-all", "disclosure.list-all"] as const),
  ...(["notice.write", "notice.list-all", "mail.report", "mail-template.view", "mail-template.write"] as const),
  // Of the provider's own chain.
  ...(["audit.view", "audit.export"] as const),
];

/** Asks the permission table whether the caller may do this to what the request names. */
export async function permit(
  ctx: IntakeContext,
  op: AnyOperation,
  action: Action,
  caller: Caller,
  asked: { params: Record<string, string>; query: unknown; body: unknown },
): Promise<Permission> {
  const { params, query, body } = asked;
  if (caller.who.kind === "operator" && caller.partnerId === "" && !withoutPartner.includes(action))
    return no("PARTNER_NOT_NAMED");
  const found = op.target ? await op.target(ctx, caller, params, query, body) : await targetInPath(ctx, caller, params);
  return "ok" in found ? found : authorize(caller.who, action, found);
}

/** The contract in the path with the user in the path, or the caller's own. */
async function targetInPath(ctx: IntakeContext, caller: Caller, params: Record<string, string>): Promise<Target | Rejection> {
  const { contractId, userId } = params;
  const contract = contractId === undefined ? ownTarget(caller) : await contractTarget(ctx, caller, contractId);
  return "ok" in contract || userId === undefined ? contract : { ...contract, userId };
}

/** A contract as the caller stands to it. What the database does not show is not there. */
export async function contractTarget(ctx: IntakeContext, caller: Caller, contractId: string): Promise<Target | Rejection> {
  if (contractId === caller.contractId) return ownTarget(caller);
  const [row] = await single(ctx.db, caller, (tx) => findContractInReach(tx, contractId));
  return row
    ? { partnerId: row.partnerId, contractId: row.id, inReach: true }
    : no("CONTRACT_NOT_FOUND", { contractId: contractId.slice(0, 64) });
}
