import { createServer } from "node:http";
import { signInKeys, trustedProxies } from "@saihan/auth";
import type { DashboardConfig } from "@saihan/config";
import { connect, databaseReady, disconnect } from "@saihan/db";
import type { Log } from "@saihan/log";
import { openQueueStore } from "@saihan/queues";
import { check, closeServer, listenOn, type Running } from "@saihan/runtime";
import { createApp } from "./app.ts";

export async function startDashboard(
  config: DashboardConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running & { port: number }> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({ url: config.DATABASE_URL, applicationName: "queue-dashboard", max: 4 });
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  const keys = signInKeys(config.MASTER_KEY);
  const app = createApp({ db, store, log, now, keys, proxies: trustedProxies(config.TRUST_PROXY) }, async () => [
    ...(await check("database", () => databaseReady(db))),
    ...(await check("queue store", () => store.queue("provisioning").getWaitingCount())),
  ]);
  const server = createServer(app);
  const port = await listenOn(server, config.PORT, config.HOST);
  return {
    port,
    close: async () => {
      await closeServer(server, 500);
      await store.close();
      await disconnect(db);
    },
  };
}
