import { describe, expect, test } from "vitest";
import { parsePlanItems, readPlanItems } from "./plan-items.ts";
import { programmePrices } from "./price-list.ts";
import { readPriceList } from "./price-list-file.ts";

const head = "menu,plan,price_menu,price_plan\n";

describe("plan items", () => {
  test("every row names a plan that has a price", () => {
    const priced = new Set(programmePrices(readPriceList()).map(({ menu, plan }) => `${menu}/${plan}`));
    const items = readPlanItems();
    expect(items.filter(({ priceMenu, pricePlan }) => !priced.has(`${priceMenu}/${pricePlan}`))).toEqual([]);
    expect(items.length).toBeGreaterThan(30);
  });

  test("every plan can be ordered: lower-case words, with a size at most once", () => {
    for (const { plan } of readPlanItems()) {
      expect(plan.replace("{size}", "1")).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
    }
  });

  test.each([
    ["a,x,A,", "lacks a field"],
    ["a,x,A,X\na,x,A,Y", "twice"],
    ["a,x,A,X\na,y,B,Y", "two price menus"],
  ])("refused: %j", (rows, why) => {
    expect(() => parsePlanItems(head + rows)).toThrow(why);
  });
});
