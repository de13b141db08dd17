import { no, type Rejection } from "@saihan/domain";
import type { CalendarDate } from "../period.ts";

/**
 * 登録番号 of a qualified invoice issuer: `T` and 13 digits (billing.md 8). A corporation's is T + its corporate number, whose
 * first digit checks the other twelve; individuals and unincorporated bodies have numbers outside that scheme.
 */
export type RegistrationNumber = string;

export type Holder = "corporation" | "individual";

const storedForm = /^T\d{13}$/;

/** `T` and 13 ASCII digits, as it is stored and printed. */
export function isStoredRegistrationNumber(text: string): boolean {
  return storedForm.test(text);
}

/** Reads what people type (full width, lower case, hyphens, blanks) into the stored form, or undefined. The `T` is not guessed. */
export function normaliseRegistrationNumber(text: string): RegistrationNumber | undefined {
  const tidy = text
    .normalize("NFKC")
    .replace(/[\s\u2010-\u2015\u2212-]/g, "")
    .toUpperCase();
  return isStoredRegistrationNumber(tidy) ? tidy : undefined;
}

/**
 * The check digit of a corporate number: 9 - (sum mod 9), weights 1 and 2 from the right (MoF ordinance 70 of 2014).
 * It does not catch a 0 typed for a 9.
 * @param base the twelve digits after the check digit
 */
export function corporateCheckDigit(base: string): number {
  if (!/^\d{12}$/.test(base)) throw new RangeError("a corporate number has twelve digits after its check digit");
  let sum = 0;
  for (let fromRight = 0; fromRight < 12; fromRight++) {
    sum += Number(base[11 - fromRight]) * (fromRight % 2 === 0 ? 1 : 2);
  }
  return 9 - (sum % 9);
}

/** @param number 13 digits without the `T` */
export function isCorporateNumber(number: string): boolean {
  return /^\d{13}$/.test(number) && corporateCheckDigit(number.slice(1)) === Number(number[0]);
}

/** The check digit is enforced for corporations only (billing.md 8). */
export function decideRegistrationNumber(
  text: string,
  holder: Holder,
): { readonly ok: true; readonly number: RegistrationNumber } | Rejection {
  const number = normaliseRegistrationNumber(text);
  if (number === undefined) return no("REGISTRATION_NUMBER_INVALID", { reason: "form" });
  if (holder === "corporation" && !isCorporateNumber(number.slice(1))) {
    return no("REGISTRATION_NUMBER_INVALID", { reason: "check digit" });
  }
  return { ok: true, number };
}

/** A registration has a start and may have an end; a supply outside it is not qualified. `to` is the first day without it. */
export interface Registration {
  readonly number: RegistrationNumber;
  readonly from: CalendarDate;
  readonly to?: CalendarDate;
}

export function isQualifiedOn(registration: Registration | undefined, supplyDate: CalendarDate): boolean {
  if (registration === undefined || supplyDate < registration.from) return false;
  return registration.to === undefined || supplyDate < registration.to;
}
