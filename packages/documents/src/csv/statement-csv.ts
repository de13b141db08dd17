import type { EndUserLine, InvoiceLine } from "@saihan/billing";
import type { EndUserStatementDocument, StatementDocument } from "../document.ts";
import { type CsvColumn, csvFile } from "./csv-file.ts";
import { contractColumns, lineColumns, lineTail } from "./line-columns.ts";

export interface StatementRow {
  readonly document: StatementDocument;
  readonly line: InvoiceLine;
}

/** The lines of one contract as CSV, for the partner: they add up to the statement. UTF-8 with BOM, CR LF. */
export function renderStatementCsv(document: StatementDocument): Uint8Array {
  return csvFile(
    statementCsvColumns,
    document.statement.lines.map((line) => ({ document, line })),
  );
}

export const statementCsvColumns: readonly CsvColumn<StatementRow>[] = [
  {
    name: "invoice_number",
    says: "Number of the invoice that the statement is part of",
    of: ({ document }) => document.invoiceNumber,
  },
  { name: "issue_date", says: "Date of the statement, YYYY-MM-DD", of: ({ document }) => document.issueDate },
  { name: "billing_month", says: "UTC month of the statement, YYYY-MM", of: ({ document }) => document.statement.month },
  ...contractColumns<StatementRow>(({ document, line }) => ({ contractId: line.contractId, names: document.names })),
  ...lineColumns<StatementRow>(({ document, line }) => ({ line, names: document.names })),
  { name: "amount", says: "Yen, whole, tax excluded", of: ({ line }) => line.net },
  {
    name: "tax_category",
    says: "S standard, AA reduced, E exempt, O out of scope, G export",
    of: ({ line }) => line.tax.category,
  },
  { name: "tax_percent", says: "Tax rate in percent", of: ({ line }) => line.tax.percent },
  { name: "illustrative", says: lineTail.illustrative, of: ({ line }) => line.illustrative },
  { name: "line_id", says: lineTail.lineId, of: ({ line }) => line.id },
];

export interface EndUserRow {
  readonly document: EndUserStatementDocument;
  readonly line: EndUserLine;
}

/** The same for an end user, at the partner's prices: nothing of the cost side has a column here (I20). */
export function renderEndUserStatementCsv(document: EndUserStatementDocument): Uint8Array {
  return csvFile(
    endUserCsvColumns,
    document.statement.lines.map((line) => ({ document, line })),
  );
}

export const endUserCsvColumns: readonly CsvColumn<EndUserRow>[] = [
  { name: "statement_number", says: "The partner's number of the statement", of: ({ document }) => document.number },
  { name: "issue_date", says: "Date of the statement, YYYY-MM-DD", of: ({ document }) => document.issueDate },
  { name: "billing_month", says: "UTC month of the statement, YYYY-MM", of: ({ document }) => document.statement.month },
  ...contractColumns<EndUserRow>(({ document }) => ({ contractId: document.statement.contractId, names: document.names })),
  { name: "menu", says: "Menu", of: ({ line }) => line.menu },
  { name: "component", says: "What is counted", of: ({ line }) => line.component },
  { name: "resource_id", says: "Resource; a later rename does not change it", of: ({ line }) => line.resourceId },
  {
    name: "resource_name",
    says: "Name of the resource on the day of the document",
    of: ({ document, line }) => (line.resourceId === undefined ? undefined : document.names.resources?.get(line.resourceId)),
  },
  { name: "usage_month", says: "UTC month of the usage, YYYY-MM", of: ({ line }) => line.usageMonth },
  { name: "corrects_month", says: "Closed UTC month that the line corrects, YYYY-MM", of: ({ line }) => line.corrects },
  { name: "amount", says: "Yen, whole, tax excluded, at the partner's price", of: ({ line }) => line.price },
];
