import { Exact } from "./exact.ts";

/**
 * A deep copy that nobody can change: a document keeps the names, numbers and prices of its day (I18). Knows plain objects,
 * arrays, dates and exact numbers, which is all that documents are made of.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Exact) return value;
  if (value instanceof Date) return Object.freeze(new Date(value));
  if (Array.isArray(value)) return Object.freeze(value.map(copy));
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)])));
}
