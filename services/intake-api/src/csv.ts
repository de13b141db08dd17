/** One line of a CSV file, RFC 4180. */
export function csvLine(cells: readonly (string | number | object | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(value: string | number | object | null): string {
  const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
