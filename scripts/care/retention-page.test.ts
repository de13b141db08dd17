import { readFileSync } from "node:fs";
import { retentionRules } from "@saihan/domain";
import { expect, test } from "vitest";
import { retentionRow } from "./retention-page.ts";

test("docs/operations/retention.md has every rule, word for word, and no other", () => {
  const page = readFileSync(new URL("../../docs/operations/retention.md", import.meta.url), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows).toEqual(retentionRules.map(retentionRow));
});
