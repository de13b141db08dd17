import { randomBytes } from "node:crypto";
import { hashPassword, makeApiKey, makeTotpSecret, seal, signInKeys } from "@saihan/auth";
import {
  type ClosingConfig,
  type DashboardConfig,
  type IntakeConfig,
  loadClosingConfig,
  type NotificationConfig,
  type ProvisioningConfig,
} from "@saihan/config";
import {
  asRole,
  connect,
  createNumbers,
  type Db,
  disconnect,
  insertApiKey,
  insertContract,
  insertOperator,
  insertUser,
  type ProgramRole,
  transaction,
} from "@saihan/db";
import type { OperatorKind, PartnerModel, Right, UserType } from "@saihan/domain";
import { type Log, silentLog } from "@saihan/log";
import type { QueueName } from "@saihan/queues";
import { inject } from "vitest";
import { sampleIssuer } from "../../scripts/sample-issuer.ts";
import { startBillingWorker } from "../../services/billing-worker/src/start.ts";
import { startIntake } from "../../services/intake-api/src/start.ts";
import type { CaughtMail } from "../../services/mail-catcher/src/box.ts";
import { startCatcher } from "../../services/mail-catcher/src/start.ts";
import { startNotificationWorker } from "../../services/notification-worker/src/start.ts";
import { startRelay } from "../../services/outbox-relay/src/start.ts";
import { startSimulator } from "../../services/platform-simulator/src/start.ts";
import { startProvisioningWorker } from "../../services/provisioning-worker/src/start.ts";
import { startUserWorker } from "../../services/user-worker/src/start.ts";
import { startWebhookWorker } from "../../services/webhook-worker/src/start.ts";
import { createDatabase, type TestDatabase } from "./database.ts";
import { storeTools } from "./queue-store.ts";
import { rolePassword, withDatabase } from "./servers.ts";

/** How the queue store is reached: one server, or several that stand in for one another. */
export const redisForm = (["redis", "sentinel", "cluster"] as const).find((form) => form === process.env.QUEUE_STORE);
export const queueStore = redisForm ? "redis" : "postgres";
/** Whether the queue store has one address, so that something can be put in front of it. */
export const oneRedis = redisForm === "redis";
/** Why the scenarios of this project cannot run here, if they cannot. */
export const missingStore =
  queueStore === "redis" && inject("redisUrl") === ""
    ? "no redis-server on the PATH"
    : inject("poolerPort") === 0
      ? "no pgbouncer on the PATH"
      : undefined;

export interface Partner {
  name: string;
  contractId: string;
  /** Or the token of a session. */
  apiKey: string;
  /** Of an operator: the partner that is asked about. */
  named?: string;
}

/** A user who calls the API with a key of their own. */
export interface TestUser extends Partner {
  userId: string;
  partnerId: string;
}

/** Milliseconds: work that goes on sooner than this is waited for, work that is due later is not. */
const shortRest = 2_000;

/** A clock that stands where it is put and goes on from there. */
export interface TestClock {
  now: () => Date;
  advance(ms: number): void;
}

