/** Reads a CSV file strictly as RFC 4180 writes it: CR LF, quotes doubled inside quotes. One record a row. */
export function csvRows(bytes: Uint8Array): Record<string, string>[] {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== "") {
    const found = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!found) throw new Error(`not a field: ${JSON.stringify(rest.slice(0, 80))}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === "\r\n") {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(found[0].length);
  }
  const [head = [], ...body] = rows;
  return body.map((fields) => {
    if (fields.length !== head.length) throw new Error(`${fields.length} fields, not ${head.length}`);
    return Object.fromEntries(head.map((name, i) => [name, fields[i] ?? ""]));
  });
}

export function sumOf(rows: readonly Record<string, string>[], column: string): bigint {
  return rows.reduce((sum, row) => sum + BigInt(row[column] ?? ""), 0n);
}
