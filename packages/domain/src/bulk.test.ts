import { describe, expect, test } from "vitest";
import { type BulkGrounds, type ContractRowAsked, type KnownContract, planContractRow, repeatedRows } from "./bulk.ts";

const representative = { loginId: "taro@a.example", mailAddress: "taro@a.example", name: "山田 太郎" };
const known: KnownContract = {
  ...{
    id: "econ1000000001",
    kind: "child",
    state: "active",
    customerName: "A",
    customerNumber: "A00001",
    language: "ja",
    representative,
  },
};
const ended: KnownContract = { ...known, id: "econ1000000002", state: "terminated", customerNumber: "A00002" };
const twins = ["econ1000000003", "econ1000000004"].map((id): KnownContract => ({ ...known, id, customerNumber: "TWIN01" }));
const grounds: BulkGrounds = {
  byId: new Map([known, ended].map((contract) => [contract.id, contract])),
  byNumber: new Map([
    ["A00001", [known]],
    ["TWIN01", twins],
  ]),
  takenLoginIds: new Set(["taken@x.example"]),
};
const person = { loginId: "new@x.example", mailAddress: "new@x.example" };

describe("what a row of a bulk comes to", () => {
  test.each<[string, ContractRowAsked, string]>([
    ["a number that nobody has: created", { customerNumber: "NEW001", customerName: "N", ...person }, "create"],
    ["no number: created", { customerName: "N", ...person }, "create"],
    ["without a name there is no contract to make", { customerNumber: "NEW001", ...person }, "BULK_ROW_INCOMPLETE"],
    [
      "a login id is one person's, however it is written",
      { customerName: "N", ...person, loginId: "Taken@X.example" },
      "LOGIN_ID_TAKEN",
    ],
    ["a number in use and another name: changed", { customerNumber: "A00001", customerName: "B" }, "change"],
    [
      "a number in use and all as it is: unchanged",
      { customerNumber: "A00001", customerName: "A", ...representative },
      "unchanged",
    ],
    ["an id and nothing else: unchanged", { contractId: known.id }, "unchanged"],
    ["an id and another number: changed", { contractId: known.id, customerNumber: "B00001" }, "change"],
    [
      "another representative is an order of its own",
      { customerNumber: "A00001", loginId: "hanako@a.example" },
      "BULK_ROW_REPRESENTATIVE",
    ],
    ["an id that is not there", { contractId: "econ9999999999", customerName: "B" }, "CONTRACT_NOT_FOUND"],
    ["an ended contract is not changed", { contractId: ended.id, customerName: "B" }, "CONTRACT_STATE_FORBIDS"],
    ["a number that two have names neither", { customerNumber: "TWIN01", customerName: "B" }, "BULK_ROW_AMBIGUOUS"],
  ])("%s", (_what, row, expected) => {
    const verdict = planContractRow(row, grounds);
    expect(verdict.ok ? verdict.action : verdict.code).toBe(expected);
  });

  test("a change names only what differs", () => {
    expect(planContractRow({ contractId: known.id, customerName: "B", language: "ja" }, grounds)).toEqual({
      ...{ ok: true, action: "change", contractId: known.id, change: { customerName: "B" } },
    });
  });

  test("rows that mean what an earlier row means, with the earlier one's number", () => {
    const rows = [
      { customerNumber: "A00001" },
      undefined,
      { customerNumber: "A00001" },
      { loginId: "a@x.example" },
      { loginId: "A@x.example", customerNumber: "A00009" },
      { contractId: known.id },
      { contractId: known.id },
    ];
    expect([...repeatedRows(rows)]).toEqual([
      [3, 1],
      [5, 4],
      [7, 6],
    ]);
  });
});
