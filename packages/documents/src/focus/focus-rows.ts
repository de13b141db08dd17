import {
  type Allowance,
  addMonths,
  type BillingMonth,
  type ChargePattern,
  Exact,
  exact,
  type InvoiceLine,
  type InvoiceTax,
  type RatedPart,
  shareOut,
} from "@saihan/billing";
import { decimalText, quantityText } from "../amounts.ts";
import { purposeOf } from "../charge-group.ts";
import type { InvoiceDocument } from "../document.ts";
import { componentName, contractName, menuName, serviceCategoryOf } from "../glossary.ts";
import { plainText } from "../plain-text.ts";

/** A row of the export: what changes from row to row. Columns that are the same all over the file stand in focus-csv.ts. */
export interface FocusRow {
  readonly category: "Usage" | "Purchase" | "Tax" | "Credit" | "Adjustment";
  readonly isCorrection: boolean;
  readonly frequency: "Usage-Based" | "Recurring" | "One-Time";
  readonly description: string;
  readonly contractId: string | undefined;
  /** UTC months in which the charge arose: the first, and the first after it. */
  readonly period: { readonly from: BillingMonth; readonly to: BillingMonth };
  readonly serviceName: string;
  readonly serviceCategory: string;
  readonly billedCost: bigint;
  readonly listCost: Exact;
  readonly listUnitPrice: Exact | undefined;
  readonly pricingQuantity: Exact | undefined;
  readonly pricingUnit: string | undefined;
  readonly consumedQuantity: Exact | undefined;
  readonly skuId: string | undefined;
  readonly line: InvoiceLine | undefined;
  readonly part: RatedPart | undefined;
  readonly tax: { readonly category: string; readonly percent: string };
}

/** Every row of an invoice: its lines, its allowances, its tax. Their billed cost adds up to the total of the invoice. */
export function focusRows(document: InvoiceDocument): FocusRow[] {
  const { invoice } = document;
  const charges = [
    ...invoice.statements.flatMap((statement) => statement.lines.flatMap((line) => rowsOfLine(line, document))),
    ...invoice.allowances.map((allowance) => rowOfAllowance(allowance, invoice.month)),
  ];
  return [...charges, ...invoice.taxes.map((tax) => rowOfTax(tax, charges, document))];
}

/** One row per plan and price version of a line, so that a row has one unit price; corrections and lines without usage are one row. */
function rowsOfLine(line: InvoiceLine, document: InvoiceDocument): FocusRow[] {
  const { trace } = line;
  const whole = rowOfWholeLine(line, document);
  if (trace.of !== "usage" || line.corrects !== undefined || trace.parts.length === 0) return [whole];
  const weights = trace.parts.map(({ fee }) => fee);
  const shares = Exact.sum(weights).isZero() ? trace.parts.map((_, i) => (i === 0 ? line.net : 0n)) : shareOut(line.net, weights);
  return trace.parts.map((part, i) => {
    const { quantity, listCost, unit } = pricingOf(part, line.component);
    return {
      ...whole,
      description: `${whole.description}: ${plainText(part.plan)}, ${quantityText(part.quantity)} ${componentName(line.component, "en")}`,
      billedCost: shares[i] ?? 0n,
      listCost,
      listUnitPrice: part.unitPrice,
      pricingQuantity: quantity,
      pricingUnit: unit,
      consumedQuantity: whole.category === "Usage" ? part.quantity : undefined,
      skuId: `${line.menu}/${part.plan}/${line.component}`,
      part,
    };
  });
}

/**
 * FOCUS wants unit price x quantity = list cost. The quantity is therefore reckoned back from the metered amount, which has packs,
 * pairs, minimums and hours in it already; one whose decimals do not end is cut at nine, and the list cost follows it.
 */
function pricingOf({ unitPrice, metered, quantity, size }: RatedPart, unit: string) {
  if (unitPrice === undefined) return { quantity: exact(1), listCost: metered, unit: "Charges" };
  if (unitPrice.isZero()) return { quantity: quantity.times(size), listCost: Exact.zero, unit };
  const units = exact(decimalText(metered.over(unitPrice), 9));
  return { quantity: units, listCost: units.times(unitPrice), unit };
}

