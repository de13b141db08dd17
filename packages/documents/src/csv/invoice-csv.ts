import type { Allowance, InvoiceLine, InvoiceTax } from "@saihan/billing";
import type { InvoiceDocument } from "../document.ts";
import { type CsvColumn, csvFile } from "./csv-file.ts";
import { contractColumns, lineColumns, lineTail } from "./line-columns.ts";

/**
 * A row of the invoice file. Rows of lines, allowances and taxes add up to the invoice's total; with credit and prepaid rows, to the
 * amount due.
 */
export type InvoiceRow = { readonly document: InvoiceDocument } & (
  | { readonly record: "line"; readonly line: InvoiceLine }
  | { readonly record: "allowance"; readonly allowance: Allowance }
  | { readonly record: "tax"; readonly tax: InvoiceTax }
  | { readonly record: "credit" | "prepaid"; readonly amount: bigint }
);

/** The invoice as CSV for a spreadsheet or an accounting program: UTF-8 with BOM, CR LF. */
export function renderInvoiceCsv(document: InvoiceDocument): Uint8Array {
  return csvFile(invoiceCsvColumns, rowsOf(document));
}

function rowsOf(document: InvoiceDocument): InvoiceRow[] {
  const { statements, allowances, taxes, creditUsed, prepaidUsed } = document.invoice;
  const lines = statements.flatMap((statement) => statement.lines);
  return [
    ...lines.map((line) => ({ document, record: "line", line }) as const),
    ...allowances.map((allowance) => ({ document, record: "allowance", allowance }) as const),
    ...taxes.map((tax) => ({ document, record: "tax", tax }) as const),
    ...(creditUsed === 0n ? [] : [{ document, record: "credit", amount: -creditUsed } as const]),
    ...(prepaidUsed === 0n ? [] : [{ document, record: "prepaid", amount: -prepaidUsed } as const]),
  ];
}

function amountOf(row: InvoiceRow): bigint {
  switch (row.record) {
    case "line":
      return row.line.net;
    case "allowance":
      return -row.allowance.amount;
    case "tax":
      return row.tax.tax;
    case "credit":
    case "prepaid":
      return row.amount;
  }
}

function taxOf(row: InvoiceRow): { readonly category: string; readonly percent: string } | undefined {
  if (row.record === "line") return row.line.tax;
  if (row.record === "allowance") return row.allowance.tax;
  return row.record === "tax" ? row.tax : undefined;
}

export const invoiceCsvColumns: readonly CsvColumn<InvoiceRow>[] = [
  { name: "invoice_number", says: "Number of the invoice", of: ({ document }) => document.invoice.number },
  { name: "issue_date", says: "Date of the invoice, YYYY-MM-DD", of: ({ document }) => document.invoice.issueDate },
  { name: "due_date", says: "Due date, YYYY-MM-DD", of: ({ document }) => document.dueDate },
  { name: "billing_month", says: "UTC month of the invoice, YYYY-MM", of: ({ document }) => document.invoice.month },
  {
    name: "record_type",
    says: "line, allowance, tax: they add up to the total with tax. credit, prepaid: with them, to the amount due",
    of: ({ record }) => record,
  },
  ...contractColumns<InvoiceRow>((row) => {
    const { names } = row.document;
    if (row.record === "line") return { contractId: row.line.contractId, names };
    return row.record === "allowance" ? { contractId: row.allowance.contractId, names } : undefined;
  }),
  ...lineColumns<InvoiceRow>((row) => (row.record === "line" ? { line: row.line, names: row.document.names } : undefined)),
  {
    name: "discount",
    says: "Label of the discount, on allowances",
    of: (row) => (row.record === "allowance" ? row.allowance.label : undefined),
  },
  {
    name: "taxable_amount",
    says: "On tax rows: yen of the rate after allowances, tax excluded",
    of: (row) => (row.record === "tax" ? row.tax.net : undefined),
  },
  { name: "amount", says: "Yen, whole. Lines and allowances without tax", of: amountOf },
  { name: "tax_category", says: "S standard, AA reduced, E exempt, O out of scope, G export", of: (row) => taxOf(row)?.category },
  { name: "tax_percent", says: "Tax rate in percent", of: (row) => taxOf(row)?.percent },
  { name: "illustrative", says: lineTail.illustrative, of: (row) => (row.record === "line" ? row.line.illustrative : undefined) },
  { name: "line_id", says: lineTail.lineId, of: (row) => (row.record === "line" ? row.line.id : undefined) },
];
