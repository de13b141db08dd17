/**
 * The life of an order as data: states, who is expected to act in each, and which steps lead where.
 * `received` also covers an order that waits for an earlier order of the same contract.
 */
export const orderStates = [
  "received",
  "awaiting_approval",
  "scheduled",
  "executing",
  "compensating",
  "cancelling",
  "succeeded",
  "failed",
  "cancelled",
  "rejected",
  "expired",
] as const;
export type OrderState = (typeof orderStates)[number];

/** Whose turn it is. */
export type Turn = "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";

export const endStates = ["succeeded", "failed", "cancelled", "rejected", "expired"] as const satisfies OrderState[];

export function hasEnded(state: OrderState): boolean {
  return (endStates as readonly OrderState[]).includes(state);
}

/** For every state: where it may go, and who must act while it lasts. */
export const orderLife: Readonly<Record<OrderState, { next: readonly OrderState[]; turn: Turn }>> = {
  received: { next: ["executing", "cancelling", "failed"], turn: "platform" },
  awaiting_approval: { next: ["received", "rejected", "cancelling", "expired", "failed"], turn: "operations" },
  scheduled: { next: ["received", "cancelling", "failed"], turn: "platform" },
  executing: { next: ["executing", "compensating", "succeeded", "failed"], turn: "platform" },
  compensating: { next: ["compensating", "failed"], turn: "platform" },
  cancelling: { next: ["cancelled", "failed"], turn: "platform" },
  succeeded: { next: [], turn: "nobody" },
  failed: { next: [], turn: "caller" },
  cancelled: { next: [], turn: "nobody" },
  rejected: { next: [], turn: "caller" },
  expired: { next: [], turn: "caller" },
};

/** May an order in this state still be cancelled? Only one that nobody has begun. */
export function isPending(state: OrderState): boolean {
  return state === "received" || state === "awaiting_approval" || state === "scheduled";
}

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return orderLife[from].next.includes(to);
}
