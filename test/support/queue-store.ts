import { silentLog } from "@saihan/log";
import { openQueueStore, openRedis, primariesOf, type QueueName } from "@saihan/queues";
import type postgres from "postgres";

/** What a test may do to the queue store behind the house's back. */
export interface StoreTools {
  lose(): Promise<void>;
  inject(queue: QueueName, name: string, payloads: object[]): Promise<void>;
  text(): Promise<string>;
  close(): Promise<void>;
}

export function storeTools(settings: {
  redisUrl: string | undefined;
  databaseUrl: string;
  prefix: string;
  sql: postgres.Sql;
}): StoreTools {
  const { sql } = settings;
  const store = openQueueStore(settings, silentLog);
  const redis = settings.redisUrl ? openRedis(settings.redisUrl, "work") : undefined;
  redis?.on("error", () => {});
  const inject = async (queue: QueueName, name: string, payloads: object[]) => {
    await store.queue(queue).addBulk(payloads.map((data) => ({ name, data })));
  };
  const close = async () => {
    await store.close();
    redis?.disconnect();
  };
  if (!redis) {
    const tables = async () =>
      (
        await sql<{ tableName: string }[]>`
          select table_name from information_schema.tables where table_schema = 'bullmq' and table_type = 'BASE TABLE'`
      )
        .map((t) => t.tableName)
        .filter((name) => !/migration|schema|ledger|meta/.test(name));
    return {
      inject,
      close,
      lose: async () => {
        const names = (await tables()).map((name) => `bullmq.${name}`).join(", ");
        // What works with the queues at this moment may hold one table and want the next: the database then ends either side.
        for (let tries = 1; ; tries += 1) {
          try {
            await sql.unsafe(`truncate ${names} cascade`);
            return;
          } catch (error) {
            if ((error as { code?: string }).code !== "40P01" || tries === 10) throw error;
          }
        }
      },
      text: async () => {
        const parts: string[] = [];
        for (const name of await tables()) parts.push(JSON.stringify(await sql.unsafe(`select t::text from bullmq.${name} t`)));
        return parts.join("\n");
      },
    };
  }
  const pattern = `${settings.prefix.replaceAll(/[[\]?*\\]/g, "\\$&")}*`;
  const keys = async () => (await Promise.all(primariesOf(redis).map((one) => one.keys(pattern)))).flat();
  return {
    inject,
    close,
    lose: async () => {
      const found = await keys();
      if (found.length > 0) await redis.del(...found);
    },
    text: async () => {
      const parts: string[] = [];
      for (const key of await keys()) {
        const type = await redis.type(key);
        if (type === "hash") parts.push(JSON.stringify(await redis.hgetall(key)));
        if (type === "list") parts.push(JSON.stringify(await redis.lrange(key, 0, -1)));
        if (type === "zset") parts.push(JSON.stringify(await redis.zrange(key, "0", "-1")));
        if (type === "stream") parts.push(JSON.stringify(await redis.xrange(key, "-", "+")));
        if (type === "string") parts.push((await redis.get(key)) ?? "");
      }
      return parts.join("\n");
    },
  };
}
