/**
 * The life of an order as data: states, who is expected to act in each, how long it lasts, and which steps lead where.
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

/**
 * How long a state may last. `order`: until the order's own deadline, which for one that waits for others begins when they have ended.
 * `taking-back`: `takingBackMs` longer. `answer`: until the request for approval must be answered. `start`: until the order is to begin.
 */
export type StateClock = "order" | "taking-back" | "answer" | "start" | "none";

/** How long after its deadline an order may still put back what it had made. Our own choice. */
export const takingBackMs = 30 * 60_000;

/** What a state means: where it may go, who must act while it lasts, how long that may be, and what becomes of the order then. */
export interface StateRule {
  readonly next: readonly OrderState[];
  readonly turn: Turn;
  readonly until: StateClock;
  /** Null: it has ended. */
  readonly becomes: OrderState | null;
}

/** `executing` that runs out of time becomes `compensating` first, where an attempt may have made something. */
export const orderLife: Readonly<Record<OrderState, StateRule>> = {
  received: { next: ["executing", "cancelling", "failed"], turn: "platform", until: "order", becomes: "failed" },
  awaiting_approval: {
    next: ["received", "rejected", "cancelling", "expired", "failed"],
    ...{ turn: "operations", until: "answer", becomes: "expired" },
  },
  scheduled: { next: ["received", "cancelling", "failed"], turn: "platform", until: "start", becomes: "received" },
  executing: {
    next: ["executing", "compensating", "succeeded", "failed"],
    ...{ turn: "platform", until: "order", becomes: "failed" },
  },
  compensating: { next: ["compensating", "failed"], turn: "platform", until: "taking-back", becomes: "failed" },
  cancelling: { next: ["cancelled", "failed"], turn: "platform", until: "order", becomes: "cancelled" },
  succeeded: { next: [], turn: "nobody", until: "none", becomes: null },
  failed: { next: [], turn: "caller", until: "none", becomes: null },
  cancelled: { next: [], turn: "nobody", until: "none", becomes: null },
  rejected: { next: [], turn: "caller", until: "none", becomes: null },
  expired: { next: [], turn: "caller", until: "none", becomes: null },
};

/** The instants that bound the states of an order. */
export interface OrderInstants {
  state: OrderState;
  deadlineAt: Date;
  /** When it is to begin, if it was placed ahead. */
  startAt: Date | null;
  /** When the request that it raised must be answered, where that is known. */
  answerBy: Date | null;
  /** It waits for others, so its own time has not begun. */
  waits: boolean;
}

/** Until when the order may stay in its state; null: without end, not known here, or not before others have ended. */
export function stateDeadline({ state, deadlineAt, startAt, answerBy, waits }: OrderInstants): Date | null {
  switch (orderLife[state].until) {
    case "order":
      return waits ? null : deadlineAt;
    case "taking-back":
      return new Date(deadlineAt.getTime() + takingBackMs);
    case "answer":
      return answerBy;
    case "start":
      return startAt;
    case "none":
      return null;
  }
}

/** Kinds whose first step makes or changes something on the platform that a later one must put back. */
const leaveTraces: readonly string[] = ["contract.create", "tenant.create", "representative.change"];

/**
 * What an attempt that finds the deadline passed must do. Nothing was made before the first; afterwards something may have been, whatever the
 * platform answered, and is put back first, as far as the platform lets itself be heard in that time.
 */
export function whenOverdue(
  order: { kind: string; state: OrderState; deadlineAt: Date },
  attempt: number,
  now: Date,
): "go-on" | "take-back" | "fail" {
  if (hasEnded(order.state) || order.state === "cancelling" || now < order.deadlineAt) return "go-on";
  const mayTakeBack = now.getTime() < order.deadlineAt.getTime() + takingBackMs;
  if (order.state === "compensating") return mayTakeBack ? "go-on" : "fail";
  return attempt > 1 && leaveTraces.includes(order.kind) && mayTakeBack ? "take-back" : "fail";
}

/** May an order in this state still be cancelled? Only one that nobody has begun. */
export function isPending(state: OrderState): boolean {
  return state === "received" || state === "awaiting_approval" || state === "scheduled";
}

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return orderLife[from].next.includes(to);
}
