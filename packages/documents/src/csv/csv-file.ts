import { Exact } from "@saihan/billing";
import { decimalText } from "../amounts.ts";
import { plainText } from "../plain-text.ts";

/** `undefined` is an empty field: nothing is known or nothing applies. Numbers are written plain: `-1234.5`. */
export type Cell = string | bigint | number | boolean | Exact | undefined;

/** A column of a file: its name, what it holds, and where its value comes from. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly says: string;
  readonly of: (row: Row) => Cell;
}

/**
 * A CSV file as RFC 4180 has it: heads, CR LF, quotes where they are needed; UTF-8.
 * @param bom true for files that people open in a spreadsheet, which takes UTF-8 for Shift_JIS without it
 */
export function csvFile<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>, bom = true): Uint8Array {
  let text = `${bom ? "\ufeff" : ""}${columns.map(({ name }) => quoted(name)).join(",")}\r\n`;
  for (const row of rows) text += `${columns.map(({ of }) => field(of(row))).join(",")}\r\n`;
  return new TextEncoder().encode(text);
}

function field(cell: Cell): string {
  if (cell === undefined) return "";
  if (cell instanceof Exact) return decimalText(cell, 18);
  if (typeof cell !== "string") return String(cell);
  return quoted(harmless(plainText(cell)));
}

function quoted(text: string): string {
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection); the full-width signs count,
 * which Japanese spreadsheets take for the same. Numbers are never text here, so a negative amount stays a number.
 */
export function harmless(text: string): string {
  return /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
