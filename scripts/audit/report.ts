import type { Fault, Verdict } from "@saihan/audit";

/** An entry that has waited longer than this for its seal is worth a word. */
const sealLateMs = 60_000;

/** What was found, for a person: one line for each partner that is worth it, and the sum. */
export function reportLines(verdicts: readonly Verdict[], given: { all: boolean; anchorLines: number; now: Date }): string[] {
  const lines: string[] = [];
  const width = Math.max(0, ...verdicts.map((v) => v.partnerId.length));
  for (const verdict of verdicts) {
    const late = isLate(verdict, given.now);
    if (!verdict.fault && !late && !given.all) continue;
    const mark = verdict.fault ? "✗" : late ? "!" : "✓";
    lines.push(`${mark} ${verdict.partnerId.padEnd(width)}  ${figures(verdict)}`);
    if (verdict.fault) lines.push(`    ${faultText(verdict.fault)}`);
    if (late) lines.push(`    the oldest unsealed entry is from ${verdict.oldestUnsealed}: is a relay running?`);
  }
  const sum = (of: (v: Verdict) => number) => verdicts.reduce((total, v) => total + of(v), 0);
  const broken = verdicts.filter((v) => v.fault).length;
  if (lines.length > 0) lines.push("");
  lines.push(
    `${count(verdicts.length, "chain")}: ${count(
      sum((v) => v.verified),
      "entry",
      "entries",
    )} verified, ${sum((v) => v.unsealed)} not sealed yet, ${given.anchorLines === 0 ? "no anchors given" : count(given.anchorLines, "anchor")}`,
  );
  if (given.anchorLines === 0) {
    lines.push(
      "Without anchors a chain that was cut off, rewritten or restored as a whole passes. Give them with --anchors FILE.",
    );
  }
  lines.push(broken === 0 ? "Every chain is whole." : `${count(broken, "chain")} of ${verdicts.length} NOT whole.`);
  return lines;
}

function figures({ rows, verified, unsealed, anchored }: Verdict): string {
  return [
    verified === rows ? `${rows} verified` : `${verified} of ${rows} verified`,
    `${unsealed} not sealed yet`,
    anchored === 0 ? "no anchor" : `anchored to ${anchored}`,
  ].join(", ");
}

const meaning: Readonly<Record<Fault["damage"], string>> = {
  edited: "edited: the entry is not what was written",
  missing: "missing: the entry is gone, others behind it are there",
  swapped: "swapped: another entry stands in its place",
  inserted: "inserted: this entry does not belong to the chain",
  truncated: "truncated: the chain ends before it",
  rewritten: "rewritten since it was anchored: entry and hash fit each other, but not the anchor",
};

function faultText({ seq, through, damage, foundAt, row }: Fault): string {
  const place = through === undefined ? `seq ${seq}` : `seq ${seq} to ${through}`;
  const found = foundAt === undefined ? "" : `; what belongs here stands at ${foundAt}`;
  const stands = row ? ` (${[row.at, row.actor, row.action, row.target].map(plain).join(", ")})` : "";
  return `${place} ${meaning[damage]}${found}${stands}`;
}

/** What somebody may have written into the table must not steer the reader's terminal. */
function plain(text: string | null): string {
  return (text ?? "–").replaceAll(/[^\x20-\x7e\u00a0-\ud7ff\uf900-\ufffd]/gu, "·").slice(0, 80);
}

function isLate({ oldestUnsealed }: Verdict, now: Date): boolean {
  return (
    oldestUnsealed !== undefined && now.getTime() - Date.parse(oldestUnsealed.replace(" ", "T").replace("+00", "Z")) > sealLateMs
  );
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
