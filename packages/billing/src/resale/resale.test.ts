import { describe, expect, it } from "vitest";
import { exact } from "../exact.ts";
import { bandsOf } from "../prices/bands.ts";
import { chooseFirstMatch, chooseRule, type ResaleSubject } from "./choose-rule.ts";
import { marginOf } from "./end-user-statement.ts";
import { priceForResale, volumeDiscount } from "./resale-price.ts";
import { decideResaleRule, effectiveMonthOf, type ResaleKind, type ResaleRule } from "./resale-rule.ts";

const percent = (value: number): ResaleKind => ({ kind: "percent", basis: "cost", percent: exact(value) });
const rule = (id: string, change: Partial<ResaleRule> = {}): ResaleRule => ({
  id,
  scope: { of: "all" },
  holder: { of: "partner" },
  from: "2024-01",
  to: undefined,
  price: percent(20),
  ...change,
});
const subject: ResaleSubject = {
  contractId: "econ0000000002",
  groupIds: ["tokyo"],
  resourceId: "r",
  menu: "Virtual server",
  plan: "1vCPU-4GB",
  category: "server",
};

describe("which rule wins", () => {
  const base = rule("base");
  const menu = rule("menu", { scope: { of: "menu", menu: "Virtual server" } });
  const plan = rule("plan", { scope: { of: "plan", menu: "Virtual server", plan: "1vCPU-4GB" } });
  const group = rule("group", { holder: { of: "group", groupId: "tokyo" } });
  const contract = rule("contract", { holder: { of: "contract", contractId: "econ0000000002" } });
  const newer = rule("newer", { from: "2024-03" });
  const coming = rule("coming", { from: "2024-05" });
  const ended = rule("ended", { scope: { of: "resource", resourceId: "r" }, to: "2024-04" });
  const storage = rule("storage", { scope: { of: "category", category: "storage" } });

  it.each<[string, ResaleRule[], string]>([
    ["the only one", [base], "base"],
    ["a menu before all", [base, menu], "menu"],
    ["a plan before its menu", [menu, plan], "plan"],
    ["a menu for the partner before all for the contract", [menu, contract], "menu"],
    ["the contract before its group", [group, contract], "contract"],
    ["the group before the partner", [base, group], "group"],
    ["the latest start", [base, newer], "newer"],
    ["one that has not started does not count", [base, coming], "base"],
    ["nor one that has ended", [base, ended], "base"],
    ["nor one of another category", [base, storage], "base"],
  ])("%s", (_title, rules, winner) => {
    const choice = chooseRule(rules, subject, "2024-04");
    expect(choice.ok && choice.rule.id).toBe(winner);
  });

  it("says what became of each", () => {
    const choice = chooseRule([base, menu, plan, contract, newer, coming, storage], subject, "2024-04");
    expect(choice.ok && choice.considered.map(({ ruleId, outcome }) => `${ruleId}: ${outcome}`)).toEqual([
      "base: wider scope",
      "menu: wider scope",
      "plan: won",
      "contract: wider scope",
      "newer: wider scope",
      "coming: not in force",
      "storage: does not match",
    ]);
  });

  it("a rule that was entered late prices only what no other does, whatever its scope; of two the one entered first", () => {
    const late = { ...rule("late", { scope: { of: "menu", menu: "DNS" } }), enteredLate: "2024-04-20T00:00:00.000Z" };
    const later = {
      ...rule("later", { scope: { of: "plan", menu: "DNS", plan: "x" } }),
      enteredLate: "2024-04-21T00:00:00.000Z",
    };
    const dns = { ...subject, menu: "DNS", plan: "x" };
    const outcomes = (rules: ResaleRule[]) => {
      const choice = chooseRule(rules, dns, "2024-04");
      return choice.ok && choice.considered.map(({ outcome }) => outcome);
    };
    expect(outcomes([base, late])).toEqual(["won", "entered later"]);
    expect(outcomes([later, late])).toEqual(["entered later", "won"]);
  });

  it("no rule and a tie are refused, not settled by chance", () => {
    expect(chooseRule([storage], subject, "2024-04")).toMatchObject({ code: "RESALE_RULE_MISSING" });
    const twin = rule("twin", { holder: { of: "group", groupId: "osaka" } });
    const inBoth = { ...subject, groupIds: ["tokyo", "osaka"] };
    expect(chooseRule([group, twin], inBoth, "2024-04")).toMatchObject({ code: "RESALE_RULE_TIED" });
  });

  it("ordered overrides, first match, is the other published way", () => {
    const overrides = [
      { group: "reseller", percent: 5 },
      { group: "compute", percent: 10 },
    ];
    const percentFor = (groups: string[]) => chooseFirstMatch(overrides, 20, groups).percent.toString();
    expect([percentFor(["compute", "reseller"]), percentFor(["compute"]), percentFor([])]).toEqual(["5", "10", "20"]);
  });
});

