import { expect, test } from "vitest";
import { decideCreateWorkspace, decideDeleteWorkspace, decideTenantInWorkspace } from "./workspace.ts";

const tenantId = "0123456789abcdef0123456789abcdef";
const [id, contractId] = ["ws1000000001", "econ1000000002"];
const empty = { id, contractId, regions: [] };
const held = { id, contractId, regions: [{ region: "jp1", tenantId }] };

test.each([
  ["the first workspace of a contract", decideCreateWorkspace(0), true],
  ["the hundredth", decideCreateWorkspace(99), true],
  ["the hundred and first", decideCreateWorkspace(100), "WORKSPACE_LIMIT_REACHED"],
  ["a tenant in an empty workspace", decideTenantInWorkspace(empty, "jp1"), true],
  ["a tenant in another region", decideTenantInWorkspace(held, "jp2"), true],
  ["a second tenant in a region", decideTenantInWorkspace(held, "jp1"), "WORKSPACE_REGION_TAKEN"],
  ["deleting an empty workspace", decideDeleteWorkspace(empty), true],
  ["deleting one that holds a tenant", decideDeleteWorkspace(held), "WORKSPACE_HAS_TENANTS"],
] as const)("%s (sdpf section 1)", (_, decision, answer) => {
  expect(decision.ok || decision.code).toBe(answer);
});
