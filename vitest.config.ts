import { defineConfig } from "vitest/config";

const apart = [
  "test/scenarios/**",
  "test/fuzz/**",
  "test/house/**",
  "test/keystone/**",
  "test/mail-server/**",
  "test/portal/**",
  "**/node_modules/**",
];
/** One Postgres and one Redis serve every project that names this. */
const servers = ["test/support/servers.ts"];
/** Files of one worker share what they import: half the time of a run was importing the house again for each. */
const shared = { isolate: false };
/** Takes the application's own checks out of the modules that it loads, so it shares them with nobody. */
const withoutChecks = "test/scenarios/authorisation-without-checks.test.ts";
/** About Redis itself. */
const ofRedis = ["test/scenarios/redis-rights.test.ts"];
/** Scenarios that say the same whatever the queue is: rights, sign-in, what is read. They run on one store. */
const withoutQueue = [
  ...["api-keys", "authorisation", "charges", "command-line", "command-line-operator"],
  ...["contract-search", "hostile-addresses", "one-time-codes", "openapi", "rates", "refusals", "sessions", "sign-in", "verify"],
].map((name) => `test/scenarios/${name}.test.ts`);

/**
 * `x.test.ts` is pure; `x.db.test.ts` needs the database; scenarios run the whole house in one process, once on each queue store;
 * `test/house` runs it as the processes that it is in real life; `test/keystone` has a real Keystone beside the servers, `test/mail-server`
 * a real mail server; `test/portal` looks at the portal with a real browser.
 */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
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
          name: "portal",
          globalSetup: servers,
          include: ["test/portal/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          env: { QUEUE_STORE: "postgres" },
        },
      },
      {
        extends: true,
        test: { name: "house", include: ["test/house/**/*.test.ts"], testTimeout: 240_000, fileParallelism: false },
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
          env: { QUEUE_STORE: "postgres" },
        },
      },
    ],
  },
});
