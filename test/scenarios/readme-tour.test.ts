import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { missingStore, openHouse } from "../support/house.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test.skipIf(missingStore ?? process.platform === "win32")(
  "the readme's tour does what it says, line by line",
  async () => {
    const readme = readFileSync(`${root}README.md`, "utf8");
    const [, tour = ""] = /```sh\n(export SAIHAN_URL=[\s\S]*?)```/.exec(readme) ?? [];
    const [first = "", ...lines] = tour.trim().split("\n");
    expect(first).toMatch(/^export SAIHAN_URL=\S+ SAIHAN_API_KEY=\S+$/);
    expect(lines).toHaveLength(9);
    const house = await openHouse();
    try {
      const { apiKey } = house.partner;
      const script = ["set -euo pipefail", `export SAIHAN_URL=${house.api} SAIHAN_API_KEY=${apiKey}`, ...lines].join("\n");
      const child = spawn("bash", ["-c", script], { cwd: root, env: { ...process.env, LANG: "en_US.UTF-8" } });
      let said = "";
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
      const code = await new Promise((resolve) => child.once("close", resolve));
      expect([code, said]).toEqual([0, expect.any(String)]);
      // What the lines say, in their order.
      const expected = [
        ...["contract.create", "succeeded", "サンプル商事株式会社", "tenant.create", "succeeded", "user.create", "succeeded"],
        ...["hanako@example.jp", '"kind":"contract.change"', "contract.change", "tenant.create", "contract.create.succeeded"],
      ];
      let at = 0;
      for (const text of expected) {
        const found = said.indexOf(text, at);
        expect(found, `${text} after ${said.slice(0, at)}`).toBeGreaterThanOrEqual(0);
        at = found + text.length;
      }
      await house.settle();
      const [contract] = await house.database.sql`select customer_name from contracts where customer_name = 'サンプル商会'`;
      expect(contract).toBeDefined();
    } finally {
      await house.close();
    }
  },
  240_000,
);
