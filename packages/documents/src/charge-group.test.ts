import { netOf } from "@saihan/billing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invoices } from "../test/arbitraries.ts";
import { children, linesOf } from "../test/sample-month.ts";
import { chargeGroups, purposeOf } from "./charge-group.ts";

describe("chargeGroups", () => {
  it("adds up to the lines, by contract and by menu, and loses none", () => {
    fc.assert(
      fc.property(invoices, fc.constantFrom("contract", "menu"), ({ invoice }, by) => {
        for (const { lines, net } of invoice.statements) {
          const groups = chargeGroups(lines, by);
          expect(netOf(groups)).toBe(net);
          expect(groups.reduce((sum, group) => sum + group.lines, 0)).toBe(lines.length);
          expect(groups.some(({ illustrative }) => illustrative)).toBe(lines.some(({ illustrative }) => illustrative));
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [children.aoba, ["2024年5月分 ご利用料金", "2024年4月分の訂正(確定後に判明した差額)"]],
    [children.minato, ["2024年5月分 ご利用料金", "2024年4月分のSLAに基づく返金"]],
    [children.kitano, ["2024年5月分 ご利用料金", "2024年5月分 個別計上"]],
  ])("of %s: what each amount is for", (contractId, purposes) => {
    const groups = chargeGroups(
      linesOf().filter((line) => line.contractId === contractId),
      "contract",
    );
    expect(groups.map((group) => purposeOf(group, "ja")).sort()).toEqual(purposes.sort());
  });
});