describe("may a rule be saved?", () => {
  const now = new Date("2024-04-20T00:00:00Z");
  const standing = [
    rule("base", { from: "2024-06" }),
    rule("tokyo", { from: "2024-06", holder: { of: "group", groupId: "tokyo" } }),
  ];
  const meet = (a: string, b: string) => [a, b].sort().join() === "osaka,tokyo";

  it.each<[string, Partial<ResaleRule>, string | undefined]>([
    ["for a coming month", { from: "2024-05" }, undefined],
    ["for the month that runs", { from: "2024-04" }, "RESALE_RULE_TOO_EARLY"],
    ["of equal rank", { from: "2024-06" }, "RESALE_RULE_TIED"],
    [
      "of equal rank for groups that share a contract",
      { from: "2024-06", holder: { of: "group", groupId: "osaka" } },
      "RESALE_RULE_TIED",
    ],
    ["for a group apart", { from: "2024-06", holder: { of: "group", groupId: "nagoya" } }, undefined],
    ["another scope", { from: "2024-06", scope: { of: "menu", menu: "DNS" } }, undefined],
    ["for a month that has begun, to fill a gap", { from: "2024-01", enteredLate: "2024-04-20T00:00:00.000Z" }, undefined],
    ["that ends before it starts", { from: "2024-07", to: "2024-07" }, "RESALE_RULE_INVALID"],
    ["that takes off more than everything", { from: "2024-07", price: percent(-101) }, "RESALE_RULE_INVALID"],
    [
      "with a minimum above its cap",
      { from: "2024-07", price: { ...percent(1), minimum: exact(2), cap: exact(1) } },
      "RESALE_RULE_INVALID",
    ],
  ])("%s", (_title, change, code) => {
    const decision = decideResaleRule(rule("new", change), standing, now, meet);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });

  it("the coming month begins at 09:00 JST on the 1st", () => {
    expect(effectiveMonthOf(new Date("2024-04-01T08:59:59+09:00"))).toBe("2024-04");
    expect(effectiveMonthOf(new Date("2024-04-01T09:00:00+09:00"))).toBe("2024-05");
  });
});

describe("resale prices", () => {
  const side = { cost: 7200, list: 8000, quantity: 3, used: true };
  const unused = { cost: 0, list: 0, quantity: 0, used: false };
  const bands = bandsOf([{ upTo: 2, unit: 100 }, { unit: 50 }]);

  it.each<[string, ResaleKind, typeof side, string]>([
    ["mark-up on cost", percent(20), side, "8640"],
    ["discount off list", { kind: "percent", basis: "list", percent: exact(-7) }, side, "7440"],
    ["a quarter yen is dropped once per line", percent(25), { ...side, cost: 3333 }, "4166"],
    ["fixed unit price", { kind: "fixed_unit", unitPrice: exact("33.4") }, side, "100"],
    ["fixed month price", { kind: "fixed_month", monthly: exact(9800) }, side, "9800"],
    ["no fixed month price without use", { kind: "fixed_month", monthly: exact(9800) }, unused, "0"],
    ["graduated", { kind: "graduated", bands }, side, "250"],
    ["volume", { kind: "volume", bands }, side, "150"],
    ["packs of two", { kind: "package", packSize: exact(2), packPrice: exact(70), freeUnits: exact(0) }, side, "140"],
    ["free part of the list", { kind: "free_allowance", basis: "list", amount: exact(5000) }, side, "3000"],
    ["nothing left of the free part", { kind: "free_allowance", basis: "list", amount: exact(9000) }, side, "0"],
    ["minimum, always", { ...percent(20), minimum: exact(1000) }, unused, "1000"],
    ["minimum, when used", { ...percent(20), minimum: exact(1000), minimumWhen: "used" }, unused, "0"],
    ["cap after the percentage", { ...percent(20), cap: exact(8000) }, side, "8000"],
  ])("%s", (_title, kind, of, price) => {
    expect(priceForResale(kind, of, "floor").price.toString()).toBe(price);
  });

  it("high-volume discount is graduated on the part within each band", () => {
    const tiers = [
      { upTo: 5_000_000, percent: 0 },
      { upTo: 50_000_000, percent: 3 },
      { upTo: 100_000_000, percent: 4 },
      { upTo: null, percent: 5 },
    ];
    const discount = (amount: number) => volumeDiscount(amount, tiers).discount.toString();
    expect([5_000_000, 60_000_000, 500_000_000].map(discount)).toEqual(["0", "1750000", "23350000"]);
  });

  it("a loss is shown, not hidden", () => {
    const { byContract, total } = marginOf([
      { contractId: "A", cost: exact(6789), resale: exact(8146) },
      { contractId: "B", cost: exact(10), resale: exact(0) },
    ]);
    expect([byContract.get("A"), byContract.get("B"), total].map(String)).toEqual(["1357", "-10", "1347"]);
  });
});
