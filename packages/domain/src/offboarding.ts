import { no, type Rejection, yes } from "./rejection.ts";

/** The steps in which a partner leaves, in their order. Each begins when the one before it is done. */
export const offboardingSteps = ["approve", "close-books", "hand-out", "wait", "erase", "done"] as const;
export type OffboardingStep = (typeof offboardingSteps)[number];

/** Days between handing the data out and erasing it, in which the partner can say that something is missing: own choice [I]. */
export const eraseAfterDays = 90;

/** What the partner still has. A partner leaves empty-handed: what runs is ended by orders first, each in its own right (sdpf 3.6 of a contract, by analogy [I]). */
export interface PartnerHolds {
  /** Child contracts that have not ended. */
  contracts: number;
  tenants: number;
  subscriptions: number;
  /** Orders that have not ended. */
  orders: number;
}

export interface OffboardingFacts {
  approvedAt: Date | null;
  closedAt: Date | null;
  exportedAt: Date | null;
  eraseAt: Date | null;
  erasedAt: Date | null;
}

/** Whose turn it is. */
export function offboardingStep(facts: OffboardingFacts, now: Date): OffboardingStep {
  if (facts.erasedAt) return "done";
  if (!facts.approvedAt) return "approve";
  if (!facts.closedAt) return "close-books";
  if (!facts.exportedAt || !facts.eraseAt) return "hand-out";
  return facts.eraseAt > now ? "wait" : "erase";
}

export function eraseAt(exportedAt: Date): Date {
  return new Date(exportedAt.getTime() + eraseAfterDays * 86_400_000);
}

/** May somebody ask for, or approve, that this partner leaves? */
export function decideOffboarding(partnerId: string, holds: PartnerHolds): typeof yes | Rejection {
  const { contracts, tenants, subscriptions, orders } = holds;
  return contracts + tenants + subscriptions + orders === 0
    ? yes
    : no("PARTNER_HOLDS_SOMETHING", { partnerId, contracts, tenants, subscriptions, orders });
}

/** Two of the staff: who asked does not approve. */
export function decideApprovalOfOffboarding(facts: OffboardingFacts & { askedBy: string }, by: string): typeof yes | Rejection {
  if (facts.approvedAt) return no("OFFBOARDING_STATE_FORBIDS", {});
  return facts.askedBy === by ? no("OFFBOARDING_NEEDS_ANOTHER", {}) : yes;
}
