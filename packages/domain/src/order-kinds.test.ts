import { describe, expect, test } from "vitest";
import { type OpenOrder, type OrderKind, ordersToWaitFor } from "./index.ts";

describe("which orders of a contract wait for which", () => {
  const open = (kind: OrderKind, subjectId: string): OpenOrder => ({ id: `${kind} ${subjectId}`, kind, subjectId });
  test.each<[string, OrderKind, string, OpenOrder[], string[]]>([
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
    ["a change waits for the change before", "contract.change", "c", [open("contract.change", "c")], ["contract.change c"]],
  ])("%s", (_, kind, subjectId, before, expected) => {
    const tenant = kind.startsWith("subscription.") ? { tenantId: "t1" } : {};
    expect(ordersToWaitFor({ kind, subjectId, ...tenant }, before)).toEqual(expected);
  });
});
