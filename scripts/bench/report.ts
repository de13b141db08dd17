/** What a benchmark found: a figure, its bare baseline from the same run, and what is aimed at. */
export interface Row {
  id: string;
  what: string;
  ours: string;
  baseline: string;
  ratio: string;
  target: string;
}

export function printRows(rows: readonly Row[]): void {
  const columns = ["id", "what", "ours", "baseline", "ratio", "target"] as const;
  const widths = columns.map((c) => Math.max(c.length, ...rows.map((r) => r[c].length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ");
  console.log(`\n${line(columns)}`);
  console.log(widths.map((w) => "─".repeat(w)).join("──"));
  for (const row of rows) console.log(line(columns.map((c) => row[c])));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** 0.62 times, with the spread of the pairs. */
export function ratioText(pairs: readonly number[]): string {
  const sorted = pairs.toSorted((a, b) => a - b);
  return `${median(pairs).toFixed(2)} (${sorted[0]?.toFixed(2)}–${sorted.at(-1)?.toFixed(2)})`;
}
