import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fullLines, giveTurns, longestLine } from "./turns.ts";

const work = (partnerId: string, count: number, queue = "users") => Array.from({ length: count }, () => ({ partnerId, queue }));
const line = (partnerId: string, waiting: number, first: number, queue = "users") => ({
  ...{ partnerId, queue, waiting, first, last: first + waiting - 1 },
});

describe("turns in a queue", () => {
  test("two partners who come together go in turn, however many each has", () => {
    const given = giveTurns([...work("a", 5), ...work("b", 2)], []);
    expect(given.map(({ partnerId, turn }) => `${partnerId}${turn}`)).toEqual(["a1", "a2", "a3", "a4", "a5", "b1", "b2"]);
  });

  test("who comes to a long line starts at its head, and its owner goes on at its end", () => {
    const given = giveTurns([...work("b", 2), ...work("a", 1)], [line("a", 100, 51)]);
    expect(given.map(({ turn }) => turn)).toEqual([51, 52, 151]);
  });

  test("another queue is another line", () => {
    expect(giveTurns(work("a", 1, "billing"), [line("a", 100, 51)]).map(({ turn }) => turn)).toEqual([1]);
  });

  test("a full line takes nothing, and that of another partner does", () => {
    const lines = [line("a", longestLine, 1)];
    expect(fullLines(lines)).toEqual(lines);
    expect(giveTurns([...work("a", 3), ...work("b", 1)], lines).map(({ partnerId }) => partnerId)).toEqual(["b"]);
  });

  test("while both have work in the queue, neither is served more than once more than the other", () => {
    const steps = fc.array(fc.record({ a: fc.nat(20), b: fc.nat(20), served: fc.nat(20) }), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (batches) => {
        const waiting: { partnerId: string; queue: string; turn: number }[] = [];
        const mine = (partnerId: string) => waiting.filter((w) => w.partnerId === partnerId);
        let ahead = 0;
        for (const { a, b, served } of batches) {
          const lines = ["a", "b"].flatMap((partnerId) => {
            const turns = mine(partnerId).map(({ turn }) => turn);
            if (turns.length === 0) return [];
            return [{ partnerId, queue: "users", waiting: turns.length, first: Math.min(...turns), last: Math.max(...turns) }];
          });
          waiting.push(...giveTurns([...work("a", a), ...work("b", b)], lines));
          waiting.sort((x, y) => x.turn - y.turn);
          for (let n = 0; n < served; n++) {
            if (mine("a").length === 0 || mine("b").length === 0) ahead = 0;
            ahead += waiting.shift()?.partnerId === "a" ? 1 : -1;
            if (mine("a").length === 0 || mine("b").length === 0) ahead = 0;
            expect(Math.abs(ahead)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
