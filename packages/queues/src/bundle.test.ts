import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadsOf } from "./relay.ts";
import { endOf } from "./run-bundle.ts";

const work = (id: number, partnerId: string, name = "send-mail") => ({
  ...{ id, partnerId, name, queue: "notifications", payload: {}, generation: 0, turn: id },
});

describe("what a job in the queue carries", () => {
  test("mails of one partner go together, other work goes alone", () => {
    const loads = loadsOf([work(1, "a"), work(2, "b"), work(3, "a"), work(4, "a", "address-notice"), work(5, "a")]);
    expect(loads.map(({ works }) => works.map(({ id }) => id))).toEqual([[1, 3, 5], [2], [4]]);
    expect(loads.map(({ carrier }) => carrier === null)).toEqual([false, false, true]);
  });

  test("no bundle is longer than its kind allows, mixes partners, or loses or repeats work; no two bear one name", () => {
    const some = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("send-mail", "address-notice")), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(some, (kinds) => {
        const due = kinds.map(([partnerId, name], n) => work(n + 1, partnerId, name));
        const loads = loadsOf(due);
        for (const { works, carrier } of loads) {
          expect(works.length).toBeLessThanOrEqual(carrier ? 25 : 1);
          expect(new Set(works.map(({ partnerId, name }) => `${partnerId} ${name}`)).size).toBe(1);
          expect(works.map(({ id }) => id)).toEqual(works.map(({ id }) => id).toSorted((a, b) => a - b));
        }
        const carried = loads.flatMap(({ works }) => works.map(({ id }) => id));
        expect(carried.toSorted((a, b) => a - b)).toEqual(due.map(({ id }) => id));
        const names = loads.flatMap(({ carrier }) => (carrier ? [carrier] : []));
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

describe("when a piece that has not been done is due again", () => {
  const at = new Date("2026-04-01T00:00:00Z");
  const piece = { workId: 1, attempt: 3 };
  const waits = (end: Parameters<typeof endOf>[1]) =>
    (endOf(piece, end, at, 1_000).againAt?.getTime() ?? Number.NaN) - at.getTime();

  test("never, when it is done", () => {
    expect(endOf(piece, { end: "done", result: null }, at, 1_000)).toEqual({ workId: 1, attempt: 3, againAt: null, fault: null });
  });

  test("at the time that it names, when only its time had not come", () => {
    expect(waits({ end: "later", fault: "MAIL_DOMAIN_PACED", delayMs: 1_234, result: null })).toBe(1_234);
  });

  test.each([
    { tries: 1, atLeast: 500, atMost: 1_000 },
    { tries: 2, atLeast: 1_000, atMost: 2_000 },
    { tries: 5, atLeast: 8_000, atMost: 16_000 },
    { tries: 400, atLeast: 450_000, atMost: 900_000 },
  ])("after try $tries in vain between $atLeast and $atMost ms", ({ tries, atLeast, atMost }) => {
    const wait = waits({ end: "again", fault: "MAIL_SERVER_UNAVAILABLE", tries, result: null });
    expect(wait).toBeGreaterThanOrEqual(atLeast);
    expect(wait).toBeLessThanOrEqual(atMost);
  });
});
