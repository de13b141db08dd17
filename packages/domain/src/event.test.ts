import { expect, test } from "vitest";
import { eventKinds, namesEventKinds } from "./event.ts";

test.each([
  ["contract.create.succeeded", true],
  ["invoice.issue", true],
  ["contract.*", true],
  ["contract.create.*", true],
  ["access.grant.*", true],
  ["contract", false],
  ["contract.create", false],
  ["contract*", false],
  ["*", false],
  [".*", false],
  ["", false],
  ["session.open", false],
  ["cont.*", false],
])("%s names kinds of events: %s", (text, named) => {
  expect(namesEventKinds(text)).toBe(named);
});

test("no kind is there twice", () => {
  expect(new Set(eventKinds).size).toBe(eventKinds.length);
});
