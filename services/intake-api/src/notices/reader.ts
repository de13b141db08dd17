import type { Caller, IntakeContext } from "../context.ts";

/** Whose eyes a list of notices is for: a general user's, a child's user's. */
export function readerOf(ctx: IntakeContext, caller: Caller, onlyGranted: boolean) {
  const ofChild = caller.who.kind === "user" && caller.contractId !== caller.partnerId;
  return { ofChild, at: ctx.now(), ...(onlyGranted ? { grantedTo: caller.userId } : {}) };
}
