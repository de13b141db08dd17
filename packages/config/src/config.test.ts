import { expect, test } from "vitest";
import { ConfigError, loadBillingConfig, loadIntakeConfig, loadProvisioningConfig } from "./index.ts";

const good = {
  DATABASE_URL: "postgres://a:b@127.0.0.1/c",
  MASTER_KEY: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("base64"),
};

test("defaults and given values", () => {
  expect(loadIntakeConfig({ ...good, PORT: "4100" })).toMatchObject({ PORT: 4100, HOST: "127.0.0.1", LOG_LEVEL: "info" });
});

test.each([
  [{ ...good, DATABASE_URL: "" }, "DATABASE_URL is not set"],
  [{ ...good, DATABASE_URL: "mysql://x" }, "DATABASE_URL must be an address that begins with postgres://"],
  [{ ...good, MASTER_KEY: "short" }, "MASTER_KEY must be 32 bytes"],
  [{ ...good, MASTER_KEY: Buffer.alloc(32).toString("base64") }, "MASTER_KEY must be 32 random bytes"],
  [
    {
      ...good,
      MASTER_KEY: "0123456789abcdef"
        .repeat(4)
        .slice(0, 64)
        .replaceAll(/[89a-f]/g, "0"),
    },
    "MASTER_KEY must be 32 random bytes",
  ],
  [{ ...good, PORT: "70000" }, "PORT"],
])("a missing or wrong value is one sentence that names it", (env, sentence) => {
  expect(() => loadIntakeConfig(env)).toThrow(ConfigError);
  expect(() => loadIntakeConfig(env)).toThrow(sentence);
});

test("nobody issues invoices in a name that was not given", () => {
  const issuer = { ISSUER_NAME: "発行者", ISSUER_ADDRESS: "東京", ISSUER_REGISTRATION: "T7010705000725" };
  expect(loadBillingConfig({ ...good, ...issuer }).ISSUER_REGISTRATION).toBe("T7010705000725");
  for (const name of Object.keys(issuer)) {
    expect(() => loadBillingConfig({ ...good, ...issuer, [name]: "" })).toThrow(`${name} is not set: `);
  }
  expect(() => loadBillingConfig({ ...good, ...issuer, ISSUER_REGISTRATION: "7010705000725" })).toThrow(
    "must be T and 13 digits",
  );
});

test("an empty REDIS_URL is none", () => {
  expect(loadProvisioningConfig({ ...good, REDIS_URL: "", PLATFORM_URL: "http://127.0.0.1:1" }).REDIS_URL).toBeUndefined();
});

test.each([
  ["redis://:pw@redis.example:6379", true],
  ["rediss+sentinel://:pw@s1.example:26379,s2.example:26379/house?sentinel-password=x", true],
  ["redis+cluster://:pw@n1.example:7000,n2.example:7001", true],
  ["redis+sentinel://s1.example:26379", false],
  ["redis+cluster://n1.example:7000/0", false],
  ["http://redis.example", false],
])("REDIS_URL %s: %s", (REDIS_URL, good_) => {
  const load = () => loadProvisioningConfig({ ...good, REDIS_URL, PLATFORM_URL: "http://127.0.0.1:1" });
  if (good_) expect(load().REDIS_URL).toBe(REDIS_URL);
  else expect(load).toThrow(/REDIS_URL must be redis:\/\//);
});
