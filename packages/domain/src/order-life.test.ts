import { describe, expect, test } from "vitest";
import { hasEnded, mayBecome, orderLife, orderStates, stateDeadline, whenOverdue } from "./index.ts";

describe("the time that a state may last", () => {
  test.each(orderStates)("%s ends in time, in a state it may become; what has ended does not", (state) => {
    const { until, becomes } = orderLife[state];
    expect(until === "none").toBe(hasEnded(state));
    expect(becomes === null || mayBecome(state, becomes)).toBe(true);
    expect(becomes === null).toBe(hasEnded(state));
  });
  const at = (day: number) => new Date(Date.UTC(2026, 3, day));
  const instants = { deadlineAt: at(2), startAt: at(5), answerBy: at(8), waits: false };
  test.each([
    ["received", at(2)],
    ["executing", at(2)],
    ["cancelling", at(2)],
    ["compensating", new Date(at(2).getTime() + 30 * 60_000)],
    ["scheduled", at(5)],
    ["awaiting_approval", at(8)],
    ["succeeded", null],
  ] as const)("%s: %s", (state, deadline) => {
    expect(stateDeadline({ state, ...instants })).toEqual(deadline);
  });
  test("an order that waits for others has its time when they have ended", () => {
    expect(stateDeadline({ state: "received", ...instants, waits: true })).toBeNull();
  });
});

describe("an attempt behind the deadline", () => {
  const deadlineAt = new Date("2026-04-02T00:00:00.000Z");
  const late = (minutes: number) => new Date(deadlineAt.getTime() + minutes * 60_000);
  test.each([
    ["contract.create", "received", 1, -1, "go-on"],
    ["contract.create", "received", 1, 0, "fail"],
    ["contract.create", "executing", 2, 0, "take-back"],
    ["contract.create", "compensating", 3, 29, "go-on"],
    ["contract.create", "compensating", 3, 30, "fail"],
    ["contract.create", "executing", 2, 30, "fail"],
    ["contract.suspend", "executing", 2, 0, "fail"],
    ["contract.create", "cancelling", 1, 60, "go-on"],
    ["contract.create", "succeeded", 1, 60, "go-on"],
  ] as const)("%s, %s, attempt %i, %i minutes late: %s", (kind, state, attempt, minutes, expected) => {
    expect(whenOverdue({ kind, state, deadlineAt }, attempt, late(minutes))).toBe(expected);
  });
});
