import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { missingKeystone } from "../support/keystone-admin.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The short form of npm run chaos -- --platform keystone, the same code. */
describe.skipIf(missingKeystone)("everything killed and frozen, Keystone too, and the network before it cut", () => {
  test("nothing is missing in Keystone, nothing is there twice, and the drift reports are empty", {
    timeout: 400_000,
  }, async () => {
    const args = [
      "--platform",
      "keystone",
      "--orders",
      "60",
      "--faults",
      "10",
      "--clients",
      "6",
      "--seed",
      "5",
      "--queue",
      "postgres",
    ];
    const run = spawn(process.execPath, ["scripts/run.mjs", "scripts/chaos.ts", ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [run.stdout, run.stderr]) {
      stream.on("data", (text) => {
        said += text;
      });
    }
    const code = await new Promise((resolve) => run.once("exit", resolve));
    expect(said).toContain("0 lost, 0 duplicated effects");
    expect(said).not.toContain("✗");
    expect(said).toMatch(/[1-9]\d* requests cut after they were sent|[1-9]\d* answers lost/);
    expect(code).toBe(0);
  });
});
