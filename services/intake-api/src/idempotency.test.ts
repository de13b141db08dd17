import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprintOf, mayReplay, readIdempotencyKey } from "./idempotency.ts";

describe("the header", () => {
  test.each([
    [undefined, "IDEMPOTENCY_KEY_MISSING"],
    ["", "IDEMPOTENCY_KEY_INVALID"],
    ["   ", "IDEMPOTENCY_KEY_INVALID"],
    ['""', "IDEMPOTENCY_KEY_INVALID"],
    ["x", "x"],
    ["!", "!"],
    ["~", "~"],
    ["two words", "two words"],
    ["  padded  ", "padded"],
    ['"quoted"', "quoted"],
    ['"  spaces inside quotes"', "IDEMPOTENCY_KEY_INVALID"],
    ['"one quote', '"one quote'],
    ['one"quote', 'one"quote'],
    ['"a"b"', '"a"b"'],
    ["日本", "IDEMPOTENCY_KEY_INVALID"],
    ["emoji😀", "IDEMPOTENCY_KEY_INVALID"],
    ["tab\there", "IDEMPOTENCY_KEY_INVALID"],
    ["x".repeat(255), "x".repeat(255)],
    ["x".repeat(256), "IDEMPOTENCY_KEY_INVALID"],
    [["a", "b"], "a,b"],
  ])("%j is %s", (header, expected) => {
    const read = readIdempotencyKey(header);
    expect(read.ok ? read.key : read.code).toBe(expected);
  });
});

describe("the fingerprint", () => {
  const of = (body: unknown, method = "POST", address = "/v1/contracts") => fingerprintOf(method, address, body);

  test("is SHA-256 over method, address and content, in base64url", () => {
    const expected = createHash("sha256").update('POST /v1/contracts\n{"a":[true,null,"x"],"b":1}').digest("base64url");
    expect(of({ b: 1, a: [true, null, "x"] })).toBe(expected);
  });

  test.each([
    ["another method", of({ a: 1 }), of({ a: 1 }, "PATCH")],
    ["another address", of({ a: 1 }), of({ a: 1 }, "POST", "/v1/contracts?x=1")],
    ["another value", of({ a: 1 }), of({ a: 2 })],
    ["a number for a string", of({ a: 1 }), of({ a: "1" })],
    ["null for absent", of({ a: null }), of({})],
    ["another order of a list", of([1, 2]), of([2, 1])],
    ["a list for its only member", of([1]), of(1)],
    ["an empty object for an empty list", of({}), of([])],
    ["a field moved inside", of({ a: { b: 1 } }), of({ a: {}, b: 1 })],
    ["two fields for one with their text", of({ a: 1, b: 2 }), of({ 'a":1,"b': 2 })],
  ])("differs for %s", (_, a, b) => {
    expect(a).not.toBe(b);
  });

  test("does not depend on the order of fields, at any depth, nor on fields that are undefined", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(of(reversed(value))).toBe(of(value));
      }),
    );
    expect(of({ a: 1, b: undefined })).toBe(of({ a: 1 }));
    expect(of(undefined)).toBe(of(null));
  });

  test("different contents have different fingerprints", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        if (JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b))) expect(of(a)).not.toBe(of(b));
      }),
    );
  });
});

test("a kept answer is given again only to the same request", () => {
  expect(mayReplay({ fingerprint: "a" }, { key: "k", fingerprint: "a" })).toEqual({ ok: true });
  expect(mayReplay({ fingerprint: "a" }, { key: "k", fingerprint: "b" })).toMatchObject({
    ok: false,
    code: "IDEMPOTENCY_KEY_REUSED",
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([k, v]) => [k, reversed(v)]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return Object.is(value, -0) ? 0 : value;
  return Object.entries(value)
    .map(([k, v]) => [k, sorted(v)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
