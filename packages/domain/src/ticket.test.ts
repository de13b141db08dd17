import { describe, expect, test } from "vitest";
import { isMessageText } from "./text.ts";
import { decideDisclosure, decideTicketMove } from "./ticket.ts";

describe("the life of a ticket", () => {
  test.each([
    ["open", "reply", "provider", "answered"],
    ["open", "reply", "partner", "open"],
    ["answered", "reply", "partner", "open"],
    ["answered", "reply", "provider", "answered"],
    ["open", "close", "partner", "closed"],
    ["answered", "close", "provider", "closed"],
    ["closed", "reopen", "partner", "open"],
    ["closed", "reply", "partner", "TICKET_STATE_FORBIDS"],
    ["closed", "close", "provider", "TICKET_STATE_FORBIDS"],
    ["open", "reopen", "partner", "TICKET_STATE_FORBIDS"],
    ["answered", "reopen", "provider", "TICKET_STATE_FORBIDS"],
  ] as const)("%s, %s by the %s: %s", (state, move, by, wanted) => {
    const outcome = decideTicketMove({ id: "tk1000000001", state }, move, by);
    expect(outcome.ok ? outcome.state : outcome.code).toBe(wanted);
  });
});

test.each([
  ["asked", "given", true],
  ["asked", "closed", true],
  ["given", "given", false],
  ["given", "closed", true],
  ["closed", "given", false],
  ["closed", "closed", false],
] as const)("a disclosure that is %s becomes %s: %s", (state, to, wanted) => {
  expect(decideDisclosure({ id: "d", state }, to).ok).toBe(wanted);
});

describe("what a message may hold", () => {
  test.each([
    ["lines", "一行目\n\n三行目\tタブ", true],
    ["nothing", "", false],
    ["only space", " \n ", false],
    ["a null", "a\u0000b", false],
    ["an escape", "a\u001b[31m", false],
    ["characters that turn the text round", "a\u202eb", false],
    ["half a character", "a\ud800", false],
    ["as long as it may be", "あ".repeat(20), true],
    ["a character more", "あ".repeat(21), false],
  ])("%s", (_, text, wanted) => {
    expect(isMessageText(text, 20)).toBe(wanted);
  });
});
