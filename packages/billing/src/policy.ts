import { type BillingMonth, lastDayOf } from "./billing-month.ts";
import { type Dated, mustBeInForceOn } from "./dated.ts";
import { type Exact, exact, type RoundingMode } from "./exact.ts";
import type { CalendarDate } from "./period.ts";

/**
 * What no source settles, or what the law changes by date, each with the day from which it holds. A closed month keeps the
 * policy of its own day; a new entry reaches later months only (billing.md 2, last paragraph).
 */

/**
 * Where and how exact amounts become whole yen. The moment changed at the provider in November 2021 and is not published
 * (billing.md 2), so it is a policy with an id that every line carries.
 * `line`: each line by itself. `contract`, `invoice`: the sum is rounded once and its yen are shared out over the lines by
 * largest remainder, so that lines still add up without a remainder line (I1).
 */
export interface YenPolicy {
  readonly id: string;
  readonly scope: "line" | "contract" | "invoice";
  readonly mode: RoundingMode;
}

/** billing.md 3.6 [P]: one floor per resource, menu and month. */
export const yenPolicies: readonly Dated<YenPolicy>[] = [
  { from: "2000-01-01", value: { id: "yen-line-floor", scope: "line", mode: "floor" } },
];

/**
 * How time becomes minutes. The sources say that a started second makes a minute, but not whether records are added first
 * (billing.md 1.6; case `round_up_minutes_per_record`).
 * `per_record`: each usage record, within a month, rounds up by itself; splitting one record may add a minute per cut (I8).
 * `per_resource_month`: seconds are added first, then rounded up once.
 */
export interface MinutePolicy {
  readonly id: string;
  readonly rounds: "per_record" | "per_resource_month";
}

export const minutePolicies: readonly Dated<MinutePolicy>[] = [
  { from: "2000-01-01", value: { id: "minutes-started-per-record", rounds: "per_record" } },
];

/** Rounding of consumption tax: the issuer's choice, once per rate per document (billing.md 8). */
export const taxRoundingPolicies: readonly Dated<RoundingMode>[] = [{ from: "1989-04-01", value: "floor" }];

/** How many closed months back late usage is still billed; older usage goes to a person (billing.md 5 [P]; Kill Bill reads two). */
export const lateUsageWindowMonths: readonly Dated<number>[] = [{ from: "2000-01-01", value: 2 }];

/** Which policies a month is rated and invoiced by. Frozen into the close, so that a re-run reads the same ones. */
export interface MonthPolicies {
  readonly yen: YenPolicy;
  readonly minutes: MinutePolicy;
  readonly lateWindowMonths: number;
}

/** The policies in force on the last day of a UTC month: one month, one set. */
export function policiesOf(month: BillingMonth): MonthPolicies {
  const day = lastDayOf(month);
  return {
    yen: mustBeInForceOn(yenPolicies, day, "yen policy"),
    minutes: mustBeInForceOn(minutePolicies, day, "minute policy"),
    lateWindowMonths: mustBeInForceOn(lateUsageWindowMonths, day, "late usage window"),
  };
}

/** Standard rate of consumption tax in percent, by date of supply (8 % to 10 %: billing.md 8; the steps before: general knowledge). */
export const standardTaxRates: readonly Dated<Exact>[] = [
  { from: "1989-04-01", value: exact(3) },
  { from: "1997-04-01", value: exact(5) },
  { from: "2014-04-01", value: exact(8) },
  { from: "2019-10-01", value: exact(10) },
];

/** Reduced rate in percent. Nothing in the programme is reduced; an issuer's own lines may be. */
export const reducedTaxRates: readonly Dated<Exact>[] = [{ from: "2019-10-01", value: exact(8) }];

/** @throws RangeError before 1989-04-01, when there was no consumption tax */
export function standardTaxRateOn(supplyDate: CalendarDate): Exact {
  return mustBeInForceOn(standardTaxRates, supplyDate, "standard tax rate");
}

/** The rate of the newest entry, for amounts without a date: previews and worked examples. */
export function newestStandardTaxRate(): Exact {
  return standardTaxRateOn("9999-12-31");
}

/**
 * The day of supply of a month's charges, by which their tax rate is chosen (billing.md 8: by date of supply, not of invoice).
 * [P] the last day of the UTC month: a metered service of a month is supplied when the month is complete.
 */
export function supplyDateOf(month: BillingMonth): CalendarDate {
  return lastDayOf(month);
}

/**
 * Share of input tax that a buyer may credit on a purchase from a seller without a registration number, in percent, by date of
 * the purchase (FY2026 reform; billing.md 7). Before the qualified invoice system of 2023-10-01 the whole tax was creditable.
 */
export const inputCreditShares: readonly Dated<Exact>[] = [
  { from: "1989-04-01", value: exact(100) },
  { from: "2023-10-01", value: exact(80) },
  { from: "2026-10-01", value: exact(70) },
  { from: "2028-10-01", value: exact(50) },
  { from: "2030-10-01", value: exact(30) },
  { from: "2031-10-01", value: exact(0) },
];

export function inputCreditShareOn(purchaseDate: CalendarDate): Exact {
  return mustBeInForceOn(inputCreditShares, purchaseDate, "input credit share");
}

/** Below this amount, tax included, no return invoice (適格返還請求書) need be issued (billing.md 8). In yen. */
export const returnInvoiceDutyFrom = 10_000n;
