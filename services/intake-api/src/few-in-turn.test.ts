import { expect, test } from "vitest";
import { fewInTurn } from "./few-in-turn.ts";

test.each([
  { few: 2, most: 10, come: 0, turns: [], left: 0 },
  { few: 2, most: 10, come: 1, turns: [[1]], left: 0 },
  { few: 2, most: 10, come: 5, turns: [[1, 2], [3, 4], [5]], left: 0 },
  { few: 3, most: 4, come: 6, turns: [[1, 2, 3], [4]], left: 2 },
])("$come come: $few in a turn, $most in line, $left find it full", ({ few, most, come, turns, left }) => {
  const awaited: (() => void)[] = [];
  const line = fewInTurn(few, most, (turn) => awaited.push(turn));
  let done: number[] = [];
  let full = 0;
  for (let n = 1; n <= come; n++) if (!line(() => done.push(n))) full++;
  const seen: number[][] = [];
  for (let turn = awaited.shift(); turn; turn = awaited.shift()) {
    expect(awaited).toHaveLength(0);
    turn();
    seen.push(done);
    done = [];
  }
  expect([seen, full]).toEqual([turns, left]);
});

test("what comes while others are done has its turn later, and after a quiet time at once", () => {
  const awaited: (() => void)[] = [];
  const line = fewInTurn(1, 10, (turn) => awaited.push(turn));
  const done: string[] = [];
  line(() => {
    done.push("first");
    line(() => done.push("from within"));
  });
  awaited.shift()?.();
  expect(done).toEqual(["first"]);
  awaited.shift()?.();
  expect([done, awaited]).toEqual([["first", "from within"], []]);
  line(() => done.push("later"));
  awaited.shift()?.();
  expect(done.at(-1)).toBe("later");
});
