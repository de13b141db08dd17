import { Exact } from "../exact.ts";

/** What an adapter hands back: figures under the names that the cases use. The first one is the case's headline. */
export type Outcome = Readonly<Record<string, unknown>>;

export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Everything in which an outcome differs from what a case expects. Figures are compared as exact numbers, so `5.9` is `5.90`; what
 * a case does not mention is not asked. `wrong_if_...` names a figure that a known mistake would give: the headline must not be it.
 */
export function differencesOf(expected: unknown, outcome: Outcome): Difference[] {
  if (typeof expected !== "object" || expected === null || Array.isArray(expected)) {
    return [difference("expected", "an object", expected)];
  }
  const [headline] = Object.values(outcome);
  return Object.entries(expected).flatMap(([name, value]) => {
    if (!name.startsWith("wrong_if_")) return compare(value, outcome[name], name);
    return compare(value, headline, name).length > 0 ? [] : [difference(name, `not ${show(value)}`, headline)];
  });
}

function compare(expected: unknown, actual: unknown, path: string): Difference[] {
  if (actual === undefined) return [{ path, expected: show(expected), actual: "not produced" }];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [difference(path, expected, actual)];
    return expected.flatMap((value, i) => compare(value, actual[i], `${path}[${i}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    const fields = actual instanceof Map ? (Object.fromEntries(actual) as Outcome) : (actual as Outcome);
    const extra = Object.keys(fields).filter((key) => actual instanceof Map && !Object.hasOwn(expected, key));
    return [
      ...Object.entries(expected).flatMap(([key, value]) => compare(value, fields[key], `${path}.${key}`)),
      ...extra.map((key) => difference(`${path}.${key}`, "nothing", fields[key])),
    ];
  }
  const [wanted, got] = [figureOf(expected), figureOf(actual)];
  const same = wanted && got ? wanted.equals(got) : expected === actual;
  return same ? [] : [difference(path, expected, actual)];
}

/** A number, or a text that is one; identifiers such as `2024-04` are not. */
function figureOf(value: unknown): Exact | undefined {
  if (value instanceof Exact || typeof value === "bigint") return Exact.of(value);
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return /^[+-]?\d+(\.\d+)?$/.test(String(value)) ? Exact.of(String(value)) : undefined;
}

function difference(path: string, expected: unknown, actual: unknown): Difference {
  return { path, expected: typeof expected === "string" ? expected : show(expected), actual: show(actual) };
}

function show(value: unknown): string {
  if (value instanceof Map) return show(Object.fromEntries(value));
  if (typeof value === "bigint" || value instanceof Exact) return value.toString();
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? part.toString() : part)) ?? "undefined";
}
