import { readFileSync } from "node:fs";
import { keyFor } from "@saihan/auth";
import type { NotificationConfig } from "@saihan/config";
import { connect, databaseFaults, databaseReady, disconnect, poolOf } from "@saihan/db";
import type { Log } from "@saihan/log";
import { openDomainGate, openMailTransport, type TransportSettings } from "@saihan/mail";
import { watchPool } from "@saihan/metrics";
import { type Handlers, jobs, openQueueStore, startWorker } from "@saihan/queues";
import { check, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import type { NotificationContext } from "./context.ts";
import { handleAddressNotice } from "./handlers/address-notice.ts";
import { handleRemindDuty } from "./handlers/remind-duty.ts";
import { createSendMail } from "./handlers/send-mail.ts";
import { handleTellApproval } from "./handlers/tell-approval.ts";
import { watchReports } from "./reports.ts";

const mine = {
  addressNotice: jobs.addressNotice,
  remindDuty: jobs.remindDuty,
  tellApproval: jobs.tellApproval,
} as const;

export async function startNotificationWorker(
  config: NotificationConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "notification-worker",
    max: 10,
  });
  watchPool("notification-worker", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  const transport = openMailTransport({
    ...{ url: config.SMTP_URL, from: config.MAIL_FROM, connections: config.MAIL_CONNECTIONS, timeoutMs: config.MAIL_TIMEOUT_MS },
    dkim: dkimOf(config),
  });
  const pace = { perSecond: config.MAIL_RATE_PER_DOMAIN, firstPauseMs: config.RETRY_DELAY_MS, longestPauseMs: 15 * 60_000 };
  const gate = openDomainGate(pace, () => performance.now());
  const mailDomain = config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf("@") + 1);
  const desks = { operations: config.OPERATIONS_MAIL, billing: config.BILLING_MAIL, support: config.SUPPORT_MAIL };
  const sendMail = createSendMail({
    mailDomain,
    desks,
    linkKey: keyFor(config.MASTER_KEY, "password-link"),
    unsubscribeKey: keyFor(config.MASTER_KEY, "unsubscribe"),
    bouncesTo: config.MAIL_BOUNCES_TO,
  });
  const handlers = {
    "remind-duty": handleRemindDuty,
    "address-notice": handleAddressNotice,
    "tell-approval": handleTellApproval,
  } satisfies Handlers<NotificationContext, typeof mine>;
  const worker = startWorker({
    db,
    store,
    log,
    now,
    queue: "notifications",
    ctx: {
      db,
      now,
      transport,
      gate,
      publicUrl: config.PUBLIC_URL.replace(/\/$/, ""),
      portalUrl: config.PORTAL_URL.replace(/\/$/, ""),
      desks,
    },
    jobs: Object.values(mine),
    handlers,
    bundleHandlers: [sendMail],
    // A bundle that waits for its turn keeps a place: few, or a partner's many mails would keep another's one from being next.
    concurrency: Math.min(config.WORKER_CONCURRENCY, 6),
    lockMs: config.WORKER_LOCK_MS,
    retryDelayMs: config.RETRY_DELAY_MS,
  });
  const reports = config.MAIL_BOUNCES_FOLDER
    ? watchReports({ db, log, now, folder: config.MAIL_BOUNCES_FOLDER, own: { mailDomain, bouncesTo: config.MAIL_BOUNCES_TO } })
    : undefined;
  const health = await serveHealth(config.HEALTH_PORT, config.HOST, async () => [
    ...(await check("database", () => databaseReady(db))),
    ...(await check("mail server", () => transport.ready())),
  ]);
  return {
    port: health.port,
    close: async () => {
      await health.close();
      await Promise.all([worker.close(), reports?.stop()]);
      transport.close();
      await store.close();
      await disconnect(db);
    },
  };
}

/** @throws when the key's file cannot be read */
function dkimOf(config: NotificationConfig): TransportSettings["dkim"] {
  const { MAIL_DKIM_KEY_FILE, MAIL_DKIM_SELECTOR, MAIL_DKIM_DOMAIN, MAIL_FROM } = config;
  if (!MAIL_DKIM_KEY_FILE) return undefined;
  const domainName = MAIL_DKIM_DOMAIN ?? MAIL_FROM.slice(MAIL_FROM.lastIndexOf("@") + 1);
  return { domainName, keySelector: MAIL_DKIM_SELECTOR, privateKey: readFileSync(MAIL_DKIM_KEY_FILE, "utf8") };
}
