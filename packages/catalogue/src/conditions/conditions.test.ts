import { describe, expect, test } from "vitest";
import {
  type Condition,
  type ConditionCode,
  type Example,
  exampleAt,
  exampleFacts,
  exampleMenu,
  type Finding,
} from "../condition.ts";
import { conditionCodes, conditions } from "./index.ts";

/** Conditions whose cases cannot go both ways. */
const oneWay: readonly ConditionCode[] = ["NOT_RESALABLE"];

describe.each(conditionCodes)("%s", (code) => {
  const condition = conditions[code] as Condition<ConditionCode>;
  const cases = condition.examples.map((example) => [example.says, example.verdict, example] as const);

  test.each(cases)("%s: %s", (_, verdict, example) => {
    const finding = run(condition, example);
    const { supply, dueOn, turn } = example;
    const stated = { ...(supply && { supply }), ...(dueOn && { dueOn }), ...(turn && { turn }) };
    expect({ turn: condition.turn, ...finding, verdict: verdictOf(finding) }).toMatchObject({ verdict, ...stated });
  });

  test("its cases go both ways", () => {
    const verdicts = new Set(condition.examples.map((example) => example.verdict));
    expect(verdicts.has("allowed")).toBe(!oneWay.includes(code));
    expect(verdicts.size).toBeGreaterThanOrEqual(oneWay.includes(code) ? 1 : 2);
  });

  test("its record is whole", () => {
    expect(condition.code).toBe(code);
    expect(condition.sentence.ja).toMatch(/。$/);
    expect(condition.sentence.en).toMatch(/\.$/);
    expect(condition.source).not.toBe("");
    // Wherever a case creates a duty, its day is stated.
    expect(condition.examples.filter((e) => e.verdict === "creates-duty" && !e.dueOn)).toEqual([]);
  });
});

function run(condition: Condition<ConditionCode>, example: Example<ConditionCode>): Finding {
  return condition.check(
    { ...exampleFacts, ...example.facts },
    { menu: example.menu ?? exampleMenu, figures: example.figures as never, at: new Date(example.at ?? exampleAt) },
  );
}

function verdictOf(finding: Finding) {
  return finding.kind === "met" ? "allowed" : finding.kind;
}
