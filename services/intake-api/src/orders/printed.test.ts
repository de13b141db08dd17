import { readFileSync } from "node:fs";
import { orderLife, orderStates, type StateClock } from "@saihan/domain";
import { expect, test } from "vitest";

const clocks: Record<StateClock, string> = {
  order: "the order's deadline",
  "taking-back": "30 minutes after the order's deadline",
  answer: "the request must be answered",
  start: "its `startAt`",
  none: "",
};

test("docs/orders.md prints the table", () => {
  const page = readFileSync(new URL("../../../../docs/orders.md", import.meta.url), "utf8");
  const rows = orderStates.map((state) => {
    const { turn, until, becomes, next } = orderLife[state];
    const cells = [`\`${state}\``, turn, clocks[until], becomes ?? "", next.filter((one) => one !== state).join(", ")];
    return `| ${cells.join(" | ")} |`;
  });
  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});
