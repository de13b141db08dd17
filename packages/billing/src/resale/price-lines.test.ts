import { describe, expect, it } from "vitest";
import { exact } from "../exact.ts";
import type { InvoiceLine } from "../invoicing/invoice-line.ts";
import { taxTermsOf } from "../invoicing/invoice-line.ts";
import { endUserStatement } from "./end-user-statement.ts";
import { type LineToPrice, priceLines } from "./price-lines.ts";
import { decideResaleRuleEnd, type ResaleRule } from "./resale-rule.ts";

const rule = (id: string, percent: number, change: Partial<ResaleRule> = {}): ResaleRule => ({
  ...{ id, scope: { of: "all" }, holder: { of: "partner" }, from: "2024-01", to: undefined },
  price: { kind: "percent", basis: "cost", percent: exact(percent) },
  ...change,
});

type Months = { usage: string; corrects?: string; due?: number; shown?: bigint };

function line(id: string, menu: string, net: bigint, months: Months): LineToPrice {
  const contractId = "econ0000000002";
  const cost: InvoiceLine = {
    ...{ id, contractId, menu, net, kind: months.corrects ? "adjustment" : "charge", component: "month", illustrative: false },
    ...{ tenantId: undefined, resourceId: `of-${id}`, usageMonth: months.usage, corrects: months.corrects },
    ...{ tax: taxTermsOf(months.usage), trace: { of: "manual", reason: "sample", enteredBy: "sample" } },
  };
  const subject = { contractId, groupIds: [], resourceId: `of-${id}`, menu, plan: "p", category: "c" };
  const due = months.due ?? Number(net);
  const side = { cost: due, list: due, quantity: 1, used: due !== 0 };
  return { cost, subject, side, alreadyShown: months.shown ?? 0n };
}

describe("a month's lines at resale prices", () => {
  const until = rule("until May", 10, { to: "2024-05" });
  const since = rule("since May", 20, { from: "2024-05" });
  const dns = rule("DNS since May", 50, { from: "2024-05", scope: { of: "menu", menu: "DNS" } });

  it.each<[string, LineToPrice, string, string]>([
    ["the month's own rule", line("a", "Virtual server", 1000n, { usage: "2024-05" }), "since May", "1200"],
    ["the narrower one", line("b", "DNS", 1000n, { usage: "2024-05" }), "DNS since May", "1500"],
    [
      "a correction of April by the rules of April",
      line("c", "DNS", -100n, { usage: "2024-05", corrects: "2024-04", due: 233, shown: 366n }),
      "until May",
      "-110",
    ],
    [
      "a charge that is taken back wholly leaves nothing of 333 x 1.1",
      line("d", "DNS", -333n, { usage: "2024-05", corrects: "2024-04", due: 0, shown: 366n }),
      "until May",
      "-366",
    ],
  ])("%s", (_title, one, winner, price) => {
    const { priced, unpriced } = priceLines([until, since, dns], [one], "floor");
    expect(unpriced).toEqual([]);
    expect(priced.map(({ choice, resale }) => [choice.rule.id, resale.price.toString()])).toEqual([[winner, price]]);
  });

  it("what no rule settles is named with its reason, and the others go on", () => {
    const lines = [
      line("a", "Virtual server", 1000n, { usage: "2024-05" }),
      line("b", "DNS", 1000n, { usage: "2024-05" }),
      line("c", "DNS", 7n, { usage: "2024-06" }),
    ];
    const { priced, unpriced } = priceLines([dns], lines, "floor");
    expect(priced.map(({ cost }) => cost.id)).toEqual(["b", "c"]);
    expect(unpriced.map(({ cost, reason }) => [cost.id, reason.code])).toEqual([["a", "RESALE_RULE_MISSING"]]);
    const statement = endUserStatement("econ0000000002", "2024-05", priced);
    expect(statement.net).toBe(1510n);
    expect(statement.lines.flatMap((shown) => Object.values(shown))).not.toContain(1000n);
  });
});

describe("may a rule's end be set?", () => {
  const now = new Date("2024-04-20T00:00:00Z");
  it.each<[string, Partial<ResaleRule>, string, string | undefined]>([
    ["for a coming month", {}, "2024-05", undefined],
    ["for the month that runs", {}, "2024-04", "RESALE_RULE_INVALID"],
    ["moved, while it has not come", { to: "2024-06" }, "2024-08", undefined],
    ["moved, when it comes with the next month", { to: "2024-05" }, "2024-06", undefined],
    ["moved, when it has come", { to: "2024-04" }, "2024-06", "RESALE_RULE_INVALID"],
    ["taken back before it begins", { from: "2024-07" }, "2024-07", undefined],
    ["before it begins", { from: "2024-07" }, "2024-06", "RESALE_RULE_INVALID"],
  ])("%s", (_title, change, to, code) => {
    const decision = decideResaleRuleEnd(rule("r", 1, change), to, now);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
});
