import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientSource } from "../../packages/client/generator.ts";
import { documented } from "../../services/intake-api/src/app.ts";
import { describe } from "../../services/intake-api/src/openapi.ts";

test("the client's types are those of the OpenAPI document: if not, npm run client:generate", async () => {
  const checkedIn = readFileSync(new URL("../../packages/client/src/api.ts", import.meta.url), "utf8");
  const drawn = await clientSource(describe(documented));
  // Compared as a truth value: a difference would print both texts in full.
  expect(checkedIn === drawn, "packages/client/src/api.ts is stale: run npm run client:generate").toBe(true);
});
