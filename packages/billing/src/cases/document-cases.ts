import type { Exact, RoundingMode } from "../exact.ts";
import { balanceOf, creditLeft } from "../invoicing/balance.ts";
import { taxOfCredit } from "../invoicing/credit-note.ts";
import { slaCredit } from "../invoicing/sla-credit.ts";
import { waterfall } from "../invoicing/waterfall.ts";
import { shareOutAmount } from "../largest-remainder.ts";
import { decimalsOf } from "../money.ts";
import { inputCreditShareOn, newestStandardTaxRate, standardTaxRateOn } from "../policy.ts";
import {
  isReturnInvoiceExempt,
  isWithinPintBounds,
  type TaxableAmount,
  taxIfRoundedPerLine,
  taxOncePerDocument,
  taxOncePerRate,
} from "../tax/consumption-tax.ts";
import {
  corporateCheckDigit,
  isCorporateNumber,
  isStoredRegistrationNumber,
  normaliseRegistrationNumber,
} from "../tax/registration-number.ts";
import type { Adapter } from "./billing-case.ts";
import { CaseFault, type CaseInput } from "./case-input.ts";
import type { Outcome } from "./compare.ts";

/** Tax, numbers and the documents: invoice, credit note, balance. */
export const documentCases: Readonly<Record<string, Adapter>> = {
  invoice_tax: (input, { currency = "JPY" }) =>
    taxOutcome(linesIn(input), input.roundingOr("rounding", "floor"), decimalsOf(currency)),
  partner_total: (input, { currency = "JPY" }) => {
    const percent = input.maybeExact("tax_percent") ?? newestStandardTaxRate();
    const nets = [input.exact("own"), ...input.namedExacts("children").map(([, net]) => net)];
    const lines = nets.map((net) => ({ net, percent }));
    return taxOutcome(lines, input.roundingOr("rounding", "floor"), decimalsOf(currency));
  },
  pint_tax_check: (input) => {
    const [net, percent] = [input.exact("net"), input.exact("tax_percent")];
    return { accepted: input.exacts("candidates").filter((tax) => isWithinPintBounds(net, percent, tax)) };
  },
  tax_rate_on: (input) => ({ percent: standardTaxRateOn(input.date("supply_date")) }),
  input_credit_share_on: (input) => ({ percent: inputCreditShareOn(input.date("date")) }),
  return_invoice_exempt: (input) => ({ exempt: isReturnInvoiceExempt(input.exact("amount_incl_tax")) }),
  corporate_number_check: (input) => {
    const number = input.text("number");
    const valid = isCorporateNumber(number);
    const hasTwelveDigits = /^\d{13}$/.test(number);
    return {
      valid,
      ...(hasTwelveDigits ? { check_digit: corporateCheckDigit(number.slice(1)) } : {}),
      ...(valid ? { registration_number: `T${number}` } : {}),
    };
  },
  registration_number_format: (input) => {
    const text = input.text("text");
    return { valid_stored_form: isStoredRegistrationNumber(text), stored: normaliseRegistrationNumber(text) ?? null };
  },
  largest_remainder: (input, { currency = "JPY" }) => ({
    parts: shareOutAmount(input.exact("amount"), input.exacts("weights"), decimalsOf(currency)),
  }),
  invoice_discount_allocation: (input, { currency = "JPY" }) => {
    const lines = linesIn(input);
    const places = decimalsOf(currency);
    const rounding = input.roundingOr("rounding", "half_up");
    const discounts = input.parts("discounts").map((discount, i) => {
      const covers = discount.isObject("lines") ? discount.exacts("lines").map(Number) : allOf(discount, lines);
      return { id: String(i), amount: discount.exact("amount"), covers, breadth: covers.length };
    });
    const { net, discounts: given } = waterfall({ lines, discounts, rounding, credit: 0, prepaid: 0, places });
    const left = lines.map((line, i) => ({ ...line, net: given.left[i] ?? line.net }));
    const tax = taxOncePerDocument(left, rounding, places);
    return {
      tax,
      net,
      total: net.plus(tax),
      sum_of_rounded_line_taxes: taxIfRoundedPerLine(left, rounding, places),
      by_rate: byRate(taxOncePerRate(left, rounding, places).byRate),
    };
  },
  invoice_waterfall: (input, { currency = "JPY" }) => {
    const percent = input.exact("tax_percent");
    const lines = input.exacts("fees").map((net) => ({ net, percent }));
    const coupon = { id: "coupon", amount: input.exactOr("coupon", 0), covers: lines.map((_, i) => i), breadth: 0 };
    const sums = waterfall({
      lines,
      discounts: [coupon],
      rounding: input.roundingOr("rounding", "half_up"),
      credit: input.exactOr("credit_notes", 0),
      prepaid: input.exactOr("prepaid", 0),
      places: decimalsOf(currency),
    });
    return { due: sums.due, net: sums.net, tax: sums.tax.tax, gross: sums.gross };
  },
  credit_note_remainder: (input, { currency = "JPY" }) => {
    const [net, percent] = [input.exact("net"), input.exact("tax_percent")];
    const [first, second] = [input.exact("first"), input.exact("second")];
    const rounding = input.roundingOr("rounding", "half_up");
    const invoice = taxOncePerRate([{ net, percent }], rounding, decimalsOf(currency));
    const terms = { invoiceNet: net, invoiceTax: invoice.tax, percent, rounding, places: decimalsOf(currency) };
    const firstTax = taxOfCredit({ ...terms, creditedNet: 0, creditedTax: 0, net: first });
    const secondTax = taxOfCredit({ ...terms, creditedNet: first, creditedTax: firstTax, net: second });
    return {
      sum_of_tax: firstTax.plus(secondTax),
      first_tax: firstTax,
      first_total: first.plus(firstTax),
      second_tax: secondTax,
      second_total: second.plus(secondTax),
    };
  },
  balance: (input) => ({
    ...balanceOf({
      charges: input.exacts("charges"),
      credits: input.exacts("cba"),
      paid: input.exact("paid"),
      refunded: input.exactOr("refunded", 0),
    }),
  }),
  repair_credit: (input) => ({ credit: creditLeft(input.exact("repair"), input.exact("new_item")) }),
  sla_credit: (input, { currency = "JPY" }) => {
    const credit = slaCredit({
      downtimeSeconds: input.exact("downtime_seconds"),
      monthCharge: input.exact("monthly_charge_of_menu"),
      claimed: input.flagOr("claimed", true),
      rounding: input.roundingOr("rounding", "floor"),
      places: decimalsOf(currency),
    });
    if (!credit.ok) throw new CaseFault(credit.code);
    return { credit: credit.credit, percent: credit.percent };
  },
};

function linesIn(input: CaseInput): TaxableAmount[] {
  return input.parts("lines").map((line) => {
    line.textOr("group", "");
    return { net: line.exact("net"), percent: line.exact("tax_percent") };
  });
}

function allOf(discount: CaseInput, lines: readonly unknown[]): number[] {
  if (discount.textOr("lines", "all") !== "all") throw new CaseFault("a discount is on a list of lines or on all");
  return lines.map((_, i) => i);
}

function taxOutcome(lines: readonly TaxableAmount[], rounding: RoundingMode, places: number): Outcome {
  const tax = taxOncePerRate(lines, rounding, places);
  return {
    tax: tax.tax,
    net: tax.net,
    total: tax.total,
    by_rate: byRate(tax.byRate),
    sum_of_rounded_line_taxes: taxIfRoundedPerLine(lines, rounding, places),
  };
}

function byRate(rates: readonly { readonly percent: Exact; readonly net: Exact; readonly tax: Exact }[]) {
  return new Map(rates.map(({ percent, net, tax }) => [percent.toString(), { net, tax }]));
}
