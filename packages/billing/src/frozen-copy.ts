import { Exact } from "./exact.ts";

/**
 * A deep copy that nobody can change: a document keeps the names, numbers and prices of its day (I18). Knows plain objects,
 * arrays, dates and exact numbers, which is all that documents are made of.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value) as T;
}

/** Copies that were made here: nobody can have changed them, so they need no second copy. */
const made = new WeakSet<object>();

function copy(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Exact || made.has(value)) return value;
  if (value instanceof Date) return Object.freeze(new Date(value));
  const parts = Array.isArray(value)
    ? value.map(copy)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
  made.add(parts);
  return Object.freeze(parts);
}
