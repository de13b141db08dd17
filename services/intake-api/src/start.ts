import { createServer } from "node:http";
import { signInKeys, trustedProxies } from "@saihan/auth";
import { keptPrices } from "@saihan/closing";
import type { IntakeConfig } from "@saihan/config";
import { connect, createKeyUse, createNotifier, createNumbers, databaseReady, disconnect, listen } from "@saihan/db";
import type { Log } from "@saihan/log";
import { orderChannel, outboxChannel } from "@saihan/queues";
import { check, closeServer, listenOn, type Running } from "@saihan/runtime";
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
  const db = connect({ url: config.DATABASE_URL, applicationName: "intake-api", max: 12, waitMs: 4_000, lockTimeoutMs: 2_000 });
  const outbox = createNotifier(db, outboxChannel);
  const orderEnds = createOrderEnds();
  const keyUse = createKeyUse(db, now);
  const unlisten = listen(db, orderChannel, (ids) => orderEnds.heard(ids));
  let stopping = false;
  const app = createApp(
    {
      db,
      log,
      now,
      numbers: createNumbers(db),
      accepting: createAccepting(db),
      refusals: createRefusals(db),
      outbox,
      orderEnds,
      catalogue: createCatalogue(db),
      prices: keptPrices(db),
      keyUse,
      requestsPerSecond: config.RATE_LIMIT,
      orderDeadlineMs: config.ORDER_DEADLINE_HOURS * 3_600_000,
      signInKeys: signInKeys(config.MASTER_KEY),
      proxies: trustedProxies(config.TRUST_PROXY),
    },
    async () => [...(stopping ? ["stopping"] : []), ...(await check("database", () => databaseReady(db)))],
  );
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  const port = await listenOn(server, config.PORT, config.HOST);
  return {
    port,
    close: async () => {
      stopping = true;
      orderEnds.stop();
      await closeServer(server);
      await unlisten();
      outbox.stop();
      keyUse.stop();
      await disconnect(db);
    },
  };
}
