import type { OrderState } from "./order.ts";

/** What a partner can order. The name is stable: it is stored, audited and shown. */
export const orderKinds = [
  "contract.create",
  "contract.change",
  "contract.suspend",
  "contract.resume",
  "contract.terminate",
  "tenant.create",
  "tenant.delete",
  "user.create",
  "user.delete",
  "subscription.start",
  "subscription.change-plan",
  "subscription.stop",
  "subscription.resume",
  "subscription.end",
] as const;
export type OrderKind = (typeof orderKinds)[number];

export type SubjectKind = "contract" | "tenant" | "user" | "subscription";

export function subjectKind(kind: OrderKind): SubjectKind {
  return kind.slice(0, kind.indexOf(".")) as SubjectKind;
}

/** An order that is not over yet, as far as another order of the same contract must know it. */
export interface OpenOrder {
  id: string;
  kind: OrderKind;
  subjectId: string;
  state?: OrderState;
}

/**
 * Which of the open orders of a contract must end before a new one may start.
 *
 * Orders on the contract itself run one after the other and keep everything else out; tenants, users and subscriptions
 * of one contract run side by side, but what is done to an object waits for its creation, and a subscription for its tenant. Nothing
 * that concerns another object waits for an approval, which may take days.
 *
 * @param next `tenantId`: of a subscription
 */
export function ordersToWaitFor(
  next: { kind: OrderKind; subjectId: string; tenantId?: string },
  open: readonly OpenOrder[],
): string[] {
  return open
    .filter((o) => {
      if (o.subjectId === next.subjectId) return true;
      if (o.state === "awaiting_approval") return false;
      if (subjectKind(next.kind) === "contract" || subjectKind(o.kind) === "contract") return true;
      return o.subjectId === next.tenantId;
    })
    .map((o) => o.id);
}
