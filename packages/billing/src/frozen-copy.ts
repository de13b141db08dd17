import { Exact } from "./exact.ts";

/**
 * A deep copy that nobody can change: a document keeps the names, numbers and prices of its day (I18). Knows plain objects,
 * arrays, dates and exact numbers, which is all that documents are made of.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value) as T;
}

/**
 * Freezes a value that nobody else holds, all of it, without a copy: then `frozenCopy` takes it as it is. For the lines of a large document, which
 * were read from the database for it alone.
 */
export function frozenWhole<T>(value: T): T {
  freeze(value);
  if (value !== null && typeof value === "object") frozen.add(value);
  return value;
}

/** What was frozen here to the bottom: nobody can change it, so it needs no copy. */
const frozen = new WeakSet<object>();

function copy(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Exact || frozen.has(value)) return value;
  if (value instanceof Date) return Object.freeze(new Date(value));
  const parts = Array.isArray(value)
    ? value.map(copy)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
  frozen.add(parts);
  return Object.freeze(parts);
}

function freeze(value: unknown): void {
  if (value === null || typeof value !== "object" || value instanceof Exact || frozen.has(value)) return;
  if (Array.isArray(value)) for (const part of value) freeze(part);
  else for (const key in value) freeze((value as Record<string, unknown>)[key]);
  Object.freeze(value);
}