export interface House {
  database: TestDatabase;
  db: Db;
  api: string;
  platform: string;
  mail: string;
  clock: TestClock;
  masterKey: Buffer;
  /** For another API process beside the house's own. */
  intakeConfig: IntakeConfig;
  dashboardConfig: DashboardConfig;
  /** For another user worker beside the house's own. */
  userConfig: ProvisioningConfig;
  /** For a notification worker as a process of its own. */
  notificationConfig: NotificationConfig;
  partner: Partner;
  /** Another partner, who must never see anything of the first. */
  stranger: Partner;
  addPartner(name: string, model?: PartnerModel): Promise<Partner>;
  /** A user with an API key, without an order: of the partner's own contract, or of one of its children. */
  addUser(
    partner: Partner,
    user: { type: UserType; contractId?: string; rights?: readonly Right[]; name?: string },
  ): Promise<TestUser>;
  restart: Record<
    "api" | "relay" | "provisioning" | "users" | "notifications" | "billing" | "webhooks",
    { stop(): Promise<void>; start(): Promise<void> }
  >;
  /** Waits until no work is open: nothing to send, nothing under way, no attempt that rests for a moment, no contract to file. */
  settle(withinMs?: number): Promise<void>;
  /** Caught mail, newest first. */
  mails(): Promise<CaughtMail[]>;
  platformObjects(): Promise<
    { id: string; kind: string; name: string; enabled: boolean; deleted: boolean; description?: string }[]
  >;
  platformJournal(): Promise<{ call: string; clientToken: string; outcome: string; objectId?: string }[]>;
  /** The queue store forgets every job, as after FLUSHALL. */
  loseQueues(): Promise<void>;
  /** Puts jobs into a queue past the outbox. */
  inject(queue: QueueName, name: string, payloads: object[]): Promise<void>;
  /** Everything that the queue store holds, as text. */
  queueText(): Promise<string>;
  /** Tells the platform how to misbehave; without arguments it behaves. */
  misbehave(manner?: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

/** All services in one process, on a database of their own, with real Postgres, queue store, SMTP and HTTP. */
export async function openHouse(
  options: {
    log?: Log;
    orderDeadlineHours?: number;
    retryDelayMs?: number;
    rateLimit?: number;
    /** How long a job is held without a sign of life. */
    lockMs?: number;
    requestsAtOnce?: number;
    reconcileAfterMs?: number;
    mail?: Partial<NotificationConfig>;
    closing?: Partial<ClosingConfig>;
    /** Proxies whose X-Forwarded-For is believed. */
    trustProxy?: string[];
    anchorFile?: string;
    anchorSeconds?: number;
    /** Another platform than the simulator. */
    platform?: Partial<ProvisioningConfig>;
    /** Another Postgres than that of the run (`makeTemplate`). */
    serverUrl?: string;
    /** A standby of that Postgres, by the administrator's address, to which the API sends what it may. */
    replicaUrl?: string;
    /** Puts something between the house and its servers. */
    through?: (servers: {
      databaseUrl: string;
      redisUrl: string | undefined;
    }) => Promise<{ databaseUrl: string; redisUrl: string | undefined }>;
  } = {},
): Promise<House> {
  const log = options.log ?? silentLog;
  const database = await createDatabase(options.serverUrl);
  const db = connect({ url: database.as("saihan_operations"), applicationName: "test", max: 4 });
  const masterKey = randomBytes(32);
  let offset = 0;
  const clock: TestClock = {
    now: () => new Date(Date.now() + offset),
    advance: (ms) => {
      offset += ms;
    },
  };
  const simulator = await startSimulator({ LOG_LEVEL: "info", HOST: "127.0.0.1", PORT: 0 }, silentLog);
  const catcher = await startCatcher({ LOG_LEVEL: "info", HOST: "127.0.0.1", PORT: 0, SMTP_PORT: 0 }, silentLog);
  const servers = { databaseUrl: database.url, redisUrl: queueStore === "redis" ? inject("redisUrl") : undefined };
  const seen = (await options.through?.(servers)) ?? servers;
  const prefix = `{${new URL(database.url).pathname.slice(1).replaceAll("_", "-")}}`;
  const tools = storeTools({ ...servers, prefix, sql: database.sql });
  const poolerPort = inject("poolerPort");
  const databaseAs = (role: ProgramRole) => {
    const direct = asRole(seen.databaseUrl, role, rolePassword);
    if (!poolerPort) return { DATABASE_URL: direct, DATABASE_DIRECT_URL: undefined };
    const pooled = new URL(direct);
    pooled.port = String(poolerPort);
    return { DATABASE_URL: pooled.href, DATABASE_DIRECT_URL: direct };
  };
  const shared = {
    LOG_LEVEL: "info" as const,
    HOST: "127.0.0.1",
    ...databaseAs("saihan_worker"),
    REDIS_URL: seen.redisUrl,
    QUEUE_PREFIX: prefix,
    HEALTH_PORT: 0,
    WORKER_CONCURRENCY: 10,
    WORKER_LOCK_MS: options.lockMs ?? 5_000,
    RETRY_DELAY_MS: options.retryDelayMs ?? 50,
    PLATFORM_URL: `http://127.0.0.1:${simulator.port}`,
    PLATFORM_TIMEOUT_MS: 2_000,
    ...options.platform,
    MASTER_KEY: masterKey,
    PUBLIC_URL: "http://house.example",
    PORTAL_URL: "https://portal.example",
    SMTP_URL: `smtp://127.0.0.1:${catcher.smtpPort}`,
    MAIL_FROM: "saihan@partner.example",
    MAIL_CONNECTIONS: 5,
    MAIL_TIMEOUT_MS: 10_000,
    MAIL_RATE_PER_DOMAIN: 0,
    MAIL_DKIM_KEY_FILE: undefined,
    MAIL_DKIM_SELECTOR: "saihan",
    MAIL_DKIM_DOMAIN: undefined,
    MAIL_BOUNCES_TO: undefined,
    MAIL_BOUNCES_FOLDER: undefined,
    ...options.mail,
    OPERATIONS_MAIL: "operations@provider.example",
    BILLING_MAIL: "billing@provider.example",
    SUPPORT_MAIL: "support@provider.example",
    RELAY_BATCH: 200,
    DRIFT_SCHEDULE: "0 0 0 1 1 *",
    RECONCILE_AFTER_MS: options.reconcileAfterMs ?? 30_000,
    RETENTION_DAYS: 30,
    TRUST_PROXY: options.trustProxy ?? [],
    WEBHOOK_LOOPBACK: true,
    WEBHOOK_TIMEOUT_MS: 1_000,
    AUDIT_ANCHOR_FILE: options.anchorFile,
    AUDIT_ANCHOR_SECONDS: options.anchorSeconds ?? 60,
    PORT: 0,
    RATE_LIMIT: options.rateLimit ?? 100_000,
    REQUESTS_AT_ONCE: options.requestsAtOnce ?? 10_000,
    ORDER_DEADLINE_HOURS: options.orderDeadlineHours ?? 24,
    DATABASE_REPLICA_URL:
      options.replicaUrl && asRole(sameDatabase(options.replicaUrl, database.url), "saihan_api", rolePassword),
    DATABASE_REPLICA_LAG_MS: 10_000,
    ...loadClosingConfig(sampleIssuer),
    ...options.closing,
  };
  let api = "";
  let apiPort = 0;
  const overrides = { now: clock.now };
  const parts = {
    api: part(async () => {
      const started = await startIntake({ ...shared, ...databaseAs("saihan_api"), PORT: apiPort }, log, overrides);
      apiPort = started.port;
      api = `http://127.0.0.1:${apiPort}`;
      return started;
    }),
    relay: part(() => startRelay({ ...shared, ...databaseAs("saihan_relay") }, log, overrides)),
    provisioning: part(() => startProvisioningWorker(shared, log, overrides)),
    users: part(() => startUserWorker(shared, log, overrides)),
    notifications: part(() => startNotificationWorker(shared, log, overrides)),
    billing: part(() => startBillingWorker(shared, log, overrides)),
    webhooks: part(() => startWebhookWorker({ ...shared, ...databaseAs("saihan_webhook") }, log, overrides)),
  };
  await Promise.all(Object.values(parts).map((p) => p.start()));
  const numbers = createNumbers(db);

  const addPartner = async (name: string, model: PartnerModel = "reseller"): Promise<Partner> => {
    const [contractId, userId] = [await numbers.contractId(), await numbers.userId()];
    const key = makeApiKey();
    const at = clock.now();
    await transaction(db, { service: "test" }, async (tx) => {
      await insertContract(tx, {
        id: contractId,
        partnerId: contractId,
        kind: "parent",
        state: "active",
        customerName: name,
        customerNumber: contractId,
        language: "ja",
        representativeId: userId,
        at,
      });
      await insertUser(tx, {
        id: userId,
        partnerId: contractId,
        contractId,
        type: "representative",
        state: "active",
        loginId: `owner@${contractId}.example`,
        mailAddress: `owner@${contractId}.example`,
        name: null,
        at,
      });
      await insertApiKey(tx, {
        id: key.id,
        partnerId: contractId,
        contractId,
        userId,
        name: "test",
        secretHash: key.secretHash,
        at,
      });
    });
    await database.sql`update contracts set model = ${model} where id = ${contractId}`;
    return { name, contractId, apiKey: key.key };
  };

  const addUser: House["addUser"] = async (partner, { type, contractId = partner.contractId, rights, name = null }) => {
    const [userId, key, at] = [await numbers.userId(), makeApiKey(), clock.now()];
    const partnerId = partner.contractId;
    const loginId = `${userId}@users.example`;
    await transaction(db, { service: "test" }, async (tx) => {
      await insertUser(tx, { id: userId, partnerId, contractId, type, state: "active", loginId, mailAddress: loginId, name, at });
      await insertApiKey(tx, { id: key.id, partnerId, contractId, userId, name: "test", secretHash: key.secretHash, at });
    });
    if (rights) await database.sql`update users set rights = ${[...rights]} where id = ${userId}`;
    return { name: loginId, partnerId, contractId, userId, apiKey: key.key };
  };

  const house: House = {
    database,
    db,
    api,
    platform: shared.PLATFORM_URL,
    mail: `http://127.0.0.1:${catcher.port}`,
    clock,
    masterKey,
    intakeConfig: { ...shared, ...databaseAs("saihan_api"), PORT: 0 },
    dashboardConfig: { ...shared, ...databaseAs("saihan_operations"), INTAKE_URL: api },
    userConfig: shared,
    notificationConfig: shared,
    partner: await addPartner("サンプル再販株式会社"),
    stranger: await addPartner("別のパートナー株式会社"),
    addPartner,
    addUser,
    restart: parts,
    settle: async (withinMs = 60_000) => {
      const until = performance.now() + withinMs;
      for (;;) {
        const [row] = await database.sql<{ open: number }[]>`
          select (select count(*) from contracts_to_file)::int + count(*)::int as open from outbox
           where done_at is null and quarantined_at is null and available_at <= ${new Date(clock.now().getTime() + shortRest)}`;
        if (row?.open === 0) return;
        if (performance.now() > until) {
          const stuck = await database.sql`
            select name, attempt, generation, sent_at, last_error from outbox where done_at is null and quarantined_at is null limit 5`;
          throw new Error(`the house did not settle: ${JSON.stringify(stuck)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    loseQueues: tools.lose,
    inject: tools.inject,
    queueText: tools.text,
    mails: () => json(`${house.mail}/api/messages`),
    platformObjects: async () => (await json<{ objects: never[] }>(`${house.platform}/objects`)).objects,
    platformJournal: async () => (await json<{ entries: never[] }>(`${house.platform}/journal`)).entries,
    misbehave: async (manner = {}) => {
      await fetch(`${house.platform}/behaviour`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(manner),
      });
    },
    close: async () => {
      await Promise.all(Object.values(parts).map((p) => p.stop()));
      await Promise.all([simulator.close(), catcher.close(), tools.close()]);
      await disconnect(db);
      await database.drop();
    },
  };
  return house;
}

/** The database that the second address names, on the server of the first. */
function sameDatabase(server: string, database: string): string {
  return withDatabase(server, new URL(database).pathname.slice(1));
}

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

function part(start: () => Promise<{ close(): Promise<void> }>) {
  let running: { close(): Promise<void> } | undefined;
  return {
    start: async () => {
      running ??= await start();
    },
    stop: async () => {
      const stopping = running;
      running = undefined;
      await stopping?.close();
    },
  };
}

/** An operator who can sign in to the queue dashboard. */
export async function addOperator(
  house: House,
  kind: OperatorKind = "operations",
  name: string = kind,
): Promise<{ loginId: string; password: string; totpSecret: string }> {
  const loginId = name === "operations" ? "ops" : name;
  const operator = { loginId, password: "correct horse battery staple", totpSecret: makeTotpSecret() };
  const keys = signInKeys(house.masterKey);
  const passwordHash = await hashPassword(keys.pepper, operator.password);
  await transaction(house.db, { service: "test" }, async (tx) => {
    const id = `op-${name}`;
    const totpSecret = seal(keys.totp, operator.totpSecret, id);
    await insertOperator(tx, {
      id,
      loginId: operator.loginId,
      kind,
      passwordHash,
      totpSecret,
      at: house.clock.now(),
    });
  });
  return operator;
}
