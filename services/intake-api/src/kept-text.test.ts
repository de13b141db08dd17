import fc from "fast-check";
import { expect, test } from "vitest";
import { unkeptTexts } from "./kept-text.ts";

test.each([
  { value: "青葉 𠮷 \u202e\n", found: [] },
  { value: "a\u0000", found: [""] },
  { value: { a: ["b", { "c/~d": "\ud800" }], e: 1, f: null }, found: ["/a/1/c~1~0d"] },
  { value: { x: { "a\u0000": { "\udfff": 1 } }, y: "\udfff" }, found: ["/x", "/y"] },
])("$value", ({ value, found }) => expect(unkeptTexts(value)).toEqual(found));

test("what well-formed JSON holds is kept, but for U+0000", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
      const text = JSON.stringify(value);
      expect(unkeptTexts(value).length > 0).toBe(text.includes("\\u0000"));
    }),
  );
});
