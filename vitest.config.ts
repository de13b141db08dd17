import { defineConfig } from "vitest/config";

const apart = [
  "test/scenarios/**",
  "test/fuzz/**",
  "test/house/**",
  "test/keystone/**",
  "test/mail-server/**",
  "test/pooler/**",
  "test/portal/**",
  "**/node_modules/**",
];
/** One Postgres and one Redis serve every project that names this. */
const servers = ["test/support/servers.ts"];
/** Files of one worker share what they import: half the time of a run was importing the house again for each. */
const shared = { isolate: false };
/** Takes the application's own checks out of the modules that it loads, so it shares them with nobody. */
const withoutChecks = "test/scenarios/authorisation-without-checks.test.ts";
/** About Redis itself: it starts servers of its own. */
const ofRedis = ["redis-rights", "failover"].map((name) => `test/scenarios/${name}.test.ts`);
/** On a Postgres of their own, which no pooler of the run leads to. */
const ofPair = ["promotion", "replica"].map((name) => `test/scenarios/${name}.test.ts`);
/** Scenarios that say the same whatever the queue is: rights, sign-in, what is read. They run on one store. */
const withoutQueue = [
  ...["api-keys", "authorisation", "charges", "command-line", "command-line-operator"],
  ...["contract-search", "hostile-addresses", "one-time-codes", "openapi", "rates", "refusals", "sessions", "sign-in", "verify"],
  ...["sss-authorisation", "sss-charges", "sss-iam", "sss-keystoneauth", "sss-resources", "sss-tokens"],
  ...["resale-catalogue", "resale-conditions", "menu-control", "approval-requests", "people", "staff", "support", "agency"],
  ...["notice-feeds", "notice-readers", "mail-templates", "readme-tour", "workspaces", "validate-only", "contract-groups"],
  ...(process.env.PROMOTIONS ? [] : ["promotion"]),
  ...["invoices", "subscription-charges", "commission", "retention", "offboarding", "termination", "audit", "replica"],
  ...["subscriptions", "webhooks", "tenant-access", "retry", "notices", "drift", "staff-lists"],
  ...["saved-searches", "resale-prices", "trace", "life-of-a-contract"],
].map((name) => `test/scenarios/${name}.test.ts`);

/** Of the scenarios on several Redis servers `npm test` runs those that lean on the queue most; `npm run test:redis-sets` runs all. */
const onSets = process.env.EVERY_SCENARIO
  ? ["test/scenarios/**/*.test.ts"]
  : ["order-to-mail", "self-healing", "dashboard", "mixed-versions"].map((name) => `test/scenarios/${name}.test.ts`);
/** Those whose statements ask most of a connection: locks, staging tables, notifications, row-level security. */
const throughPooler = process.env.EVERY_SCENARIO
  ? ["test/scenarios/**/*.test.ts"]
  : ["order-to-mail", "idempotency", "usage-api", "events", "contract-groups"].map((name) => `test/scenarios/${name}.test.ts`);
const onSet = (form: "sentinel" | "cluster") => ({
  extends: true as const,
  test: {
    ...shared,
    name: `scenarios on ${form}`,
    globalSetup: [...servers, `test/support/redis-${form}.ts`],
    include: onSets,
    exclude: [withoutChecks, ...ofRedis, ...(process.env.EVERY_SCENARIO ? [] : withoutQueue)],
    env: { QUEUE_STORE: form },
  },
});

/**
 * `x.test.ts` is pure; `x.db.test.ts` needs the database; scenarios run the whole house in one process, once on each queue store, some also on Redis servers that stand in for one another;
 * `test/house` runs it as the processes that it is in real life; `test/keystone` has a real Keystone beside the servers, `test/mail-server`
 * a real mail server; `test/portal` looks at the portal with a real browser.
 */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // What is waited for comes when it comes: a busy machine takes its time.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "pure",
          include: ["{packages,services,scripts,test}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", ...apart],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "database",
          globalSetup: servers,
          include: ["{packages,services,scripts}/**/*.db.test.ts"],
          exclude: apart,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "scenarios on postgres",
          globalSetup: servers,
          include: ["test/{scenarios,fuzz}/**/*.test.ts"],
          exclude: [withoutChecks, ...ofRedis],
          env: { QUEUE_STORE: "postgres" },
        },
      },
      {
        extends: true,
        test: { name: "without checks", globalSetup: servers, include: [withoutChecks], env: { QUEUE_STORE: "postgres" } },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "scenarios on redis",
          globalSetup: servers,
          include: ["test/scenarios/**/*.test.ts"],
          exclude: [withoutChecks, ...withoutQueue],
          env: { QUEUE_STORE: "redis" },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "scenarios through a pooler",
          globalSetup: [...servers, "test/support/pooler.ts"],
          include: ["test/pooler/**/*.test.ts", ...throughPooler],
          exclude: [withoutChecks, ...ofRedis, ...ofPair],
          env: { QUEUE_STORE: "postgres" },
        },
      },
      onSet("sentinel"),
      onSet("cluster"),
      {
        extends: true,
        test: {
          name: "portal",
          globalSetup: [...servers, "test/support/portal-pages.ts"],
          include: ["test/portal/**/*.test.ts"],
          env: { QUEUE_STORE: "postgres" },
        },
      },
      {
        extends: true,
        test: { name: "house", include: ["test/house/**/*.test.ts"], fileParallelism: false },
      },
      {
        extends: true,
        test: {
          name: "mail server",
          globalSetup: servers,
          include: ["test/mail-server/**/*.test.ts"],
          env: { QUEUE_STORE: "postgres" },
        },
      },
      {
        extends: true,
        test: {
          name: "keystone",
          globalSetup: [...servers, "test/support/keystone-server.ts"],
          include: ["test/keystone/**/*.test.ts"],
          env: { QUEUE_STORE: "postgres" },
        },
      },
    ],
  },
});
