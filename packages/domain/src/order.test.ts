import { describe, expect, test } from "vitest";
import { catalogue, endStates, hasEnded, mayBecome, orderLife, orderStates, problemCodes, sentence } from "./index.ts";

describe("the life of an order", () => {
  test("every state can reach an end, and ends lead nowhere: a retry is an order of its own", () => {
    for (const state of orderStates) {
      const seen = new Set([state]);
      for (const at of seen) for (const next of orderLife[at].next) seen.add(next);
      expect([...seen].some(hasEnded), state).toBe(true);
    }
    for (const state of endStates) expect(orderLife[state].next, state).toEqual([]);
  });
  test("an ended order never executes", () => {
    for (const state of endStates) expect(mayBecome(state, "executing")).toBe(false);
  });
  test("somebody has the turn as long as it is open", () => {
    for (const state of orderStates) if (!hasEnded(state)) expect(orderLife[state].turn, state).not.toBe("nobody");
  });
});

describe("the catalogue of refusals and failures", () => {
  test.each(problemCodes)("%s says what happened and what to do, in both languages, with the same variables", (code) => {
    const { says, toDo } = catalogue[code];
    const variables = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => String(m[1])).toSorted();
    expect(variables(says.ja)).toEqual(variables(says.en));
    expect(variables(toDo.ja)).toEqual(variables(toDo.en));
    for (const text of [says.ja, toDo.ja]) expect(text).toMatch(/。$/);
    for (const text of [says.en, toDo.en]) expect(text).toMatch(/\.$/);
  });
  test("variables are filled in, and a missing one stays visible", () => {
    expect(sentence("USER_LIMIT_REACHED", "says", "en", { limit: 200 })).toBe("A contract has at most 200 users.");
    expect(sentence("USER_LIMIT_REACHED", "says", "en")).toContain("{limit}");
  });
});
