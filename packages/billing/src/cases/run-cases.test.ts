import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { runCases, summarise } from "./run-cases.ts";

const file = JSON.parse(readFileSync(new URL("../../test-data/billing-cases.json", import.meta.url), "utf8"));
const results = runCases(file);

describe("the worked examples, through the product's own functions", () => {
  it("are 175, over 65 ops", () => {
    expect(results.length).toBe(175);
    expect(summarise(results).length).toBe(65);
  });

  it.each(results.map((result) => [result.op, result.id, result.title, result] as const))(
    "%s %s: %s",
    (_op, _id, _title, result) => {
      expect(result).toMatchObject({ verdict: "passed", differences: [], unread: [] });
    },
  );

  it("leave no op without an adapter, and no adapter without a case", () => {
    const ops = new Set(results.map(({ op }) => op));
    expect([...ops].sort()).toEqual([...adapters.keys()].sort());
  });
});

describe("a wrong figure is found", () => {
  it("in every case that expects a figure", () => {
    const wrong = structuredClone(file);
    for (const one of wrong.cases) one.expected = spoil(one.expected);
    const passed = runCases(wrong).filter(({ verdict }) => verdict === "passed");
    expect(passed.map(({ id }) => id)).toEqual([]);
  });
});

describe("a bad case is reported, and the others go on", () => {
  const good = { id: "good", op: "round_up_minutes", input: { seconds: 61 }, expected: { minutes: 2 } };

  it.each<[string, unknown, string, string | undefined]>([
    ["an op that nobody knows", { ...good, op: "guess" }, "unsupported", undefined],
    ["no op", { input: {}, expected: {} }, "malformed", "case 1.op is missing"],
    ["no case at all", null, "malformed", "case 1 is not an object"],
    ["no expectation", { ...good, expected: undefined }, "malformed", "case 1 expects nothing"],
    ["an expectation that is no object", { ...good, expected: 2 }, "failed", undefined],
    ["no input", { ...good, input: undefined }, "malformed", "input is not an object"],
    ["a missing field", { ...good, input: {} }, "malformed", "input.seconds is missing"],
    ["a text for a number", { ...good, input: { seconds: "many" } }, "malformed", 'input.seconds: not an exact number: "many"'],
    ["an input that the product refuses", { ...good, input: { seconds: -1 } }, "malformed", "time is negative"],
    ["a figure that is not produced", { ...good, expected: { hours: 1 } }, "failed", undefined],
    [
      "a division by zero",
      { op: "package", input: { quantity: 1, pack_size: 0, pack_price: 1 }, expected: {} },
      "malformed",
      "a pack holds nothing",
    ],
    ["a name of the prototype", { ...good, op: "constructor" }, "unsupported", undefined],
  ])("%s", (_title, bad, verdict, fault) => {
    const [first, second] = runCases([bad, good]);
    expect([first?.verdict, first?.fault, second?.verdict]).toEqual([verdict, fault, "passed"]);
  });

  it("a file without cases is refused as a whole", () => {
    expect(() => runCases({ schema: 1 })).toThrow("the file has no list called cases");
    expect(() => runCases(null)).toThrow("the file has no list called cases");
  });

  it("fields that an adapter does not read are told", () => {
    expect(runCases([{ ...good, input: { seconds: 61, hours: 1 } }])[0]?.unread).toEqual(["input.hours"]);
  });

  it("numbers may be written as numbers, with decimals too", () => {
    const one = { op: "threshold_price", input: { gb: 50.5, threshold_gb: 50, unit_price: 7.8 }, expected: { amount: 393.9 } };
    expect(runCases([one])[0]?.verdict).toBe("passed");
  });

  it("the figure of a known mistake must not come out", () => {
    expect(runCases([{ ...good, expected: { wrong_if_rounded_down: 2 } }])[0]?.differences).toEqual([
      { path: "wrong_if_rounded_down", expected: "not 2", actual: "2" },
    ]);
  });
});

/** The first figure, text or truth of an expectation, changed. */
function spoil(expected: Record<string, unknown>): Record<string, unknown> {
  const [name, value] = Object.entries(expected)[0] ?? ["nothing", null];
  return { ...expected, [name]: spoilValue(value) };
}

function spoilValue(value: unknown): unknown {
  if (Array.isArray(value)) return [...value, "one too many"];
  if (typeof value === "object" && value !== null) return spoil(value as Record<string, unknown>);
  if (typeof value === "boolean") return !value;
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? `${value}1` : `${value} not`;
}
