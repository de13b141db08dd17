import { expect, test } from "vitest";
import { openDomainGate } from "./domain-gate.ts";

function gateAt(perSecond: number) {
  let at = 1_000;
  const gate = openDomainGate({ perSecond, firstPauseMs: 100, longestPauseMs: 1_000 }, () => at);
  return { gate, pass: (ms: number) => (at += ms) };
}

test("with a rate each mail has a slot of its own, and goes when it comes back at that time", () => {
  const { gate, pass } = gateAt(10);
  expect(["a", "b", "c"].map((mail) => gate.wait("x.example", mail))).toEqual([0, 100, 200]);
  expect(gate.wait("y.example", "d")).toBe(0);
  pass(100);
  expect([gate.wait("x.example", "c"), gate.wait("x.example", "b")]).toEqual([100, 0]);
  expect(gate.wait("x.example", "e")).toBe(200);
});

test("a domain that puts mail off three times in a row is left alone for a time that doubles up to a limit", () => {
  const { gate, pass } = gateAt(0);
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    gate.putOff("x.example");
    const wait = gate.wait("x.example", "a");
    waits.push(wait);
    pass(wait);
  }
  expect(waits).toEqual([0, 0, 100, 200, 400, 800, 1_000, 1_000]);
  gate.took("x.example");
  gate.putOff("x.example");
  expect([gate.wait("x.example", "a"), gate.wait("y.example", "b")]).toEqual([0, 0]);
});
