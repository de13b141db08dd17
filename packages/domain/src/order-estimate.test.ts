import { expect, test } from "vitest";
import { estimateEnd } from "./index.ts";

const now = new Date("2026-04-01T00:00:00.000Z");
const recent = { done: 100, overMs: 50_000, typicalMs: 2_000, typicalOf: 50 };

test.each([
  ["next in line: what such work takes", 0, recent, "2026-04-01T00:00:02.000Z"],
  ["60 before it at two a second", 60, recent, "2026-04-01T00:00:32.000Z"],
  ["next in line needs no pace", 0, { ...recent, done: 0, overMs: 0 }, "2026-04-01T00:00:02.000Z"],
  ["no pace measured", 1, { ...recent, done: 9 }, "LINE_NOT_MEASURED"],
  ["little of this kind", 0, { ...recent, typicalOf: 9 }, "TOO_LITTLE_OF_THIS_KIND"],
  ["none of this kind", 0, { ...recent, typicalMs: null, typicalOf: 0 }, "TOO_LITTLE_OF_THIS_KIND"],
])("%s", (_, before, measured, expected) => {
  const { at, why } = estimateEnd(before, measured, now);
  expect(at?.toISOString() ?? why).toBe(expected);
});
