import { createServer } from "node:http";
import { signInKeys, trustedProxies } from "@saihan/auth";
import type { DashboardConfig } from "@saihan/config";
import { connect, databaseFaults, databaseReady, disconnect, poolOf } from "@saihan/db";
import type { Log } from "@saihan/log";
import { watchPool } from "@saihan/metrics";
import { openQueueStore } from "@saihan/queues";
import { check, closeServer, listenOn, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { createApp } from "./app.ts";

export async function startDashboard(
  config: DashboardConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running & { port: number }> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "queue-dashboard",
    max: 4,
  });
  watchPool("queue-dashboard", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  const keys = signInKeys(config.MASTER_KEY);
  const readiness = async () => [
    ...(await check("database", () => databaseReady(db))),
    ...(await check("queue store", () => store.queue("provisioning").getWaitingCount())),
  ];
  const apiUrl = config.INTAKE_URL.replace(/\/$/, "");
  const app = createApp({ db, store, log, now, keys, apiUrl, proxies: trustedProxies(config.TRUST_PROXY) }, readiness);
  const server = createServer(app);
  const port = await listenOn(server, config.PORT, config.HOST);
  const measures = config.METRICS_PORT === undefined ? undefined : await serveHealth(config.METRICS_PORT, config.HOST, readiness);
  return {
    port,
    close: async () => {
      await closeServer(server, 500);
      await measures?.close();
      await store.close();
      await disconnect(db);
    },
  };
}
