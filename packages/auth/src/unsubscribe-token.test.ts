import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readUnsubscribeToken, unsubscribeToken } from "./unsubscribe-token.ts";

const key = randomBytes(32);
const what = { partnerId: "econ1000000001", contractId: "econ1000000002", userId: "u3", category: "news" };

test("a token says again what it was made for, and only under its own key", () => {
  const token = unsubscribeToken(key, what);
  expect(readUnsubscribeToken(key, token)).toEqual(what);
  expect(readUnsubscribeToken(randomBytes(32), token)).toBeUndefined();
});

test("no other text is a token", () => {
  const token = unsubscribeToken(key, what);
  const other = unsubscribeToken(key, { ...what, category: "maintenance" });
  expect(readUnsubscribeToken(key, `${other.split(".")[0]}.${token.split(".")[1]}`)).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect([undefined, text === token ? what : undefined]).toContainEqual(readUnsubscribeToken(key, text));
    }),
  );
});
