import { describe, expect, test } from "vitest";
import { type OpenOrder, type OrderKind, ordersToWaitFor } from "./index.ts";

describe("which orders of a contract wait for which", () => {
  const open = (kind: OrderKind, subjectId: string, userId: string | null = null): OpenOrder => ({
    id: [kind, subjectId, userId].filter(Boolean).join(" "),
    ...{ kind, subjectId, userId },
  });
  test.each<[string, OrderKind, string, OpenOrder[], string[], userId?: string]>([
    ["nothing open", "tenant.create", "t1", [], []],
    ["a tenant waits for its contract", "tenant.create", "t1", [open("contract.create", "c")], ["contract.create c"]],
    ["a user waits for a resumption", "user.create", "u1", [open("contract.resume", "c")], ["contract.resume c"]],
    ["tenants run side by side", "tenant.create", "t2", [open("tenant.create", "t1")], []],
    ["a user does not wait for a tenant", "user.create", "u1", [open("tenant.create", "t1")], []],
    [
      "a deletion waits for its creation",
      "tenant.delete",
      "t1",
      [open("tenant.create", "t1"), open("tenant.create", "t2")],
      ["tenant.create t1"],
    ],
    [
      "a change of a tenant waits for its creation and the change before, and for nothing of another tenant",
      "tenant.change",
      "t1",
      [open("tenant.create", "t1"), open("tenant.change", "t1"), open("tenant.change", "t2"), open("user.change", "u1")],
      ["tenant.create t1", "tenant.change t1"],
    ],
    ["a deletion waits for a change", "tenant.delete", "t1", [open("tenant.change", "t1")], ["tenant.change t1"]],
    [
      "a suspension waits for everything",
      "contract.suspend",
      "c",
      [open("tenant.create", "t1"), open("user.create", "u1")],
      ["tenant.create t1", "user.create u1"],
    ],
    [
      "a subscription waits for its tenant, and for nobody else's",
      "subscription.start",
      "s1",
      [open("tenant.create", "t1"), open("tenant.create", "t2"), open("subscription.start", "s2")],
      ["tenant.create t1"],
    ],
    [
      "a stop waits for the start",
      "subscription.stop",
      "s1",
      [open("subscription.start", "s1"), open("subscription.start", "s2")],
      ["subscription.start s1"],
    ],
    [
      "a suspension does not wait for an approval",
      "contract.suspend",
      "c",
      [{ ...open("subscription.start", "s1"), state: "awaiting_approval" }, open("subscription.start", "s2")],
      ["subscription.start s2"],
    ],
    [
      "a stop does wait for the approval of what it stops",
      "subscription.stop",
      "s1",
      [{ ...open("subscription.start", "s1"), state: "awaiting_approval" }],
      ["subscription.start s1"],
    ],
    [
      "nothing waits for what begins later, unless it makes the contract",
      "contract.change",
      "c",
      [
        { ...open("contract.suspend", "c"), state: "scheduled" },
        { ...open("contract.create", "c"), state: "scheduled" },
      ],
      ["contract.create c"],
    ],
    [
      "a contract does not wait for the tenant that begins later; access to that tenant does",
      "contract.suspend",
      "c",
      [{ ...open("tenant.create", "t1"), state: "scheduled" }],
      [],
    ],
    [
      "access waits for its tenant, however late that begins, and for nobody else's",
      "access.grant",
      "t1",
      [
        { ...open("tenant.create", "t1"), state: "scheduled" },
        { ...open("user.create", "u1"), state: "scheduled" },
        { ...open("user.create", "u2"), state: "scheduled" },
      ],
      ["tenant.create t1", "user.create u1"],
      "u1",
    ],
    ["a change waits for the change before", "contract.change", "c", [open("contract.change", "c")], ["contract.change c"]],
    [
      "access waits for its tenant and its user",
      "access.grant",
      "t1",
      [open("tenant.create", "t1"), open("tenant.create", "t2"), open("user.create", "u1"), open("user.create", "u2")],
      ["tenant.create t1", "user.create u1"],
      "u1",
    ],
    [
      "access of one user does not wait for that of another, nor on another tenant",
      "access.grant",
      "t1",
      [open("access.grant", "t1", "u2"), open("access.grant", "t2", "u1")],
      [],
      "u1",
    ],
    [
      "taking access away waits for giving it",
      "access.revoke",
      "t1",
      [open("access.grant", "t1", "u1")],
      ["access.grant t1 u1"],
      "u1",
    ],
    [
      "the end of a tenant waits for orders on access to it",
      "tenant.delete",
      "t1",
      [open("access.grant", "t1", "u1"), open("access.grant", "t2", "u1")],
      ["access.grant t1 u1"],
    ],
    [
      "the end of a user waits for orders on what they have access to",
      "user.delete",
      "u1",
      [open("access.grant", "t1", "u1"), open("access.revoke", "t2", "u1"), open("access.grant", "t1", "u2")],
      ["access.grant t1 u1", "access.revoke t2 u1"],
    ],
    ["changes of one user come one after the other", "user.change", "u1", [open("user.change", "u1")], ["user.change u1"]],
    [
      "another representative: everything else is kept out",
      "representative.change",
      "c",
      [open("tenant.create", "t1"), open("access.grant", "t2", "u2")],
      ["tenant.create t1", "access.grant t2 u2"],
      "u1",
    ],
    [
      "a tenant waits for the new representative",
      "tenant.create",
      "t1",
      [open("representative.change", "c", "u1")],
      ["representative.change c u1"],
    ],
  ])("%s", (_, kind, subjectId, before, expected, userId) => {
    const tenant = kind.startsWith("subscription.") ? { tenantId: "t1" } : {};
    expect(ordersToWaitFor({ kind, subjectId, userId: userId ?? null, ...tenant }, before)).toEqual(expected);
  });
});
