import { adapters } from "./adapters.ts";
import type { BillingCase } from "./billing-case.ts";
import { CaseFault, CaseInput } from "./case-input.ts";
import { type Difference, differencesOf } from "./compare.ts";

/** `malformed`: the case cannot be read, or the product refuses its input; it counts as failed. `unsupported`: no adapter for its op. */
export type Verdict = "passed" | "failed" | "malformed" | "unsupported";

export interface CaseResult {
  readonly id: string;
  readonly op: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly differences: readonly Difference[];
  /** Why it is malformed. */
  readonly fault?: string;
  /** Input fields that its adapter did not read. */
  readonly unread: readonly string[];
}

/**
 * Runs every case of a file. A bad case is reported as such and the others go on.
 * @param file the parsed JSON: an object with `cases`, or a bare list
 * @throws CaseFault when there is no list of cases at all
 */
export function runCases(file: unknown): CaseResult[] {
  const list = Array.isArray(file) ? file : (file as { cases?: unknown } | null)?.cases;
  if (!Array.isArray(list)) throw new CaseFault("the file has no list called cases");
  return list.map((raw, i) => runCase(raw, `case ${i + 1}`));
}

function runCase(raw: unknown, fallbackId: string): CaseResult {
  let about = { id: fallbackId, op: "(none)", title: "" };
  let unread: readonly string[] = [];
  try {
    const one = readCase(raw, fallbackId);
    about = one;
    const adapter = adapters.get(one.op);
    if (!adapter) return result(about, "unsupported");
    const input = new CaseInput(one.input);
    const outcome = adapter(input, one);
    unread = input.unread();
    const differences = differencesOf(one.expected, outcome);
    return { ...result(about, differences.length === 0 ? "passed" : "failed"), differences, unread };
  } catch (fault) {
    return { ...result(about, "malformed"), fault: fault instanceof Error ? fault.message : String(fault), unread };
  }
}

function readCase(raw: unknown, fallbackId: string): BillingCase {
  const fields = new CaseInput(raw, fallbackId);
  const { input, expected } = raw as { input?: unknown; expected?: unknown };
  if (expected === undefined) throw new CaseFault(`${fallbackId} expects nothing`);
  return {
    id: fields.textOr("id", fallbackId),
    op: fields.text("op"),
    title: fields.textOr("title", ""),
    currency: fields.has("currency") ? fields.text("currency") : undefined,
    input,
    expected,
  };
}

function result({ id, op, title }: { id: string; op: string; title: string }, verdict: Verdict): CaseResult {
  return { id, op, title, verdict, differences: [], unread: [] };
}

/** How many cases of an op ended how. */
export interface OpSummary {
  readonly op: string;
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** One row per op, alphabetically. */
export function summarise(results: readonly CaseResult[]): OpSummary[] {
  const ops = new Map<string, Record<Verdict, number>>();
  for (const { op, verdict } of results) {
    const counts = ops.get(op) ?? { passed: 0, failed: 0, malformed: 0, unsupported: 0 };
    counts[verdict]++;
    ops.set(op, counts);
  }
  return [...ops].map(([op, counts]) => ({ op, counts })).sort((a, b) => (a.op < b.op ? -1 : 1));
}
