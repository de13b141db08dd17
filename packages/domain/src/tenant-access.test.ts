import { describe, expect, test } from "vitest";
import {
  type AccessFacts,
  accessStateAt,
  decideGrantAccess,
  decideRevokeAccess,
  type TenantFacts,
  type UserFacts,
} from "./index.ts";

const [parent, child, sibling] = ["econ1000000001", "econ1000000002", "econ1000000003"];
const at = (time: string) => new Date(`2026-04-01T${time}Z`);
const now = at("09:00:00");
const tenant: TenantFacts = { id: "a".repeat(32), contractId: child, state: "active" };
const user: UserFacts = { id: "ecid1000000005", contractId: child, type: "general", state: "active" };
const stands: AccessFacts = { state: "granted", grantedAt: at("08:00:00"), until: null };
const ending: AccessFacts = { ...stands, until: at("10:00:00") };

describe("who may be given access to a tenant", () => {
  test.each<[string, Partial<Parameters<typeof decideGrantAccess>[0]>, string]>([
    ["a general user of the tenant's contract", {}, "yes"],
    ["an administrator, who has access only where granted", { user: { ...user, type: "administrator" } }, "yes"],
    ["a user of the parent", { user: { ...user, contractId: parent } }, "yes"],
    ["the parent's representative", { user: { ...user, contractId: parent, type: "representative" } }, "yes"],
    ["a user of another child", { user: { ...user, contractId: sibling } }, "USER_NOT_FOUND"],
    ["nobody", { user: undefined }, "USER_NOT_FOUND"],
    [
      "the contract's representative, who has it already",
      { user: { ...user, type: "representative" } },
      "ACCESS_OF_REPRESENTATIVE",
    ],
    ["a user who is being made", { user: { ...user, state: "provisioning" } }, "yes"],
    ["a user who is being deleted", { user: { ...user, state: "deleting" } }, "USER_STATE_FORBIDS"],
    ["to a tenant that is being made", { tenant: { ...tenant, state: "provisioning" } }, "yes"],
    ["to a tenant that is gone", { tenant: { ...tenant, state: "deleted" } }, "TENANT_STATE_FORBIDS"],
    ["until a moment later", { until: at("09:00:00.001") }, "yes"],
    ["until this very instant", { until: now }, "ACCESS_UNTIL_PASSED"],
    ["once more, the same", { existing: stands }, "ACCESS_EXISTS"],
    ["once more, while it is being given", { existing: { ...stands, state: "granting", grantedAt: null } }, "ACCESS_EXISTS"],
    ["once more, with the same end", { existing: ending, until: at("10:00:00") }, "ACCESS_EXISTS"],
    ["once more, for longer", { existing: ending, until: at("11:00:00") }, "yes"],
    ["once more, for good", { existing: ending }, "yes"],
    ["what is for good, to an end", { existing: stands, until: at("11:00:00") }, "yes"],
    ["what is being taken away", { existing: { ...stands, state: "revoking" } }, "yes"],
  ])("%s", (_, changed, expected) => {
    const facts = { partnerId: parent, tenant, userId: user.id, user, existing: undefined, until: null, now };
    const decision = decideGrantAccess({ ...facts, ...changed });
    expect(decision.ok ? "yes" : decision.code).toBe(expected);
  });
});

describe("whose access may be taken away", () => {
  test.each<[string, Partial<Parameters<typeof decideRevokeAccess>[0]>, string]>([
    ["a user's", {}, "yes"],
    [
      "that of a parent's representative on a child's tenant",
      { user: { ...user, contractId: parent, type: "representative" } },
      "yes",
    ],
    ["one that is still being given", { existing: { ...stands, state: "granting", grantedAt: null } }, "yes"],
    ["the representative's", { user: { ...user, type: "representative" } }, "ACCESS_OF_REPRESENTATIVE"],
    ["one that is being taken away", { existing: { ...stands, state: "revoking" } }, "ACCESS_NOT_FOUND"],
    ["one that there is not", { existing: undefined }, "ACCESS_NOT_FOUND"],
    ["that of a user whom the caller may not know", { user: undefined }, "ACCESS_NOT_FOUND"],
  ])("%s", (_, changed, expected) => {
    const decision = decideRevokeAccess({ tenant, userId: user.id, user, existing: stands, ...changed });
    expect(decision.ok ? "yes" : decision.code).toBe(expected);
  });
});

test.each<[string, AccessFacts, Date, string]>([
  ["a moment before its end", ending, at("09:59:59.999"), "granted"],
  ["at its end", ending, at("10:00:00"), "revoking"],
  ["without an end", stands, at("23:59:59"), "granted"],
])("access %s", (_, access, when, expected) => {
  expect(accessStateAt(access, when)).toBe(expected);
});
