import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { columnsPage } from "./columns-page.ts";

it("COLUMNS.md says what the files hold (npm run documents writes it anew)", () => {
  expect(readFileSync(new URL("../COLUMNS.md", import.meta.url), "utf8")).toBe(columnsPage());
});
