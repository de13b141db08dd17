import { z } from "zod";

/**
 * What a service is told from outside. Each service loads its own group, once, in its main.ts; nothing else reads the
 * environment. A value that is missing or wrong ends the start with one sentence that names it.
 */
type Env = Record<string, string | undefined>;

const port = z.coerce.number().int().min(0).max(65_535);
const url = (schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${schemes.map((s) => `${s}//`).join(" or ")}`,
  });
/** 32 bytes in base64 or hexadecimal. */
const key = z
  .string()
  .transform((text) => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64"))
  .refine((bytes) => bytes.length === 32, { error: "must be 32 bytes in base64 or hexadecimal" })
  // A key of a sample, or of a hand on the keyboard.
  .refine((bytes) => new Set(bytes).size > 8, { error: "must be 32 random bytes" });

const process_ = {
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  HOST: z.string().default("127.0.0.1"),
};
const database = {
  DATABASE_URL: url(["postgres:", "postgresql:"]),
  /** Set where DATABASE_URL is a pooler's in transaction mode: the database itself, for what needs a session. */
  DATABASE_DIRECT_URL: url(["postgres:", "postgresql:"]).optional(),
};
/** One server, any of the Sentinels that watch a set, or any nodes of a Cluster; packages/queues reads what it says. */
const redisAddress = z
  .string()
  .refine(
    (text) =>
      /^rediss?:\/\//.test(text) ? URL.canParse(text) : /^rediss?\+(sentinel:\/\/[^/]+\/[^/?]+|cluster:\/\/[^/]+$)/.test(text),
    {
      error:
        "must be redis:// with one server, redis+sentinel://HOST:PORT,HOST:PORT/NAME or redis+cluster://HOST:PORT,HOST:PORT; rediss for TLS",
    },
  );
const queue = {
  REDIS_URL: redisAddress.optional(),
  QUEUE_PREFIX: z
    .string()
    .regex(/^\{[a-z0-9-]{1,30}\}$/, "must be a short name in braces, for example {saihan}")
    .default("{saihan}"),
};
/** Where a process that serves others shows its measures. The others show them beside their health. */
const metrics = { METRICS_PORT: port.optional() };
const worker = {
  HEALTH_PORT: port.default(0),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(500).default(20),
  WORKER_LOCK_MS: z.coerce.number().int().min(1_000).max(120_000).default(20_000),
  RETRY_DELAY_MS: z.coerce.number().int().min(1).max(60_000).default(1_000),
};
const platform = {
  /** The simulator, or an OpenStack Keystone (docs/keystone.md). */
  PLATFORM_URL: url(["http:", "https:", "keystone+http:", "keystone+https:"]),
  PLATFORM_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(8_000),
  KEYSTONE_USERNAME: z.string().optional(),
  KEYSTONE_PASSWORD: z.string().optional(),
  KEYSTONE_PASSWORD_FILE: z.string().optional(),
  /** Name of the domain of the house's own user. Default: Default */
  KEYSTONE_USER_DOMAIN: z.string().optional(),
  /** Name of the project for which the house signs in. Default: admin */
  KEYSTONE_PROJECT: z.string().optional(),
  /** Default: Default */
  KEYSTONE_PROJECT_DOMAIN: z.string().optional(),
  /** `true`: the house signs in for the whole system, not for a project. */
  KEYSTONE_SYSTEM_SCOPE: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  /** Name of the role that access to a tenant is. Default: member */
  KEYSTONE_ROLE: z.string().optional(),
};
const masterKey = { MASTER_KEY: key };
/** Addresses and CIDR ranges of the proxies in front, with commas between. Only they are believed about who is behind them. */
const trustProxy = {
  TRUST_PROXY: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== "")),
};
/** Where the provider's staff are reached, by what they do. */
const deskMail = (desk: string) =>
  z
    .string()
    .default(`${desk}@provider.example`)
    .refine((text) => /^[^\s@,;<>"]{1,64}@(?:[^\s@,;<>".]{1,63}\.){1,10}[^\s@,;<>".]{1,63}$/.test(text), {
      error: "must be one mail address",
    });
const publicUrl = { PUBLIC_URL: url(["http:", "https:"]) };
/** The portal as browsers see it. Without TLS sessions and links of mails would travel for everybody to read. */
const safeUrl = url(["http:", "https:"]).refine(
  (text) =>
    !URL.canParse(text) ||
    new URL(text).protocol === "https:" ||
    /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(text).hostname),
  { error: "must begin with https:// unless it is on this machine itself" },
);
const portalUrl = { PORTAL_URL: safeUrl.default("http://127.0.0.1:4002") };

/** `yes`: webhooks may go to this machine itself, also by http. For development and tests. */
const webhookLoopback = {
  WEBHOOK_LOOPBACK: z
    .enum(["yes", "no"])
    .default("no")
    .transform((text) => text === "yes"),
};

export const loadIntakeConfig = loader({
  ...process_,
  ...database,
  ...masterKey,
  ...trustProxy,
  ...webhookLoopback,
  /** A standby of the database that answers lists, searches, exports and reports. */
  DATABASE_REPLICA_URL: url(["postgres:", "postgresql:"]).optional(),
  /** A standby that is further behind is not asked. */
  DATABASE_REPLICA_LAG_MS: z.coerce.number().int().min(100).max(3_600_000).default(10_000),
  PORT: port.default(4_000),
  /** An order that has not ended by then fails. */
  ORDER_DEADLINE_HOURS: z.coerce
    .number()
    .min(0.001)
    .max(24 * 90)
    .default(24),
  /** Requests that one process takes from one caller in a second. */
  RATE_LIMIT: z.coerce.number().int().min(1).max(1_000_000).default(500),
  /** Requests that one process works on at once; those that only wait for news do not count. */
  REQUESTS_AT_ONCE: z.coerce.number().int().min(1).max(100_000).default(200),
  ...metrics,
});
export type IntakeConfig = ReturnType<typeof loadIntakeConfig>;

export const loadRelayConfig = loader({
  ...process_,
  ...database,
  ...queue,
  HEALTH_PORT: port.default(0),
  RELAY_BATCH: z.coerce.number().int().min(1).max(1_000).default(200),
  /** Work that has been with the queue for longer than this is looked after. */
  RECONCILE_AFTER_MS: z.coerce.number().int().min(100).default(30_000),
  /** How long done work and kept answers stay. */
  RETENTION_DAYS: z.coerce.number().min(1).max(3_650).default(30),
  /** File to which the audit's anchors are appended (docs/audit.md). Without it only the log has them. */
  AUDIT_ANCHOR_FILE: z.string().optional(),
  AUDIT_ANCHOR_SECONDS: z.coerce.number().min(0.1).max(86_400).default(60),
});
export type RelayConfig = ReturnType<typeof loadRelayConfig>;

/** When the books are compared with the platform: cron with seconds, in UTC. */
const drift = {
  DRIFT_SCHEDULE: z
    .string()
    .regex(/^\S+( \S+){5}$/, "must be a cron pattern of six parts, seconds first")
    .default("0 10 * * * *"),
};

const loadWorkerWithPlatform = loader({ ...process_, ...database, ...queue, ...worker, ...platform, ...drift }, (config) => {
  const faults: string[] = [];
  // A worker that waits for an answer must still hold its job when the answer comes.
  if (config.PLATFORM_TIMEOUT_MS * 2 >= config.WORKER_LOCK_MS) {
    faults.push("PLATFORM_TIMEOUT_MS must be less than half of WORKER_LOCK_MS");
  }
  if (!config.PLATFORM_URL.startsWith("keystone+")) return faults;
  if (!/\/v3\/?$/.test(new URL(config.PLATFORM_URL).pathname)) faults.push("PLATFORM_URL of a Keystone must end in /v3");
  if (config.KEYSTONE_USERNAME === undefined) faults.push("KEYSTONE_USERNAME is not set");
  if ((config.KEYSTONE_PASSWORD === undefined) === (config.KEYSTONE_PASSWORD_FILE === undefined)) {
    faults.push("exactly one of KEYSTONE_PASSWORD and KEYSTONE_PASSWORD_FILE must be set");
  }
  if (config.KEYSTONE_SYSTEM_SCOPE && config.KEYSTONE_PROJECT !== undefined) {
    faults.push("KEYSTONE_PROJECT and KEYSTONE_SYSTEM_SCOPE exclude each other");
  }
  return faults;
});

/** A call to the platform takes at most 8 s, or 2/5 of the time for which a job is held when that is less. */
export const loadProvisioningConfig: typeof loadWorkerWithPlatform = (env) => {
  return loadWorkerWithPlatform({ ...env, PLATFORM_TIMEOUT_MS: env.PLATFORM_TIMEOUT_MS || patienceWithin(env) });
};
/** Milliseconds that fit into the time for which a job is held; nothing when that is long enough for any default. */
function patienceWithin(env: Env): string | undefined {
  const lockMs = Number(env.WORKER_LOCK_MS || Number.NaN);
  return lockMs < 20_000 ? String(Math.max(100, Math.floor(lockMs * 0.4))) : undefined;
}
export type ProvisioningConfig = ReturnType<typeof loadProvisioningConfig>;

export const loadUserConfig = loadProvisioningConfig;
export type UserConfig = ProvisioningConfig;

/** Who issues the invoices, and when months are closed. Nobody issues in a name that was not given: the issuer has no default. */
const closing = {
  /** Months are closed at 09:00 JST on this day of the month after. */
  CLOSING_DAY: z.coerce.number().int().min(1).max(28).default(5),
  /** Contracts in one job. */
  CLOSE_BATCH: z.coerce.number().int().min(1).max(10_000).default(100),
  /** `by hand`: a month with parked contracts waits until somebody signs it off. */
  CLOSE_REVIEW: z.enum(["automatic", "by hand"]).default("automatic"),
  ISSUER_NAME: z.string({ error: issuerMissing("the name of the company that issues the invoices") }).min(1),
  ISSUER_ADDRESS: z.string({ error: issuerMissing("its address, as invoices print it") }).min(1),
  /** 登録番号: T and 13 digits. Without it the invoice is no qualified invoice. */
  ISSUER_REGISTRATION: z
    .string({ error: issuerMissing("its registration number (登録番号), without which no qualified invoice can be issued") })
    .regex(/^T\d{13}$/, "must be T and 13 digits"),
  ISSUER_REGISTERED_FROM: z.iso.date().default("2023-10-01"),
  /** Days from the day of issue to the day by which an invoice is to be paid. */
  PAYMENT_DAYS: z.coerce.number().int().min(0).max(365).default(30),
  /** Bank, branch, kind and number in one line, and the account's holder, as invoices print them. */
  ISSUER_BANK_ACCOUNT: z.string().optional(),
  ISSUER_BANK_HOLDER: z.string().optional(),
};

function issuerMissing(what: string): string {
  return `is not set: ${what}`;
}

export const loadClosingConfig = loader({ ...closing });
export type ClosingConfig = ReturnType<typeof loadClosingConfig>;

export const loadBillingConfig = loader({ ...process_, ...database, ...queue, ...worker, ...closing });
export type BillingConfig = ReturnType<typeof loadBillingConfig>;

export const loadNotificationConfig = loader({
  ...process_,
  ...database,
  ...queue,
  ...worker,
  ...masterKey,
  ...publicUrl,
  ...portalUrl,
  SMTP_URL: url(["smtp:", "smtps:"]),
  MAIL_FROM: z.string().default("saihan@partner.example"),
  OPERATIONS_MAIL: deskMail("operations"),
  BILLING_MAIL: deskMail("billing"),
  SUPPORT_MAIL: deskMail("support"),
  /** Connections to the mail server at once. */
  MAIL_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(5),
  /** Patience for each answer of the mail server; giving up after the text was handed over is what makes duplicates. */
  MAIL_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(60_000),
  /** Mails that one process sends to one domain in a second; 0: no limit. */
  MAIL_RATE_PER_DOMAIN: z.coerce.number().min(0).max(10_000).default(0),
  /** PEM of the key that signs mail (RFC 6376); not signed without it. */
  MAIL_DKIM_KEY_FILE: z.string().optional(),
  MAIL_DKIM_SELECTOR: z
    .string()
    .regex(/^[0-9A-Za-z]([0-9A-Za-z.-]{0,61}[0-9A-Za-z])?$/)
    .default("saihan"),
  /** Default: the domain of MAIL_FROM. */
  MAIL_DKIM_DOMAIN: z.string().optional(),
  /** Where mail servers report what they could not deliver; each mail names it with its own id behind a plus. Default: MAIL_FROM as it is. */
  MAIL_BOUNCES_TO: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,20}@[A-Za-z0-9.-]+$/)
    .optional(),
  /** The Maildir into which that mailbox is delivered, read by the worker. */
  MAIL_BOUNCES_FOLDER: z.string().optional(),
});
export type NotificationConfig = ReturnType<typeof loadNotificationConfig>;

const loadWebhookSettings = loader(
  {
    ...process_,
    ...database,
    ...queue,
    ...worker,
    ...masterKey,
    ...webhookLoopback,
    /** Patience for one receiver: until its answer has come. */
    WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(100).max(50_000).default(8_000),
  },
  (config) =>
    config.WEBHOOK_TIMEOUT_MS * 2 >= config.WORKER_LOCK_MS ? ["WEBHOOK_TIMEOUT_MS must be less than half of WORKER_LOCK_MS"] : [],
);
/** A receiver has at most 8 s, or 2/5 of the time for which a job is held when that is less. */
export const loadWebhookConfig: typeof loadWebhookSettings = (env) =>
  loadWebhookSettings({ ...env, WEBHOOK_TIMEOUT_MS: env.WEBHOOK_TIMEOUT_MS || patienceWithin(env) });
export type WebhookConfig = ReturnType<typeof loadWebhookConfig>;

export const loadDashboardConfig = loader({
  ...process_,
  ...database,
  ...queue,
  ...masterKey,
  ...trustProxy,
  PORT: port.default(4_001),
  /** The Partner API, as this process reaches it. */
  INTAKE_URL: url(["http:", "https:"]).default("http://127.0.0.1:4000"),
  ...metrics,
});
export type DashboardConfig = ReturnType<typeof loadDashboardConfig>;

export const loadPortalConfig = loader({
  ...process_,
  ...trustProxy,
  PORT: port.default(4_002),
  ...metrics,
  /** The Partner API that stands behind the portal. */
  INTAKE_URL: url(["http:", "https:"]).default("http://127.0.0.1:4000"),
  ...portalUrl,
  /** The queue dashboard as the staff's browsers see it; without, no link leads there. */
  DASHBOARD_URL: safeUrl.optional(),
});
export type PortalConfig = ReturnType<typeof loadPortalConfig>;

export const loadSimulatorConfig = loader({
  ...process_,
  PORT: port.default(4_005),
  /** Folder of the journal; without it the journal lives in memory. */
  SIMULATOR_DIR: z.string().optional(),
});
export type SimulatorConfig = ReturnType<typeof loadSimulatorConfig>;

export const loadCatcherConfig = loader({
  ...process_,
  PORT: port.default(4_003),
  SMTP_PORT: port.default(4_004),
  /** Folder of the caught mail; without it mail lives in memory. */
  CATCHER_DIR: z.string().optional(),
});
export type CatcherConfig = ReturnType<typeof loadCatcherConfig>;

/** A setting is missing or wrong. The message is one sentence for the person who starts the service. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** @param together what is wrong with values that are each right by themselves */
function loader<Shape extends z.ZodRawShape>(
  shape: Shape,
  together: (config: z.infer<z.ZodObject<Shape>>) => string[] = () => [],
): (env: Env) => z.infer<z.ZodObject<Shape>> {
  const schema = z.object(shape);
  return (env) => {
    const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in shape && value !== ""));
    const read = schema.safeParse(given);
    const faults = read.success
      ? together(read.data as z.infer<z.ZodObject<Shape>>)
      : read.error.issues.map((issue) => {
          const name = issue.path.join(".");
          const missing = issue.message.startsWith("is not set") ? issue.message : "is not set";
          return `${name} ${given[name] === undefined ? missing : issue.message}`;
        });
    if (read.success && faults.length === 0) return read.data as z.infer<z.ZodObject<Shape>>;
    throw new ConfigError(`cannot start: ${faults.join("; ")}`);
  };
}
