import type { CsvColumn } from "./csv/csv-file.ts";
import { invoiceCsvColumns } from "./csv/invoice-csv.ts";
import { paymentCsvColumns } from "./csv/payment-statement-csv.ts";
import { endUserCsvColumns, statementCsvColumns } from "./csv/statement-csv.ts";
import { focusColumns } from "./focus/focus-csv.ts";

/** COLUMNS.md: what each column of each file holds, in Markdown, from the same data that writes the files. */
export function columnsPage(): string {
  return `# Columns of the files

Written by \`npm run documents\`; a test keeps it true.

All files are UTF-8 with CR LF, fields quoted as RFC 4180 has it, decimals with a point. The invoice and statement files begin with a
byte order mark. Text that a spreadsheet would run as a formula has an apostrophe before it. An empty field means that nothing applies.

${section("Invoice (CSV)", invoiceCsvColumns)}
${section("Statement of a contract (CSV)", statementCsvColumns)}
${section("Statement for an end user (CSV)", endUserCsvColumns)}
${section("Payment statement to an agency (CSV)", paymentCsvColumns)}
## FOCUS 1.2 export

| column | level | type | null | holds |
| --- | --- | --- | --- | --- |
${focusColumns.map(({ name, level, type, nulls, says }) => `| ${name} | ${level} | ${type} | ${nulls ? "yes" : "no"} | ${says} |\n`).join("")}`;
}

function section(title: string, columns: readonly Pick<CsvColumn<never>, "name" | "says">[]): string {
  return `## ${title}\n\n| column | holds |\n| --- | --- |\n${columns.map(({ name, says }) => `| ${name} | ${says} |\n`).join("")}`;
}
