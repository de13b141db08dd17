import { describe, expect, test } from "vitest";
import { type ContractAction, type ContractState, contractActionStates, contractStates, decideContractAction } from "./index.ts";

/** y: may be accepted, -: CONTRACT_STATE_FORBIDS. Columns are the states in the order of contractStates. */
const table: [ContractAction, string][] = [
  //                 provisioning active suspending suspended resuming terminating terminated failed
  ["change", "         y          y      y          y         y        -           -          -"],
  ["suspend", "        y          y      -          -         y        -           -          -"],
  ["resume", "         -          -      y          y         -        -           -          -"],
  ["terminate", "      -          y      -          y         -        -           -          y"],
  ["hold-resources", " y          y      -          -         y        -           -          -"],
  ["change-resources", " y        y      y          y         y        -           -          -"],
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
