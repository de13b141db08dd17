import { rmSync } from "node:fs";
import { findRedisServer, type LocalRedis, startRedis, throwAwayFolder } from "@saihan/launch";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const rights =
  "resetchannels +@read +@write +@blocking +@connection +@transaction +@scripting -@dangerous -@admin +info +client|setname +client|list -script -function";

/** The house with the least rights on Redis that it can work with (reliability D19, S-08). README names the same. */
describe.skipIf(missingStore)("a Redis user with rights on the house's own keys alone", () => {
  let redis: LocalRedis;
  let house: House;
  let app: Redis;
  const folder = throwAwayFolder("rights");
  beforeAll(async () => {
    redis = await startRedis({ command: findRedisServer() as string, folder });
    const admin = new Redis(redis.url);
    await admin.call("ACL", "SETUSER", "app", "on", ">app-password", "~{t-*", ...rights.split(" "));
    await admin.set("foreign", "1");
    admin.disconnect();
    const url = new URL(redis.url);
    url.username = "app";
    url.password = "app-password";
    house = await openHouse({ through: async ({ databaseUrl }) => ({ databaseUrl, redisUrl: url.href }) });
    app = new Redis(url.href, { maxRetriesPerRequest: 1 });
  });
  afterAll(async () => {
    app?.disconnect();
    await house?.close();
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the house works", async () => {
    const client = clientOf(house.api, house.partner);
    expect((await client.ended(await client.post("/v1/contracts", someContract()))).state).toBe("succeeded");
    await house.settle();
  });

  test.each([
    ["FLUSHALL"],
    ["FLUSHDB"],
    ["KEYS", "*"],
    ["CONFIG", "GET", "*"],
    ["CONFIG", "SET", "maxmemory-policy", "allkeys-lru"],
    ["GET", "foreign"],
    ["DEL", "foreign"],
    ["EVAL", "return redis.call('get', KEYS[1])", "1", "foreign"],
    ["SCRIPT", "FLUSH"],
    ["ACL", "LIST"],
    ["MONITOR"],
    ["DEBUG", "SLEEP", "0"],
    ["SHUTDOWN"],
    ["SUBSCRIBE", "x"],
  ])("%s %s is refused", async (command, ...args) => {
    await expect(app.call(command, ...args)).rejects.toThrow(/NOPERM|No permissions|not allowed/i);
  });
});
