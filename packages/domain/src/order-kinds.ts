import type { OrderState } from "./order.ts";

/** What can be ordered: `contract.repair` by the provider's operations, the others by partners. The name is stable: it is stored, audited and shown. */
export const orderKinds = [
  "contract.create",
  "contract.change",
  "contract.suspend",
  "contract.resume",
  "contract.terminate",
  "contract.repair",
  "representative.change",
  "tenant.create",
  "tenant.change",
  "tenant.delete",
  "user.create",
  "user.change",
  "user.delete",
  "access.grant",
  "access.revoke",
  "subscription.start",
  "subscription.change-plan",
  "subscription.stop",
  "subscription.resume",
  "subscription.end",
] as const;
export type OrderKind = (typeof orderKinds)[number];

export const subjectKinds = ["contract", "tenant", "user", "subscription"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What an order's subject is. Orders on access have the tenant for a subject and name the user beside it. */
export function subjectKind(kind: OrderKind): SubjectKind {
  switch (kind) {
    case "representative.change":
      return "contract";
    case "access.grant":
    case "access.revoke":
      return "tenant";
    default:
      return kind.slice(0, kind.indexOf(".")) as SubjectKind;
  }
}

/** What an order is about, as far as other orders must know it. */
export interface OrderTopic {
  kind: OrderKind;
  subjectId: string;
  /** The user whom an order names beside its subject: whose access it is, who becomes representative. */
  userId?: string | null;
  /** The tenant that a subscription lies in. */
  tenantId?: string;
}

/** An order that is not over yet. */
export interface OpenOrder extends OrderTopic {
  id: string;
  state?: OrderState;
}

/**
 * Which of the open orders must end before a new one may start.
 *
 * Orders on the contract itself run one after the other and keep everything else out; tenants and users of one contract run
 * side by side. What is done with an object comes after its making, and before its end. Access needs both its tenant and
 * its user, and keeps out only other orders on the same access; a subscription needs its tenant. Nothing that concerns another
 * object waits for an approval, which may take days; and nothing waits for what is to begin later, unless that makes the object.
 * @param open of the same contract, and those that name the same user in other contracts of the partner
 */
export function ordersToWaitFor(next: OrderTopic, open: readonly OpenOrder[]): string[] {
  return open
    .filter((o) => {
      if (o.state === "scheduled" && !makesFor(next, o)) return false;
      if (o.state === "awaiting_approval" && o.subjectId !== next.subjectId) return false;
      if (subjectKind(next.kind) === "contract" || subjectKind(o.kind) === "contract") return true;
      if (isAccess(next) && isAccess(o)) return next.subjectId === o.subjectId && next.userId === o.userId;
      if (next.tenantId !== undefined && o.kind.startsWith("tenant.") && o.subjectId === next.tenantId) return true;
      return o.subjectId === next.subjectId || namesUserOf(next, o) || namesUserOf(o, next);
    })
    .map((o) => o.id);
}

/** Does the other order make what the next one is about or needs? */
function makesFor(next: OrderTopic, other: OpenOrder): boolean {
  if (!other.kind.endsWith(".create")) return false;
  if (other.kind === "contract.create") return true;
  return [next.subjectId, next.tenantId].includes(other.subjectId) || namesUserOf(next, other);
}

function isAccess({ kind }: OrderTopic): boolean {
  return kind === "access.grant" || kind === "access.revoke";
}

function namesUserOf(one: OrderTopic, other: OrderTopic): boolean {
  return subjectKind(other.kind) === "user" && one.userId === other.subjectId;
}
