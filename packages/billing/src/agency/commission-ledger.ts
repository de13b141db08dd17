import { addMonths, type BillingMonth } from "../billing-month.ts";
import { Exact, exact } from "../exact.ts";
import type { Holder } from "../tax/registration-number.ts";
import { commissionOn } from "./commission.ts";

/** What an agency is paid from a month on. Rates are agreed with each agency and not public (billing.md 7), so all of it is data. */
export interface CommissionTerms {
  readonly from: BillingMonth;
  readonly percent: Exact;
  /** For so many months from that in which the contract was concluded; undefined: for as long as it lasts. */
  readonly introductionMonths: number | undefined;
  readonly excludedMenus: readonly string[];
  /** Yen without tax; less is carried to the next month. */
  readonly minimumPayout: bigint;
  /** After the day of issue; silence until then counts as agreement. */
  readonly objectionDays: number;
  readonly payee: Holder;
}

/** What the provider issued to an end user whom an agency had introduced: whole yen without tax, by menu, never negative. */
export interface DirectDocument {
  readonly kind: "invoice" | "credit_note" | "void";
  /** Of a void: that of the invoice. */
  readonly number: string;
  /** The UTC month of what was charged. */
  readonly month: BillingMonth;
  readonly lines: readonly { readonly menu: string; readonly net: bigint }[];
}

/**
 * Why an entry is what it is. `rate`: the terms of the charged month. `not_concluded`: charged before the
 * contract that the referral led to. `referral_lapsed`: charged after the referral's last month. `introduction_over`: nothing is paid any more. `rate_of_invoice`: taken back
 * at the rate that was paid. `rest_of_invoice`: nothing is left of the invoice, so all that was paid for it is taken back.
 */
export const commissionRules = [
  "rate",
  "not_concluded",
  "referral_lapsed",
  "introduction_over",
  "rate_of_invoice",
  "rest_of_invoice",
] as const;
export type CommissionRule = (typeof commissionRules)[number];

/** One entry of the ledger: its cause, its rule, and yen without tax. Claw-backs are negative. */
export interface CommissionEntry {
  readonly kind: DirectDocument["kind"];
  readonly number: string;
  readonly month: BillingMonth;
  readonly termsFrom: BillingMonth;
  readonly rule: CommissionRule;
  readonly percent: Exact;
  readonly base: bigint;
  readonly commission: bigint;
}

/** A referral that has led to a contract: the month in which that was concluded, and of a lapsed one the last whose charges earn. */
export interface EarningReferral {
  readonly concludedIn: BillingMonth;
  readonly lastMonth: BillingMonth | undefined;
}

/** The terms in force for the charges of a month, whose own day they keep: later terms never reach back. */
export function commissionTermsOf<T extends Pick<CommissionTerms, "from">>(
  terms: readonly T[],
  month: BillingMonth,
): T | undefined {
  return terms.filter(({ from }) => from <= month).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
}

/**
 * The entries of an invoice and of everything that corrected it since, in that order (billing.md 7, [P]): the base is what the end user was invoiced
 * without tax and without excluded menus, one floor per entry. A credit note takes back at the rate that was paid, never more than is left; the
 * one that empties the invoice, or its void, takes the rest, so that what was fully credited has earned nothing (I11).
 * @returns undefined while no terms are in force for the month: then nothing can be booked
 */
export function commissionOfInvoice(
  [invoice, ...corrections]: readonly [DirectDocument, ...DirectDocument[]],
  allTerms: readonly CommissionTerms[],
  referral: EarningReferral,
): readonly CommissionEntry[] | undefined {
  const terms = commissionTermsOf(allTerms, invoice.month);
  if (!terms) return undefined;
  const baseOf = ({ lines }: DirectDocument) =>
    lines.reduce((sum, { menu, net }) => (terms.excludedMenus.includes(menu) ? sum : sum + net), 0n);
  const none = whyNothing(invoice.month, terms, referral);
  const percent = none ? Exact.zero : terms.percent;
  const paidOn = (base: bigint) => commissionOn(exact(base), percent).toWhole("floor");
  const common = { month: invoice.month, termsFrom: terms.from, percent };
  const rule = none ?? "rate";
  let base = baseOf(invoice);
  let commission = paidOn(base);
  const entries: CommissionEntry[] = [{ ...common, kind: "invoice", number: invoice.number, rule, base, commission }];
  for (const correction of corrections) {
    const credited = correction.kind === "void" ? base : baseOf(correction);
    const rest = credited >= base;
    const wanted = -paidOn(-credited);
    const back = rest || wanted > commission ? commission : wanted;
    base -= credited;
    commission -= back;
    entries.push({
      ...{ ...common, kind: correction.kind, number: correction.number, base: -credited, commission: -back },
      rule: none ?? (rest ? "rest_of_invoice" : "rate_of_invoice"),
    });
  }
  return entries;
}

function whyNothing(month: BillingMonth, terms: CommissionTerms, { concludedIn, lastMonth }: EarningReferral) {
  if (month < concludedIn) return "not_concluded" as const;
  if (lastMonth !== undefined && month > lastMonth) return "referral_lapsed" as const;
  const { introductionMonths: months } = terms;
  return months !== undefined && month >= addMonths(concludedIn, months) ? ("introduction_over" as const) : undefined;
}
