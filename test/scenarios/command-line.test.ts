import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "@saihan/cli";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, openCommandLine } from "../support/command-line.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** The command `saihan`, as a process, against the whole house. */
describe.skipIf(missingStore)("saihan on the command line", () => {
  let house: House;
  const { folder, saihan, json, close } = openCommandLine(() => ({ api: house.api, apiKey: house.partner.apiKey }));
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => {
    close();
    await house?.close();
  });

  test("a contract with a tenant and a user is ordered, seen, and taken down again", async () => {
    const made = await json("contract", "create", "--name", "青葉製作所株式会社", "--mail", "naoko@aoba.example");
    expect(made).toMatchObject({ kind: "contract.create", state: "succeeded" });
    const { contractId } = made;
    const tenant = await json("tenant", "create", contractId, "--name", "aoba-cli", "--region", "jp1");
    const user = await json("user", "create", contractId, "--mail", "ichiro@aoba.example", "--name", "鈴木 一郎");
    await json("access", "grant", contractId, tenant.subject.id, user.subject.id);
    expect((await json("access", "list", contractId, tenant.subject.id)).map((a: { userId: string }) => a.userId)).toContain(
      user.subject.id,
    );

    const seen = await saihan(["contract", "list", "--name", "青葉製作所"]);
    const [heads = "", row = ""] = seen.out.split("\n");
    expect(row).toContain("青葉製作所株式会社");
    // Nine wide characters are eighteen columns: the next column begins below its heading.
    expect(row.indexOf("active") + 9).toBe(heads.indexOf("state"));

    await json("tenant", "delete", contractId, tenant.subject.id);
    expect(await json("contract", "terminate", contractId)).toMatchObject({ state: "succeeded" });
    expect(await json("contract", "show", contractId)).toMatchObject({ state: "terminated" });
  });

  test("the same key orders once", async () => {
    const line = ["contract", "create", "--name", "二度", "--mail", "twice@x.example", "--key", "cli-twice-1"];
    expect((await json(...line)).id).toBe((await json(...line)).id);
  });

  test("an order that begins later is shown and not waited for; one that failed is placed again", async () => {
    const startAt = new Date(house.clock.now().getTime() + 10 * 86_400_000).toISOString();
    const later = ["contract", "create", "--name", "来月", "--mail", "later@x.example", "--start-at", startAt];
    const planned = await json(...later);
    expect(planned).toMatchObject({ state: "scheduled", startAt });
    expect(await json("order", "cancel", planned.id)).toMatchObject({ state: "cancelled" });
    await house.misbehave({ refuseRate: 1, refuseReason: "QUOTA_REACHED", only: "create-project" });
    const { contractId } = await json("contract", "create", "--name", "失敗", "--mail", "again@x.example");
    const failed = await saihan(["tenant", "create", contractId, "--name", "again-cli", "--region", "jp1", "--output", "json"]);
    expect(failed.code).toBe(exitCodes.orderFailed);
    await house.misbehave({});
    const { id } = JSON.parse(failed.out);
    expect(await json("order", "retry", id)).toMatchObject({ state: "succeeded", retryOf: id });
  });

  test("exit codes tell apart: wrong use, refusal, unreachable, a failed order, one still open", async () => {
    const at = async (line: string[], env: Record<string, string> = {}) => (await saihan(line, env)).code;
    expect(await at(["contract", "fly"])).toBe(exitCodes.usage);
    expect(await at(["contract", "create", "--name", "x"])).toBe(exitCodes.usage);
    expect(await at(["contract", "list"], { SAIHAN_API_KEY: "" })).toBe(exitCodes.usage);
    expect(await at(["contract", "show", "econ0000000000"])).toBe(exitCodes.refused);
    expect(await at(["contract", "list"], { SAIHAN_URL: "http://127.0.0.1:9", SAIHAN_PATIENCE_MS: "300" })).toBe(exitCodes.later);
    await house.misbehave({ delayMs: 1_500 });
    const slow = ["contract", "create", "--name", "遅い", "--mail", "slow@x.example", "--within", "0"];
    expect(await at(slow)).toBe(exitCodes.stillOpen);
    await house.misbehave({});
    await house.settle();
    writeFileSync(
      join(folder, "bad.ndjson"),
      '{"contractId":"econ0000000000","tenantId":"00000000000000000000000000000000","menu":"oracle","plan":"a","name":"x"}\n',
    );
    const bulk = await saihan(["bulk", "subscriptions", join(folder, "bad.ndjson")]);
    expect([bulk.code, bulk.out]).toEqual([exitCodes.orderFailed, expect.stringContaining("CONTRACT_NOT_FOUND")]);
  });

  test("a refusal is told in the language of LANG, with what to do", async () => {
    const en = await saihan(["contract", "show", "econ0000000000"]);
    const ja = await saihan(["contract", "show", "econ0000000000"], { LANG: "ja_JP.UTF-8" });
    expect(en.err).toContain("CONTRACT_NOT_FOUND: There is no contract");
    expect(ja.err).toMatch(/CONTRACT_NOT_FOUND: 契約 econ0000000000 は[\s\S]*対処:/);
  });

  test("help is there in both languages, and every shell gets its completion", async () => {
    const ja = await saihan(["contract", "create", "--help"], { LANG: "ja_JP.UTF-8" });
    expect([ja.code, ja.out]).toEqual([0, expect.stringMatching(/使い方:[\s\S]*代表者のメールアドレス/)]);
    expect((await saihan(["--help"])).out).toContain("Exit codes: 0 done");
    for (const shell of ["bash", "zsh", "fish"]) expect((await saihan(["completion", shell])).out).toContain("subscription");
    expect((await saihan(["completion", "cmd"])).code).toBe(exitCodes.usage);
  });

  test("a profile of the file names API and key; a file that others can read is remarked on", async () => {
    const file = join(folder, "config.json");
    writeFileSync(file, JSON.stringify({ profiles: { test: { url: house.api, apiKey: house.partner.apiKey } } }), {
      mode: 0o644,
    });
    const env = { SAIHAN_CONFIG: file, SAIHAN_PROFILE: "test" };
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, [command, "contract", "list"], { env: { PATH, HOME: folder, ...env } });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      err += text;
    });
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    if (process.platform !== "win32") expect(err).toContain("chmod 600");
    expect((await saihan(["contract", "list", "--profile", "other"], env)).code).toBe(exitCodes.usage);
  });
});
