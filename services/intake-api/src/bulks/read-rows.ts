import type { BulkLine } from "@saihan/db";
import { bulkRowLimit, type ContractRowAsked, no, type Rejection, repeatedRows } from "@saihan/domain";
import {
  contractIdField,
  customerNumberField,
  displayText,
  languageField,
  loginIdField,
  mailAddressField,
  notifyField,
  z,
} from "../fields.ts";

export const bulkTypes = ["text/csv", "application/x-ndjson"] as const;
export type BulkType = (typeof bulkTypes)[number];

/** One row of a bulk; the columns of a CSV file, and the fields of a line of NDJSON. */
export const contractRowSchema = z.strictObject({
  contractId: contractIdField.optional(),
  customerNumber: customerNumberField.optional(),
  customerName: displayText(100, "サンプル商事株式会社").optional(),
  language: languageField.optional(),
  loginId: loginIdField.optional(),
  mailAddress: mailAddressField.optional(),
  name: displayText(100, "山田 太郎").optional(),
  notify: notifyField("true: mail with the link for the first password. Left out: mail without it. false: no mail."),
});

export const bulkColumns = Object.keys(contractRowSchema.shape) as (keyof ContractRowAsked)[];

/** A row of the file: what it asks for, or why it cannot be used. */
export type ReadRow = { input: ContractRowAsked; problem: null } | (Pick<BulkLine, "input"> & { problem: Rejection });

/** The rows of a file. Where a row is wrong the others still count; where the file is not what it says it is, there are none. */
export function readRows(type: BulkType, text: string): { ok: true; rows: ReadRow[] } | Rejection {
  const plain = text.replace(/^\uFEFF/, "");
  const given = type === "text/csv" ? csvRows(plain) : ndjsonRows(plain);
  if (!given.ok) return given;
  if (given.rows.length === 0 || given.rows.length > bulkRowLimit) return no("BULK_TOO_LONG", { limit: bulkRowLimit });
  const rows = given.rows.map(readRow);
  const repeated = repeatedRows(rows.map((row) => row.input ?? undefined));
  return {
    ok: true,
    rows: rows.map((row, i) => {
      const line = repeated.get(i + 1);
      return line === undefined || row.problem ? row : { ...row, input: null, problem: no("BULK_ROW_REPEATED", { line }) };
    }),
  };
}

function readRow(given: unknown): ReadRow {
  const result = contractRowSchema.safeParse(given);
  if (result.success) return { input: result.data, problem: null };
  const fields = new Set(
    result.error.issues.flatMap((issue) =>
      issue.path.length > 0 ? String(issue.path[0]) : issue.code === "unrecognized_keys" ? "unknown fields" : "row",
    ),
  );
  return { input: null, problem: no("BULK_ROW_INVALID", { fields: [...fields].join(", ") }) };
}

type Given = { ok: true; rows: unknown[] } | Rejection;

function ndjsonRows(text: string): Given {
  const rows: unknown[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      rows.push(JSON.parse(line));
    } catch {
      return no("BULK_UNREADABLE", { line: i + 1, problem: "not JSON" });
    }
  }
  return { ok: true, rows };
}

/** The first line names the columns, in any order; an empty cell is a field left out. */
function csvRows(text: string): Given {
  const read = csvRecords(text);
  if (!read.ok) return read;
  const [head, ...records] = read.records;
  if (!head) return { ok: true, rows: [] };
  const names = head.cells.map((cell) => cell.trim());
  const unknown = names.filter((name, i) => !(bulkColumns as string[]).includes(name) || names.indexOf(name) !== i);
  if (unknown.length > 0) return no("BULK_UNREADABLE", { line: 1, problem: "unknown or repeated columns" });
  const rows: unknown[] = [];
  for (const { line, cells } of records) {
    if (cells.length === 1 && cells[0] === "") continue;
    if (cells.length !== names.length)
      return no("BULK_UNREADABLE", { line, problem: `${cells.length} cells, not ${names.length}` });
    rows.push(
      Object.fromEntries(names.flatMap((name, i) => (cells[i] === "" ? [] : [[name, fieldOf(name, cells[i] as string)]]))),
    );
  }
  return { ok: true, rows };
}

function fieldOf(name: string, cell: string): string | boolean {
  if (name === "notify" && (cell === "true" || cell === "false")) return cell === "true";
  return cell;
}

/** RFC 4180: a quoted cell may hold commas, line breaks and doubled quotes. Lines end with CRLF or LF. */
function csvRecords(text: string): { ok: true; records: { line: number; cells: string[] }[] } | Rejection {
  const records: { line: number; cells: string[] }[] = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  let line = 1;
  let cells: string[] = [];
  let begun = 1;
  while (cell.lastIndex < text.length || cells.length > 0) {
    const found = cell.exec(text);
    if (!found) return no("BULK_UNREADABLE", { line, problem: "a quote in the wrong place" });
    const [, raw = "", end = ""] = found;
    cells.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    line += raw.split("\n").length - 1;
    if (end === ",") continue;
    records.push({ line: begun, cells });
    cells = [];
    begun = ++line;
  }
  return { ok: true, records };
}
