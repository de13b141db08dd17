import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

test("no two files have a text of the same name: one would silently take the other's place", async () => {
  const folder = new URL(".", import.meta.url);
  const files = readdirSync(folder).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !["catalogue.ts", "language.ts"].includes(file),
  );
  const names: string[] = [];
  for (const file of files) {
    const exported = (await import(new URL(file, folder).href)) as Record<string, unknown>;
    for (const [name, texts] of Object.entries(exported)) if (name.endsWith("Texts")) names.push(...Object.keys(texts as object));
  }
  expect(names.length).toBeGreaterThan(500);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});
