import { describe, expect, test } from "vitest";
import {
  type ContractAction,
  type ContractState,
  contractActionStates,
  contractStates,
  decideContractAction,
  decideTermination,
} from "./index.ts";

/** y: may be accepted, -: CONTRACT_STATE_FORBIDS. Columns are the states in the order of contractStates. */
const table: [ContractAction, string][] = [
  //                 provisioning active suspending suspended resuming terminating terminated failed
  ["change", "         y          y      y          y         y        -           -          -"],
  ["suspend", "        y          y      -          -         y        -           -          -"],
  ["resume", "         -          -      y          y         -        -           -          -"],
  ["terminate", "      -          y      -          y         -        -           -          y"],
  ["hold-resources", " y          y      -          -         y        -           -          -"],
  ["change-people", "  y          y      y          y         y        -           -          -"],
];

describe("what may be done to a contract in which state", () => {
  test("the table has every action", () => {
    expect(table.map(([action]) => action)).toEqual(Object.keys(contractActionStates));
  });
  for (const [action, cells] of table) {
    test.each(
      cells
        .trim()
        .split(/\s+/)
        .map((cell, i) => [contractStates[i] as ContractState, cell === "y"] as const),
    )(`${action} while %s: %s`, (state, allowed) => {
      const decision = decideContractAction({ id: "econ1000000001", kind: "child", state }, action);
      expect(decision.ok).toBe(allowed);
      if (!decision.ok) expect(decision.code).toBe("CONTRACT_STATE_FORBIDS");
    });
  }
});

describe("termination", () => {
  const contract = { id: "econ1000000001", kind: "child", state: "active" } as const;
  test.each([
    ["nothing is left", { tenants: 0, openOrders: 0 }, undefined],
    ["a tenant is left", { tenants: 1, openOrders: 0 }, "CONTRACT_HAS_TENANTS"],
    ["an order is under way", { tenants: 0, openOrders: 1 }, "CONTRACT_HAS_OPEN_ORDERS"],
  ])("%s", (_, left, code) => {
    const decision = decideTermination(contract, left);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
  test("a parent contract is not ended here", () => {
    expect(decideTermination({ ...contract, kind: "parent" }, { tenants: 0, openOrders: 0 })).toMatchObject({
      code: "CONTRACT_IS_PARENT",
    });
  });
});
