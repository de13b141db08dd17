import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBreaker } from "./breaker.ts";

const settings = { failures: 3, firstPauseMs: 100, longestPauseMs: 400, longestWishMs: 60_000 };

/** Enters, which must be allowed, and fails. */
function fail(breaker: ReturnType<typeof createBreaker>, at: number, wishMs?: number) {
  const pass = breaker.enter(at);
  if (!pass) throw new Error(`refused at ${at}`);
  breaker.failed(pass, at, "The platform is away.", wishMs);
}

describe("a circuit breaker", () => {
  test("opens after so many failures in a row, and says why and for how long", () => {
    const breaker = createBreaker(settings);
    fail(breaker, 0);
    fail(breaker, 1);
    expect(breaker.circuit(1)).toEqual({ state: "closed", why: undefined, pauseMs: 0 });
    fail(breaker, 2);
    expect(breaker.circuit(2)).toEqual({ state: "open", why: "The platform is away.", pauseMs: 100 });
    expect(breaker.enter(50)).toBeUndefined();
  });

  test("an answer between failures starts the count again", () => {
    const breaker = createBreaker(settings);
    for (let round = 0; round < 5; round++) {
      fail(breaker, round);
      fail(breaker, round);
      breaker.succeeded(breaker.enter(round) ?? "probe");
    }
    expect(breaker.circuit(9).state).toBe("closed");
  });

  test("after the pause one call goes through; its answer closes the circuit", () => {
    const breaker = createBreaker(settings);
    for (let i = 0; i < 3; i++) fail(breaker, 0);
    expect(breaker.enter(100)).toBe("probe");
    expect(breaker.enter(100)).toBeUndefined();
    expect(breaker.circuit(100).state).toBe("half-open");
    breaker.succeeded("probe");
    expect(breaker.circuit(101).state).toBe("closed");
    expect(breaker.enter(101)).toBe("call");
  });

  test("every failed probe doubles the pause, up to the longest", () => {
    const breaker = createBreaker(settings);
    for (let i = 0; i < 3; i++) fail(breaker, 0);
    let at = 0;
    const pauses: number[] = [];
    for (let i = 0; i < 5; i++) {
      pauses.push(breaker.circuit(at).pauseMs);
      at += breaker.circuit(at).pauseMs;
      fail(breaker, at);
    }
    expect(pauses).toEqual([100, 200, 400, 400, 400]);
  });

  test.each([
    { what: "the platform's wish opens the circuit at the first failure", wishMs: 5_000, pauseMs: 5_000 },
    { what: "a wish shorter than our own pause does not shorten it", wishMs: 1, pauseMs: 100 },
    { what: "a wish beyond reason is cut", wishMs: 86_400_000, pauseMs: 60_000 },
  ])("$what", ({ wishMs, pauseMs }) => {
    const breaker = createBreaker(settings);
    fail(breaker, 0, wishMs);
    expect(breaker.circuit(0)).toMatchObject({ state: "open", pauseMs });
  });

  test("calls sent before it opened neither close it nor make the pause longer", () => {
    const breaker = createBreaker(settings);
    const early = breaker.enter(0);
    for (let i = 0; i < 3; i++) fail(breaker, 0);
    breaker.succeeded(early ?? "probe");
    breaker.failed("call", 90, "The platform is away.");
    expect(breaker.circuit(90)).toMatchObject({ state: "open", pauseMs: 10 });
  });

  test("a probe that says nothing about the platform leaves the next one free", () => {
    const breaker = createBreaker(settings);
    for (let i = 0; i < 3; i++) fail(breaker, 0);
    expect(breaker.enter(100)).toBe("probe");
    breaker.undecided("probe");
    expect(breaker.enter(100)).toBe("probe");
  });

  test("whatever happens, it lets a call through within the longest pause, and never two probes at once", () => {
    const step = fc.record({ wait: fc.nat(500), outcome: fc.constantFrom("succeed", "fail", "undecided", "keep") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const breaker = createBreaker(settings);
        let at = 0;
        let probesUnderWay = 0;
        const probes: number[] = [];
        const refusals: number[] = [];
        for (const { wait, outcome } of steps) {
          at += wait;
          const pass = breaker.enter(at);
          if (!pass) {
            refusals.push(probesUnderWay > 0 ? 1 : breaker.circuit(at).pauseMs);
            continue;
          }
          if (pass === "probe") probes.push(++probesUnderWay);
          if (outcome === "keep") continue;
          if (pass === "probe") probesUnderWay--;
          if (outcome === "succeed") breaker.succeeded(pass);
          else if (outcome === "fail") breaker.failed(pass, at, "The platform is away.");
          else breaker.undecided(pass);
        }
        expect(Math.max(0, ...probes)).toBeLessThanOrEqual(1);
        expect(refusals.filter((ms) => ms <= 0 || ms > settings.longestPauseMs)).toEqual([]);
      }),
    );
  });
});
