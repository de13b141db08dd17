import { exact, type StatementEntry } from "@saihan/billing";
import type { PaymentStatementDocument } from "../document.ts";
import { type CsvColumn, csvFile } from "./csv-file.ts";
import { contractColumns } from "./line-columns.ts";

export interface PaymentRow {
  readonly document: PaymentStatementDocument;
  readonly entry: StatementEntry;
}

/** The entries of a payment statement as CSV: their commission adds up to it. UTF-8 with BOM, CR LF. */
export function renderPaymentStatementCsv(document: PaymentStatementDocument): Uint8Array {
  return csvFile(
    paymentCsvColumns,
    document.statement.entries.map((entry) => ({ document, entry })),
  );
}

export const paymentCsvColumns: readonly CsvColumn<PaymentRow>[] = [
  { name: "statement_number", says: "Number of the payment statement", of: ({ document }) => document.number },
  { name: "issue_date", says: "Date of issue, YYYY-MM-DD", of: ({ document }) => document.issueDate },
  { name: "statement_month", says: "UTC month of the statement, YYYY-MM", of: ({ document }) => document.statement.month },
  ...contractColumns<PaymentRow>(({ document, entry }) => ({ contractId: entry.contractId, names: document.names })),
  { name: "charged_month", says: "UTC month of what the end user was charged for, YYYY-MM", of: ({ entry }) => entry.month },
  {
    name: "cause",
    says: "invoice; credit_note and void take commission back",
    of: ({ entry }) => entry.cause?.kind,
  },
  {
    name: "cause_number",
    says: "Number of the provider's document to the end user; of a void that of the invoice",
    of: ({ entry }) => entry.cause?.number,
  },
  { name: "base", says: "Yen, whole, tax excluded, without excluded menus", of: ({ entry }) => entry.base },
  {
    name: "percent",
    says: "Rate in percent, as agreed for the charged month",
    of: ({ entry }) => (entry.percent === undefined ? undefined : exact(entry.percent)),
  },
  { name: "commission", says: "Yen, whole, tax excluded; negative: taken back", of: ({ entry }) => entry.commission },
];
