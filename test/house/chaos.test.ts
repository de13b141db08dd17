import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findKeystone, findRedisServer, keystoneMissing } from "@saihan/launch";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const keystone = findKeystone();
if (!keystone && process.env.REQUIRE_KEYSTONE === "1") throw new Error(`${keystoneMissing} (REQUIRE_KEYSTONE=1)`);

/** The short form of npm run chaos, the same code: see ARCHITECTURE.md for what it looks at. */
describe("killed and frozen at random, the house loses nothing and does nothing twice", () => {
  const chaos = async (...more: string[]) => {
    const args = ["scripts/run.mjs", "scripts/chaos.ts", ...more];
    const run = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [run.stdout, run.stderr]) {
      stream.on("data", (text) => {
        said += text;
      });
    }
    const code = await new Promise((resolve) => run.once("exit", resolve));
    expect(said).toContain("0 lost, 0 duplicated effects");
    expect(said).not.toContain("✗");
    expect(code).toBe(0);
    return said;
  };

  const stores = ["postgres", ...(findRedisServer() ? ["redis"] : [])];
  test.each(stores)("queues on %s", { timeout: 400_000 }, async (queue) => {
    await chaos("--orders", "200", "--faults", "8", "--seed", "7", "--queue", queue);
  });

  const why = keystone ? "" : ` (skipped: ${keystoneMissing})`;
  test.skipIf(!keystone)(
    `a real Keystone too, with the network before it cut: nothing is missing or twice in it${why}`,
    {
      timeout: 400_000,
    },
    async () => {
      const size = ["--orders", "40", "--faults", "8", "--clients", "6", "--seed", "5"];
      const said = await chaos("--platform", "keystone", "--queue", "postgres", ...size);
      expect(said).toMatch(/[1-9]\d* requests cut after they were sent|[1-9]\d* answers lost/);
    },
  );
});
