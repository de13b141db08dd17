import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "./plain-text.ts";

describe("plainText", () => {
  it.each([
    ["  青葉製作所 株式会社 ", "青葉製作所 株式会社"],
    ["two\r\nlines\tand a tab", "two lines and a tab"],
    ["\u202egnihtemos\u202c", "gnihtemos"],
    ["nul\u0000bell\u0007", "nul bell"],
    ["half \ud83d pair", "half \ufffd pair"],
    ["か\u3099", "が"],
    ["\ufeff\u200bname\uffff", "name"],
    ["家族 👩‍👩‍👧", "家族 👩‍👩‍👧"],
    ["\u0000", ""],
  ])("%j", (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it("is what it is when it is read again, and only holds what XML 1.0 allows", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const plain = plainText(text);
        expect(plainText(plain)).toBe(plain);
        expect(plain).toMatch(/^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(plain).not.toMatch(/[\u007f-\u009f]/);
      }),
    );
  });
});
