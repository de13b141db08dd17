import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  corporateCheckDigit,
  decideRegistrationNumber,
  isCorporateNumber,
  isQualifiedOn,
  isStoredRegistrationNumber,
  normaliseRegistrationNumber,
} from "./registration-number.ts";

describe("corporate numbers", () => {
  it.each([
    ["7123456789012", true],
    ["7010705000725", true],
    ["1234567890123", false],
    ["7123456789021", false],
    ["0123456789012", false],
    ["712345678901", false],
    ["71234567890123", false],
    ["T7123456789012", false],
    ["７１２３４５６７８９０１２", false],
  ])("%s: %s", (number, valid) => {
    expect(isCorporateNumber(number)).toBe(valid);
  });

  const bases = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }).map((digits) => digits.join(""));

  it("the check digit is 1 to 9, and only one digit is right for twelve others", () => {
    fc.assert(
      fc.property(bases, (base) => {
        const digit = corporateCheckDigit(base);
        expect(digit).toBeGreaterThanOrEqual(1);
        expect(digit).toBeLessThanOrEqual(9);
        expect([...Array(10).keys()].filter((other) => isCorporateNumber(`${other}${base}`))).toEqual([digit]);
      }),
    );
  });

  it("one wrong digit is found, except a 0 for a 9", () => {
    fc.assert(
      fc.property(bases, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 9 }), (base, at, digit) => {
        const changed = base.slice(0, at) + String(digit) + base.slice(at + 1);
        const was = base[at];
        const confusable = ["09", "90"].includes(`${was}${digit}`);
        const found = corporateCheckDigit(changed) !== corporateCheckDigit(base);
        expect(found).toBe(changed !== base && !confusable);
      }),
    );
  });
});

describe("registration numbers", () => {
  it.each([
    ["T7123456789012", "T7123456789012"],
    ["t7123456789012", "T7123456789012"],
    ["Ｔ７１２３４５６７８９０１２", "T7123456789012"],
    ["T-7123456789012", "T7123456789012"],
    ["T7-1234-5678-9012", "T7123456789012"],
    ["T 7123 4567 89012", "T7123456789012"],
    ["7123456789012", undefined],
    ["T712345678901", undefined],
    ["", undefined],
  ])("%j is stored as %s", (text, stored) => {
    expect(normaliseRegistrationNumber(text)).toBe(stored);
    expect(isStoredRegistrationNumber(text)).toBe(stored === text);
  });

  it("enforces the check digit for corporations only", () => {
    expect(decideRegistrationNumber("T1234567890123", "corporation")).toMatchObject({
      ok: false,
      code: "REGISTRATION_NUMBER_INVALID",
    });
    expect(decideRegistrationNumber("T1234567890123", "individual")).toEqual({ ok: true, number: "T1234567890123" });
  });

  it("qualifies supplies from its start to the day before its end", () => {
    const registration = { number: "T7123456789012", from: "2023-10-01", to: "2025-04-01" };
    const days = ["2023-09-30", "2023-10-01", "2025-03-31", "2025-04-01"];
    expect(days.map((day) => isQualifiedOn(registration, day))).toEqual([false, true, true, false]);
    expect(isQualifiedOn(undefined, "2024-01-01")).toBe(false);
  });
});
