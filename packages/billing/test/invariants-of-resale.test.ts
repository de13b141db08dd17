import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseRule,
  endUserStatement,
  exact,
  type InvoiceLine,
  priceForResale,
  type ResaleLine,
  type ResaleRule,
} from "../src/index.ts";
import { months, usage } from "./arbitraries.ts";
import { childContracts, closeMonth } from "./sample-month.ts";

describe("I14 resale rules", () => {
  const scopes: fc.Arbitrary<ResaleRule["scope"]> = fc.oneof(
    fc.constantFrom("r1", "r2").map((resourceId) => ({ of: "resource", resourceId }) as const),
    fc.constantFrom("p1", "p2").map((plan) => ({ of: "plan", menu: "m1", plan }) as const),
    fc.constantFrom("m1", "m2").map((menu) => ({ of: "menu", menu }) as const),
    fc.constantFrom("c1", "c2").map((category) => ({ of: "category", category }) as const),
    fc.constant({ of: "all" } as const),
  );
  const holders: fc.Arbitrary<ResaleRule["holder"]> = fc.oneof(
    fc.constantFrom("k1", "k2").map((contractId) => ({ of: "contract", contractId }) as const),
    fc.constantFrom("g1", "g2").map((groupId) => ({ of: "group", groupId }) as const),
    fc.constant({ of: "partner" } as const),
  );
  const rules = fc
    .uniqueArray(fc.tuple(scopes, holders, months), { selector: (rule) => JSON.stringify(rule), maxLength: 12 })
    .map((drawn) =>
      drawn.map(([scope, holder, from], i): ResaleRule => {
        return {
          id: String(i),
          scope,
          holder,
          from,
          to: undefined,
          price: { kind: "percent", basis: "cost", percent: exact(i) },
        };
      }),
    );
  const subject = { contractId: "k1", groupIds: ["g1"], resourceId: "r1", menu: "m1", plan: "p1", category: "c1" };

  it("I14 exactly one rule wins, whatever the order in which they stand, and every other says why not", () => {
    fc.assert(
      fc.property(
        rules.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        months,
        ([all, shuffled], month) => {
          const [choice, again] = [chooseRule(all, subject, month), chooseRule(shuffled, subject, month)];
          const winner = choice.ok ? choice.rule.id : choice.code;
          expect(again.ok ? again.rule.id : again.code).toBe(winner);
          const won = choice.ok ? choice.considered.filter(({ outcome }) => outcome === "won").map(({ ruleId }) => ruleId) : [];
          expect(won).toEqual(winner === "RESALE_RULE_MISSING" ? [] : [winner]);
          expect(choice.ok ? choice.considered.length : all.length).toBe(all.length);
        },
      ),
    );
  });

  it("I14 a rule for all and the whole partner leaves no line without a rule", () => {
    const base: ResaleRule = {
      id: "base",
      scope: { of: "all" },
      holder: { of: "partner" },
      from: "2000-01",
      to: undefined,
      price: { kind: "percent", basis: "list", percent: exact(0) },
    };
    fc.assert(
      fc.property(rules, months, (drawn, month) => {
        expect(chooseRule([...drawn, base], subject, month).ok).toBe(true);
      }),
    );
  });
});

describe("I20 an end user sees the resale side only", () => {
  it("I20 no cost, margin, rule or trace reaches an end user's statement, and no other contract's line", () => {
    fc.assert(
      fc.property(usage, months, fc.integer({ min: 1, max: 300 }), (records, month, percent) => {
        const { lines } = closeMonth(month, records);
        const statement = endUserStatement(
          childContracts[0],
          month,
          lines.map((line) => resold(line, percent)),
        );
        const own = lines.filter((line) => line.contractId === childContracts[0]);
        expect(statement.lines.length).toBe(own.length);
        for (const line of statement.lines) {
          expect(Object.keys(line).sort()).toEqual(["component", "corrects", "menu", "price", "resourceId", "usageMonth"]);
        }
        expect(Object.keys(statement).sort()).toEqual(["contractId", "illustrative", "lines", "month", "net"]);
        expect(statement.net).toBe(statement.lines.reduce((sum, line) => sum + line.price, 0n));
      }),
    );
  });
});

function resold(cost: InvoiceLine, percent: number): ResaleLine {
  const rule: ResaleRule = {
    id: "base",
    scope: { of: "all" },
    holder: { of: "partner" },
    from: "2000-01",
    to: undefined,
    price: { kind: "percent", basis: "cost", percent: exact(percent) },
  };
  const side = { cost: cost.net, list: cost.net, quantity: 1, used: true };
  return { cost, choice: { ok: true, rule, considered: [] }, resale: priceForResale(rule.price, side, "floor") };
}
