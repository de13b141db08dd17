import { describe, expect, it } from "vitest";
import { issuer } from "../../test/sample-month.ts";
import { exact } from "../exact.ts";
import { bandsOf } from "../prices/bands.ts";
import { carryForward, commissionOn, commissionPerItem, commissionWithClawBack, commissionWithMinimum } from "./commission.ts";
import {
  type Confirmation,
  confirmationState,
  decidePayment,
  decidePaymentStatement,
  paymentStatement,
} from "./payment-statement.ts";
import { withholdingOn } from "./withholding.ts";

describe("commission", () => {
  it.each([
    [1_234_567, "61728"],
    [99, "4"],
    [19, "0"],
    [-40_000, "-2000"],
    [-39_999, "-2000"],
  ])("5 %% of %i yen is %s, rounded down once", (base, commission) => {
    expect(commissionOn(base, 5).toString()).toBe(commission);
  });

  it("150 an item up to 5,000 items, 85 for each over", () => {
    const bands = bandsOf([{ upTo: 5000, unit: 150 }, { unit: 85 }]);
    expect([0, 5000, 6200].map((items) => commissionPerItem(bands, items).toString())).toEqual(["0", "750000", "852000"]);
  });

  it("a percentage with a minimum", () => {
    expect([120, 200].map((base) => commissionWithMinimum(base, 20, 30).toString())).toEqual(["30", "40"]);
  });

  it("a credit note claws back at the rate that was paid, on a line of its own", () => {
    const { lines, commission } = commissionWithClawBack(5, 100_000, -40_000);
    expect(lines.map((line) => [line.base, line.commission].map(String))).toEqual([
      ["100000", "5000"],
      ["-40000", "-2000"],
    ]);
    expect(commission.toString()).toBe("3000");
    expect(() => commissionWithClawBack(5, 100_000, 40_000)).toThrow(RangeError);
  });

  it.each([
    ["below the minimum is carried until it is reached", [1800, 2900, 700], ["0", "0", "5400"], ["1800", "4700", "0"]],
    ["exactly the minimum is paid", [5000], ["5000"], ["0"]],
    ["a negative balance is carried, not asked back", [-3000, 4000, 4000], ["0", "0", "5000"], ["-3000", "1000", "0"]],
  ])("%s", (_title, months, paid, carried) => {
    const results = carryForward(5000, months);
    expect(results.map((month) => month.paid.toString())).toEqual(paid);
    expect(results.map((month) => month.carried.toString())).toEqual(carried);
  });
});

describe("withholding", () => {
  it.each([
    [200_000, 0, "individual", "8168"],
    [200_000, 50_000, "individual", "13273"],
    [200_000, 150_000, "individual", "20420"],
    [120_000, 0, "individual", "0"],
    [120_009, 0, "individual", "0"],
    [120_010, 0, "individual", "1"],
    [200_000, 0, "corporation", "0"],
  ] as const)("fee %i, salary %i, %s: %s", (fee, salary, payee, withheld) => {
    expect(withholdingOn({ fee, salary, payee, paidOn: "2024-04-30" }).toString()).toBe(withheld);
  });
});

describe("payment statement", () => {
  const facts = {
    payer: issuer,
    agent: { name: "代理店", address: "札幌市", registration: undefined },
    month: "2024-04",
    supplyDate: "2024-04-30",
    entries: [
      { contractId: "a", month: "2024-04", base: 1_234_567n, commission: 61_728n },
      { contractId: "b", month: "2024-04", base: -40_000n, commission: -2000n },
    ],
    taxPercent: exact(10),
    taxRounding: "floor",
  } as const;

  it("carries tax on the total, and the creditable share of its day", () => {
    expect(paymentStatement(facts)).toMatchObject({ commission: 59_728n, tax: 5972n, payable: 65_700n, creditableShare: "80" });
    expect(paymentStatement({ ...facts, supplyDate: "2026-10-31" }).creditableShare).toBe("70");
    expect(paymentStatement({ ...facts, agent: issuer }).creditableShare).toBe("100");
  });

  const sent: Confirmation = {
    sentAt: new Date("2024-05-10T00:00:00Z"),
    objectionDeadline: new Date("2024-05-20T00:00:00Z"),
    confirmedAt: undefined,
    objectedAt: undefined,
  };

  it.each<[string, Partial<Confirmation>, string, string, boolean]>([
    ["silence before the deadline", {}, "2024-05-19T23:59:59Z", "awaiting", false],
    ["silence at the deadline", {}, "2024-05-20T00:00:00Z", "deemed_confirmed", true],
    ["confirmed", { confirmedAt: new Date("2024-05-11T00:00:00Z") }, "2024-05-12T00:00:00Z", "confirmed", true],
    ["objected in time", { objectedAt: new Date("2024-05-19T00:00:00Z") }, "2024-06-01T00:00:00Z", "objected", false],
    ["objected too late", { objectedAt: new Date("2024-05-21T00:00:00Z") }, "2024-06-01T00:00:00Z", "deemed_confirmed", true],
  ])("%s", (_title, change, now, state, payable) => {
    const reached = confirmationState({ ...sent, ...change }, new Date(now));
    expect(reached).toBe(state);
    expect(decidePayment(reached, false).ok).toBe(payable);
  });

  const before = new Date("2024-05-19T00:00:00Z");
  const after = new Date("2024-05-20T00:00:00Z");
  it.each([
    ["issued", "confirmed", before, true],
    ["issued", "objected", before, true],
    ["issued", "deemed_confirmed", before, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["issued", "paid", before, "COMMISSION_NOT_PAYABLE"],
    ["issued", "deemed_confirmed", after, true],
    ["issued", "confirmed", after, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["issued", "objected", after, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["issued", "paid", after, true],
    ["confirmed", "objected", before, true],
    ["confirmed", "objected", after, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["confirmed", "paid", before, true],
    ["objected", "paid", after, "COMMISSION_NOT_PAYABLE"],
    ["objected", "deemed_confirmed", after, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["objected", "confirmed", after, true],
    ["objected", "void", after, true],
    ["paid", "void", after, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["paid", "paid", after, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ["void", "confirmed", before, "PAYMENT_STATEMENT_STATE_FORBIDS"],
  ] as const)("%s to %s", (state, to, now, expected) => {
    const decision = decidePaymentStatement({ number: "PS-1", state, deadline: sent.objectionDeadline }, to, now);
    expect(decision.ok || decision.code).toBe(expected);
  });

  it("is never paid beside an invoice of the agent", () => {
    expect(decidePayment("confirmed", true)).toMatchObject({ ok: false, code: "COMMISSION_NOT_PAYABLE" });
  });
});
