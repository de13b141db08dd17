import { describe, expect, test } from "vitest";
import { ConfigError, loadProvisioningConfig, loadWebhookConfig } from "./index.ts";

const masterKey = Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("base64");

const database = { DATABASE_URL: "postgres://house@db/saihan" };
const keystone = { ...database, PLATFORM_URL: "keystone+https://cloud.example:5000/v3", KEYSTONE_USERNAME: "saihan" };
const said = (env: Record<string, string>) => {
  try {
    loadProvisioningConfig(env);
    return "starts";
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.replace("cannot start: ", "");
  }
};

describe("the platform in the configuration", () => {
  test.each([
    ["the simulator", { ...database, PLATFORM_URL: "http://127.0.0.1:4005" }, "starts"],
    ["a Keystone with a password", { ...keystone, KEYSTONE_PASSWORD: "x" }, "starts"],
    ["a Keystone with a password file", { ...keystone, KEYSTONE_PASSWORD_FILE: "/run/secrets/keystone" }, "starts"],
    ["a slash at the end", { ...keystone, KEYSTONE_PASSWORD: "x", PLATFORM_URL: "keystone+http://cloud/identity/v3/" }, "starts"],
    ["no address", database, "PLATFORM_URL is not set"],
    [
      "another scheme",
      { ...database, PLATFORM_URL: "ftp://cloud" },
      "PLATFORM_URL must be an address that begins with http:// or https:// or keystone+http:// or keystone+https://",
    ],
    [
      "an address without the version",
      { ...keystone, KEYSTONE_PASSWORD: "x", PLATFORM_URL: "keystone+https://cloud.example:5000" },
      "PLATFORM_URL of a Keystone must end in /v3",
    ],
    [
      "no credentials",
      { ...database, PLATFORM_URL: keystone.PLATFORM_URL },
      "KEYSTONE_USERNAME is not set; exactly one of KEYSTONE_PASSWORD and KEYSTONE_PASSWORD_FILE must be set",
    ],
    [
      "two passwords",
      { ...keystone, KEYSTONE_PASSWORD: "x", KEYSTONE_PASSWORD_FILE: "/run/secrets/keystone" },
      "exactly one of KEYSTONE_PASSWORD and KEYSTONE_PASSWORD_FILE must be set",
    ],
    [
      "a project and the whole system",
      { ...keystone, KEYSTONE_PASSWORD: "x", KEYSTONE_PROJECT: "p", KEYSTONE_SYSTEM_SCOPE: "true" },
      "KEYSTONE_PROJECT and KEYSTONE_SYSTEM_SCOPE exclude each other",
    ],
    [
      "a call that outlives the worker's hold on its job",
      { ...keystone, KEYSTONE_PASSWORD: "x", PLATFORM_TIMEOUT_MS: "10000" },
      "PLATFORM_TIMEOUT_MS must be less than half of WORKER_LOCK_MS",
    ],
  ])("%s", (_, env, expected) => {
    expect(said(env as Record<string, string>)).toBe(expected);
  });

  test.each([
    [{}, 8_000],
    [{ WORKER_LOCK_MS: "60000" }, 8_000],
    [{ WORKER_LOCK_MS: "5000" }, 2_000],
    [{ WORKER_LOCK_MS: "1000" }, 400],
    [{ WORKER_LOCK_MS: "5000", PLATFORM_TIMEOUT_MS: "1500" }, 1_500],
  ])("%j: a call may take %d ms", (env, expected) => {
    const config = loadProvisioningConfig({ ...database, PLATFORM_URL: "http://127.0.0.1:4005", ...env });
    expect(config.PLATFORM_TIMEOUT_MS).toBe(expected);
  });
});

test.each([
  [{}, 8_000, false],
  [{ WORKER_LOCK_MS: "5000" }, 2_000, false],
  [{ WORKER_LOCK_MS: "5000", WEBHOOK_TIMEOUT_MS: "1000", WEBHOOK_LOOPBACK: "yes" }, 1_000, true],
])("%j: a receiver of webhooks has %d ms; this machine may be sent to: %s", (env, timeoutMs, loopback) => {
  const config = loadWebhookConfig({ ...database, MASTER_KEY: masterKey, ...env });
  expect([config.WEBHOOK_TIMEOUT_MS, config.WEBHOOK_LOOPBACK]).toEqual([timeoutMs, loopback]);
});

test("a receiver that may take longer than a job is held is a fault", () => {
  const env = {
    ...database,
    MASTER_KEY: masterKey,
    WORKER_LOCK_MS: "5000",
    WEBHOOK_TIMEOUT_MS: "2500",
  };
  expect(() => loadWebhookConfig(env)).toThrow("WEBHOOK_TIMEOUT_MS must be less than half of WORKER_LOCK_MS");
});
