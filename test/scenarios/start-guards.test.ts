import { rmSync } from "node:fs";
import { findRedisServer, type LocalRedis, startRedis, throwAwayFolder } from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRelay } from "../../services/outbox-relay/src/start.ts";
import { startUserWorker } from "../../services/user-worker/src/start.ts";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse, queueStore } from "../support/house.ts";
import { proxyTo } from "../support/proxy.ts";

/** What a program refuses to stand on (reliability D17, R-07). */
describe.skipIf(missingStore)("a program that starts", () => {
  let house: House;
  let redis: LocalRedis | undefined;
  let admin: Redis | undefined;
  const folder = throwAwayFolder("guards");
  const onRedis = queueStore === "redis";
  beforeAll(async () => {
    // Its own: other tests stand on the other one.
    if (onRedis) redis = await startRedis({ command: findRedisServer() as string, folder });
    if (redis) admin = new Redis(redis.url);
    house = await openHouse({
      through: async ({ databaseUrl, redisUrl }) => ({ databaseUrl, redisUrl: redis?.url ?? redisUrl }),
    });
  });
  afterAll(async () => {
    await house?.close();
    admin?.disconnect();
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const refused = (starting: Promise<unknown>) =>
    expect(starting).rejects.toMatchObject({ name: "ConfigError", message: expect.stringContaining("cannot start: ") });
  const start = () => startUserWorker(house.userConfig, silentLog);

  test("refuses a database whose owner it signs in as", async () => {
    const owner = { ...house.userConfig, DATABASE_URL: house.database.url };
    await refused(startUserWorker(owner, silentLog));
    await expect(startUserWorker(owner, silentLog)).rejects.toThrow(/could see every partner/);
  });

  test("refuses a database that answers before it has written", async () => {
    const name = new URL(house.database.url).pathname.slice(1);
    await house.database.sql.unsafe(`alter database ${name} set synchronous_commit = off`);
    await expect(start()).rejects.toThrow(/synchronous_commit/);
    await house.database.sql.unsafe(`alter database ${name} reset synchronous_commit`);
    await (await start()).close();
  });

  test("refuses a schema that is older than it, or another; it starts on a newer one", async () => {
    const { sql } = house.database;
    const [last] = await sql`delete from applied_migrations where name like '0024%' returning name, sha256`;
    await expect(start()).rejects.toThrow(/older than this program: run npm run migrate \(0024_/);
    await sql`insert into applied_migrations (name, sha256) values (${last?.name}, 'changed')`;
    await expect(start()).rejects.toThrow(/was applied with another content/);
    await sql`update applied_migrations set sha256 = ${last?.sha256} where name = ${last?.name}`;
    await sql`insert into applied_migrations (name, sha256) values ('9999_later.sql', 'x')`;
    await (await start()).close();
    await sql`delete from applied_migrations where name = '9999_later.sql'`;
  });

  test("starts while its queue store is away, and works when it is there (R-24)", async () => {
    if (!redis) return void (await (await start()).close());
    const proxy = await proxyTo(redis.url);
    await proxy.down();
    await house.restart.users.stop();
    const late = await startUserWorker({ ...house.userConfig, REDIS_URL: proxy.url }, silentLog);
    const client = clientOf(house.api, house.partner);
    const user = { loginId: "late@example.jp", mailAddress: "late@example.jp" };
    const accepted = await client.post(`/v1/contracts/${house.partner.contractId}/users`, user);
    await proxy.up();
    expect((await client.ended(accepted)).state).toBe("succeeded");
    await late.close();
    await house.restart.users.start();
    await proxy.close();
  });

  if (onRedis) {
    const set = (name: string, value: string) => (admin as Redis).config("SET", name, value);

    test.each([
      ["maxmemory-policy", "allkeys-lru", "noeviction", /maxmemory-policy allkeys-lru/],
      ["appendonly", "no", "yes", /append-only/],
    ])("refuses %s %s; running, the relay says so, and accepts on", async (name, bad, good, says) => {
      const relay = await startRelay({ ...house.userConfig, ...relaySettings }, silentLog);
      const look = async (path: string) => (await fetch(`http://127.0.0.1:${relay.port}${path}`)).text();
      await expect.poll(() => look("/readyz")).toContain('"ready"');
      await set(name, bad);
      await expect(start()).rejects.toThrow(says);
      expect(await look("/readyz")).toMatch(says);
      expect(await look("/metrics")).toMatch(/saihan_queue_store_faults\S* 1/);
      const client = clientOf(house.api, house.partner);
      expect((await client.ended(await client.post("/v1/contracts", someContract()))).state).toBe("succeeded");
      await set(name, good);
      await expect.poll(() => look("/readyz")).toContain('"ready"');
      await relay.close();
      await (await start()).close();
    });
  }

  const relaySettings = {
    RELAY_BATCH: 200,
    RECONCILE_AFTER_MS: 30_000,
    RETENTION_DAYS: 30,
    AUDIT_ANCHOR_FILE: undefined,
    AUDIT_ANCHOR_SECONDS: 60,
  };
});
