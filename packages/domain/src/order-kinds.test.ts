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
    ["a change waits for the change before", "contract.change", "c", [open("contract.change", "c")], ["contract.change c"]],
  ])("%s", (_, kind, subjectId, before, expected) => {
    expect(ordersToWaitFor({ kind, subjectId }, before)).toEqual(expected);
  });
});
