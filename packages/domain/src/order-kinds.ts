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
] as const;
export type OrderKind = (typeof orderKinds)[number];

export type SubjectKind = "contract" | "tenant" | "user";

export function subjectKind(kind: OrderKind): SubjectKind {
  return kind.slice(0, kind.indexOf(".")) as SubjectKind;
}

/** An order that is not over yet, as far as another order of the same contract must know it. */
export interface OpenOrder {
  id: string;
  kind: OrderKind;
  subjectId: string;
}

/**
 * Which of the open orders of a contract must end before a new one may start.
 *
 * Orders on the contract itself run one after the other and keep everything else out; tenants and users
 * of one contract run side by side, but the deletion of an object waits for its creation.
 */
export function ordersToWaitFor(next: { kind: OrderKind; subjectId: string }, open: readonly OpenOrder[]): string[] {
  return open
    .filter((o) => {
      if (subjectKind(next.kind) === "contract" || subjectKind(o.kind) === "contract") return true;
      return o.subjectId === next.subjectId;
    })
    .map((o) => o.id);
}
