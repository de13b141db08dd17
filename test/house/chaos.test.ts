import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findRedisServer } from "@saihan/launch";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The short form of npm run chaos, the same code: see ARCHITECTURE.md for what it looks at. */
describe("killed and frozen at random, the house loses nothing and does nothing twice", () => {
  const stores = ["postgres", ...(findRedisServer() ? ["redis"] : [])];
  test.each(stores)("queues on %s", async (queue) => {
    const args = ["scripts/run.mjs", "scripts/chaos.ts", "--orders", "240", "--faults", "10", "--seed", "7", "--queue", queue];
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
  });
});
