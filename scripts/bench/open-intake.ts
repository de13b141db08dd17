import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { signInKeys } from "@saihan/auth";
import { keptPrices } from "@saihan/closing";
import { connect, createKeyUse, createNotifier, createNumbers } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { createAccepting } from "../../services/intake-api/src/accepting.ts";
import { createApp } from "../../services/intake-api/src/app.ts";
import { createRefusals } from "../../services/intake-api/src/audit/refusals.ts";
import type { Caller } from "../../services/intake-api/src/context.ts";
import { createCatalogue } from "../../services/intake-api/src/menus/catalogue.ts";
import { createOrderEnds } from "../../services/intake-api/src/orders/order-ends.ts";

/** The intake without sign-in and without row-level security: everybody is the caller in CALLER, and the database's owner asks. */
const caller = JSON.parse(process.env.CALLER ?? "") as Caller;
const db = connect({ url: process.env.DATABASE_URL ?? "", applicationName: "open-intake", max: 12 });
const now = () => new Date();
const app = createApp(
  {
    ...{
      db,
      log: silentLog,
      now,
      numbers: createNumbers(db),
      orderEnds: createOrderEnds(),
      eventNews: createOrderEnds(),
      keyUse: createKeyUse(db, now),
      catalogue: createCatalogue(db),
      prices: keptPrices(db),
    },
    // A scope without a caller: the transaction begins as it does for a program of the house.
    accepting: {
      accept: (() => {
        const { accept } = createAccepting(db);
        return (_scope, acceptance) => accept({ partnerId: caller.partnerId, actor: caller.actor } as Caller, acceptance);
      })(),
    },
    refusals: createRefusals(db),
    outbox: createNotifier(db, "nobody_listens"),
    ...{
      orderDeadlineMs: 86_400_000,
      requestsPerSecond: 1_000_000,
      requestsAtOnce: 1_000_000,
      signInKeys: signInKeys(randomBytes(32)),
      proxies: [],
    },
    ...{ unsubscribeKey: randomBytes(32), webhookLoopback: false },
    ...{ webhookKey: randomBytes(32), webhookLoopback: false },
  },
  async () => [],
  (_req, res, next) => {
    res.locals.caller = caller;
    res.locals.origin = { address: undefined, userAgent: "" };
    next();
  },
);
createServer(app).listen(Number(process.env.PORT), "127.0.0.1");