function rowOfWholeLine(line: InvoiceLine, { names }: InvoiceDocument): FocusRow {
  return {
    category: categoryOf(line),
    isCorrection: line.corrects !== undefined,
    frequency: frequencyOf(line),
    description: `${menuName(line.menu, names, "en")}, ${purposeOf(line, "en")}`,
    contractId: line.contractId,
    period: { from: line.usageMonth, to: addMonths(line.usageMonth, 1) },
    serviceName: line.menu,
    serviceCategory: serviceCategoryOf(line.menu),
    billedCost: line.net,
    listCost: exact(line.net),
    listUnitPrice: undefined,
    pricingQuantity: undefined,
    pricingUnit: undefined,
    consumedQuantity: undefined,
    skuId: undefined,
    line,
    part: undefined,
    tax: line.tax,
  };
}

function rowOfAllowance({ label, contractId, amount, tax }: Allowance, month: BillingMonth): FocusRow {
  return {
    category: "Credit",
    isCorrection: false,
    frequency: "One-Time",
    description: `Discount ${plainText(label)}`,
    contractId,
    period: { from: month, to: addMonths(month, 1) },
    serviceName: "Discount",
    serviceCategory: "Other",
    billedCost: -amount,
    listCost: exact(-amount),
    listUnitPrice: undefined,
    pricingQuantity: undefined,
    pricingUnit: undefined,
    consumedQuantity: undefined,
    skuId: undefined,
    line: undefined,
    part: undefined,
    tax,
  };
}

/** Tax stands on the invoice, once per rate, and belongs to no sub account. Its list cost is the tax of the list cost. */
function rowOfTax(tax: InvoiceTax, charges: readonly FocusRow[], { invoice }: InvoiceDocument): FocusRow {
  const taxed = charges.filter((row) => row.tax.category === tax.category && row.tax.percent === tax.percent);
  const list = Exact.sum(taxed.map(({ listCost }) => listCost)).percent(tax.percent);
  return {
    ...rowOfAllowance(
      { discountId: "", label: "", contractId: "", amount: -tax.tax, tax: { ...tax, reason: "" } },
      invoice.month,
    ),
    category: "Tax",
    frequency: "Recurring",
    description: `Consumption tax ${tax.percent}%`,
    contractId: undefined,
    serviceName: "Consumption tax",
    listCost: list.round(invoice.taxRounding),
  };
}

function categoryOf({ kind, trace }: InvoiceLine): FocusRow["category"] {
  if (kind === "service_credit") return "Credit";
  if (trace.of !== "usage") return "Adjustment";
  return frequencies[trace.pattern] === "Usage-Based" ? "Usage" : "Purchase";
}

function frequencyOf({ trace }: InvoiceLine): FocusRow["frequency"] {
  return trace.of === "usage" ? frequencies[trace.pattern] : "One-Time";
}

/** What is due for existing in a month is bought by the month; everything else is measured. */
const frequencies: Readonly<Record<ChargePattern, FocusRow["frequency"]>> = {
  time_capped: "Usage-Based",
  time_capped_plan_change: "Usage-Based",
  monthly_fixed: "Recurring",
  fixed_plus_time: "Usage-Based",
  monthly_count: "Recurring",
  peak_count: "Usage-Based",
  usage: "Usage-Based",
  pool_overage: "Usage-Based",
  threshold: "Usage-Based",
  graduated: "Usage-Based",
  volume: "Usage-Based",
  package: "Usage-Based",
  included_then_overage: "Usage-Based",
  stair_step: "Usage-Based",
  one_time: "One-Time",
  free: "Usage-Based",
};

export function subAccountOf({ contractId }: FocusRow, { invoice, names }: InvoiceDocument) {
  if (contractId === undefined || contractId === invoice.parentContractId) return undefined;
  return { id: contractId, name: contractName(contractId, names) || undefined };
}
