/**
 * Reads comma-separated values (RFC 4180: quotes, doubled quotes, line ends inside quotes; CR LF or LF; a BOM is skipped).
 * @returns one record a row, keyed by the names of the first row; empty lines are skipped
 * @throws RangeError naming the row when it has more or fewer fields than the first one, or when a quote is not closed
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = rowsOf(text.replace(/^\ufeff/, "")).filter((row) => row.length > 1 || row[0] !== "");
  return rows.map((row, i) => {
    if (row.length !== header.length) throw new RangeError(`row ${i + 2} has ${row.length} fields, not ${header.length}`);
    return Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""]));
  });
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (char === '"') {
      quoted = true;
    } else if (char === ",") {
      row.push(field);
      field = "";
    } else if (char === "\n") {
      rows.push([...row, field]);
      row = [];
      field = "";
    } else if (char !== "\r" || text[i + 1] !== "\n") {
      field += char;
    }
  }
  if (quoted) throw new RangeError("a quote is not closed");
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows;
}
