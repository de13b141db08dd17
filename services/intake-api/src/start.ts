import { createServer } from "node:http";
import { keyFor, signInKeys, trustedProxies } from "@saihan/auth";
import { keptPrices } from "@saihan/closing";
import type { IntakeConfig } from "@saihan/config";
import {
  connect,
  createKeyUse,
  createNotifier,
  createNumbers,
  createReplica,
  type Db,
  databaseFaults,
  databaseReady,
  disconnect,
  listen,
  poolOf,
  type Replica,
} from "@saihan/db";
import type { Log } from "@saihan/log";
import { replicaRead, watchPool, watchReplica } from "@saihan/metrics";
import { eventChannel, orderChannel, outboxChannel } from "@saihan/queues";
import { check, closeServer, listenOn, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { createAccepting } from "./accepting.ts";
import { createApp } from "./app.ts";
import { createRefusals } from "./audit/refusals.ts";
import { createCatalogue } from "./menus/catalogue.ts";
import { createOrderEnds } from "./orders/order-ends.ts";

export async function startIntake(
  config: IntakeConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running & { port: number }> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "intake-api",
    max: 12,
    waitMs: 4_000,
    lockTimeoutMs: 2_000,
  });
  watchPool("intake-api", () => poolOf(db));
  const replica = config.DATABASE_REPLICA_URL === undefined ? undefined : replicaOf(db, config.DATABASE_REPLICA_URL, config, log);
  await refuseToStart([() => databaseFaults(db, () => Date.now()), async () => (await replica?.faults()) ?? []], () =>
    Promise.all([disconnect(db), replica?.stop()]),
  );
  const outbox = createNotifier(db, outboxChannel);
  const orderEnds = createOrderEnds();
  const eventNews = createOrderEnds();
  const keyUse = createKeyUse(db, now);
  const unlisten = listen(db, orderChannel, (ids) => orderEnds.heard(ids));
  const unlistenEvents = listen(db, eventChannel, (partners) => eventNews.heard(partners));
  let stopping = false;
  const readiness = async () => [...(stopping ? ["stopping"] : []), ...(await check("database", () => databaseReady(db)))];
  const app = createApp(
    {
      db,
      ...(replica ? { replica } : {}),
      log,
      now,
      numbers: createNumbers(db),
      accepting: createAccepting(db),
      refusals: createRefusals(db),
      outbox,
      orderEnds,
      eventNews,
      catalogue: createCatalogue(db),
      prices: keptPrices(db),
      keyUse,
      requestsPerSecond: config.RATE_LIMIT,
      requestsAtOnce: config.REQUESTS_AT_ONCE,
      orderDeadlineMs: config.ORDER_DEADLINE_HOURS * 3_600_000,
      signInKeys: signInKeys(config.MASTER_KEY),
      unsubscribeKey: keyFor(config.MASTER_KEY, "unsubscribe"),
      webhookKey: keyFor(config.MASTER_KEY, "webhook-secret"),
      webhookLoopback: config.WEBHOOK_LOOPBACK,
      proxies: trustedProxies(config.TRUST_PROXY),
    },
    readiness,
  );
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  const port = await listenOn(server, config.PORT, config.HOST);
  const measures = config.METRICS_PORT === undefined ? undefined : await serveHealth(config.METRICS_PORT, config.HOST, readiness);
  return {
    port,
    close: async () => {
      stopping = true;
      orderEnds.stop();
      eventNews.stop();
      await closeServer(server);
      await measures?.close();
      await Promise.all([unlisten(), unlistenEvents()]);
      outbox.stop();
      keyUse.stop();
      await Promise.all([disconnect(db), replica?.stop()]);
    },
  };
}

function replicaOf(db: Db, url: string, config: IntakeConfig, log: Log): Replica {
  const replica = createReplica(db, {
    ...{ url, pooled: config.DATABASE_DIRECT_URL !== undefined, lagLimitMs: config.DATABASE_REPLICA_LAG_MS },
    ...{ applicationName: "intake-api", max: 12, waitMs: 1_000 },
    told: replicaRead,
    turned: (asked, why) => {
      if (asked) log.info("the replica is asked");
      else log.warn("the replica is not asked", { cause: why });
    },
  });
  watchPool("intake-api-replica", () => poolOf(replica));
  watchReplica("intake-api-replica", replica.standing);
  return replica;
}
