import { expect, test } from "vitest";
import { idOrNot, isRefusal } from "./refusals.ts";

test.each([
  ["ACTION_NOT_ALLOWED", true],
  ["SCOPE_MISSING", true],
  ["PARTNER_NOT_ACTIVE", true],
  ["CONTRACT_NOT_FOUND", true],
  ["API_KEY_NOT_FOUND", true],
  ["GROUP_MEMBER_UNKNOWN", true],
  ["ROUTE_NOT_FOUND", false],
  ["CONTRACT_STATE_FORBIDS", false],
  ["INVALID_REQUEST", false],
  ["PLATFORM_REFUSED", false],
] as const)("%s is written as a refusal: %s", (code, written) => {
  expect(isRefusal(code)).toBe(written);
});

test.each([
  ["econ1000000001", "econ1000000001"],
  ["01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60", "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60"],
  ["taro.yamada@example.jp", "(not an id)"],
  ["山田", "(not an id)"],
  ["", "(not an id)"],
  ["x".repeat(65), "(not an id)"],
  ["=cmd", "(not an id)"],
])("of the target %s stays %s", (given, kept) => {
  expect(idOrNot(given)).toBe(kept);
});
