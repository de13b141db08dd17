import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findKeystone, keystoneMissing, startKeystone } from "@saihan/launch";
import type { TestProject } from "vitest/node";

export interface KeystoneForTests {
  /** http://127.0.0.1:port/v3 */
  url: string;
  username: string;
  password: string;
  project: string;
  /** Its process. */
  pid: number;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Undefined when none is installed. */
    keystone: KeystoneForTests | undefined;
  }
}

/** May be given to the house instead of the administrator: a role of one's own with the least rights (docs/keystone.md). */
export const leastRole = "saihan";

/** The rules that docs/keystone.md recommends: what it says is what is tested. */
function leastPolicy(): Record<string, string> {
  const text = readFileSync(new URL("../../docs/keystone.md", import.meta.url), "utf8");
  return Object.fromEntries([...text.matchAll(/^"(identity:\w+)": "(.+)"$/gm)].map(([, action, rule]) => [action, rule]));
}

/**
 * One Keystone for the run, in a folder that goes with it. Without an installed one its tests are skipped, and say so;
 * REQUIRE_KEYSTONE=1 makes that an error.
 */
export default async function setup(project: TestProject) {
  const installed = findKeystone();
  if (!installed) {
    if (process.env.REQUIRE_KEYSTONE === "1") throw new Error(`${keystoneMissing} (REQUIRE_KEYSTONE=1)`);
    console.log(`the tests against a real Keystone are skipped: ${keystoneMissing}`);
    project.provide("keystone", undefined);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "saihan-keystone-"));
  const keystone = await startKeystone({ keystone: installed, folder, policy: leastPolicy() });
  const { url, username, password, pid } = keystone;
  project.provide("keystone", { url, username, password, project: keystone.project, pid });
  return async () => {
    await keystone.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
