import { type Dated, mustBeInForceOn } from "../dated.ts";
import { Exact, exact, type Numeric } from "../exact.ts";
import type { CalendarDate } from "../period.ts";
import type { Holder } from "../tax/registration-number.ts";

/** Income tax withheld from a sales agent's fee (外交員報酬; billing.md 7, NTA tax answer 2804). */
export interface WithholdingTerms {
  /** Yen a month that stay free, less any salary of the same month. */
  readonly monthlyDeduction: Exact;
  /** Income tax and the special income tax for reconstruction together. */
  readonly percent: Exact;
}

export const withholdingTerms: readonly Dated<WithholdingTerms>[] = [
  { from: "2013-01-01", value: { monthlyDeduction: exact(120_000), percent: exact("10.21") } },
];

/**
 * Withheld from individuals in a continuing agency relation only, never from corporations. Fractions of a yen are dropped.
 * @param salary paid to the same person in the same month
 */
export function withholdingOn(facts: {
  readonly fee: Numeric;
  readonly salary: Numeric;
  readonly payee: Holder;
  readonly paidOn: CalendarDate;
}): Exact {
  if (facts.payee === "corporation") return Exact.zero;
  const { monthlyDeduction, percent } = mustBeInForceOn(withholdingTerms, facts.paidOn, "withholding terms");
  const deduction = monthlyDeduction.minus(facts.salary).atLeast(0);
  return exact(facts.fee).minus(deduction).atLeast(0).percent(percent).round("floor");
}
