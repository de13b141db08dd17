import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findKeystone, type LocalKeystone, startKeystone } from "@saihan/launch";
import { openPlatform, type Platform } from "@saihan/platform";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingKeystone } from "../support/keystone-admin.ts";

describe.skipIf(missingKeystone)("a Keystone that cuts its lists after four", () => {
  let folder = "";
  let keystone: LocalKeystone;
  let platform: Platform;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "saihan-keystone-"));
    const installed = findKeystone();
    if (!installed) throw new Error("no Keystone is installed");
    keystone = await startKeystone({ keystone: installed, folder, settings: { DEFAULT: { list_limit: "4" } } });
    platform = openPlatform({
      PLATFORM_URL: `keystone+${keystone.url}`,
      PLATFORM_TIMEOUT_MS: 8_000,
      KEYSTONE_USERNAME: keystone.username,
      KEYSTONE_PASSWORD: keystone.password,
    });
  });
  afterAll(async () => {
    await keystone?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("all contracts are listed, in parts; contents that do not fit are not taken for whole", async () => {
    const numbers = [1, 2, 3, 4, 5, 11, 12, 19, 20, 21, 300, 1_000_000_000, 1_000_000_001, 9_999_999_999];
    const ids: string[] = [];
    for (const n of numbers) {
      const contractId = `econ${String(n).padStart(10, "0")}`;
      const { id } = await platform.make({ kind: "domain", clientToken: contractId, contractId, description: "" });
      ids.push(id);
    }
    const listed: string[] = [];
    for await (const domain of platform.listing.domains()) listed.push(domain.id);
    expect(listed).toHaveLength(ids.length);
    expect(new Set(listed)).toEqual(new Set(ids));

    const [domainId = ""] = ids;
    const user = (n: number) => {
      const userId = `ecid000000000${n}`;
      return { kind: "user", clientToken: userId, domainId, userId } as const;
    };
    for (const n of [1, 2, 3, 4]) await platform.make(user(n));
    expect((await platform.listing.contents(domainId)).users).toHaveLength(4);
    await platform.make(user(5));
    await expect(platform.listing.contents(domainId)).rejects.toMatchObject({
      code: "PLATFORM_LIST_CUT",
      why: `Keystone at 127.0.0.1:${keystone.port} cuts its list of users (list_limit): it cannot be compared as a whole.`,
    });
  });
});
