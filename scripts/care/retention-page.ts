import type { RetentionRule } from "@saihan/domain";

/** A rule as a row of docs/operations/retention.md. */
export function retentionRow({ code, fromDay, what, since, keep, end, by, source }: RetentionRule): string {
  const [[unit, n]] = Object.entries(keep) as [[string, number]];
  const whole = n === 1 ? `1 ${unit.slice(0, -1)}` : `${n} ${unit}`;
  const does = { relay: "the relay, each minute", bell: "the billing workers, each night", nobody: "nobody: decided by hand" }[
    by
  ];
  return `| \`${code}\` | ${fromDay} | ${what} | ${whole} after: ${since} | ${end} | ${does} | ${source} |`;
}
